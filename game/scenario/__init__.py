"""Scenarios: the shape of every YAML file, strict reading, checking, and what the engine starts from."""
