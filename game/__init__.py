"""Khasan 1938: a tactical wargame simulation of the battle of Lake Khasan, 29 July - 11 August 1938."""

__version__ = "0.1.0"
