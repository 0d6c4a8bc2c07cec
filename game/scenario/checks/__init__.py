"""Checks across files: names that must exist, places that must be land, trees that must end."""
