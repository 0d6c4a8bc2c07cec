"""Agents: whoever chooses orders from a view alone."""
