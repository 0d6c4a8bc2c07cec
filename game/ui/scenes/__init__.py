"""Scenes: each takes events and answers with the scene that follows."""
