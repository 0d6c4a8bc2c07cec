"""Missions carried out: what is due, and the orders to units that it means, from the side's view alone."""
