"""Speeds of a film; the settings know them without the film."""

SPEEDS = (1, 2, 4, 8, 16)
