"""The thin widget kit: knows nothing of the game."""
