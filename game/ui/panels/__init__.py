"""Panels of the map table, one file each."""
