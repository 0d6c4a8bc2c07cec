"""Tools that make the shipped data and check the checkout; never part of the installed game."""
