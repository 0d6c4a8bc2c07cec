"""Layers of the map, one file each, drawn from the ground up."""
