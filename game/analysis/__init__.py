"""Readings of what happened: why a result is what it is."""
