"""Unit counters: symbols, silhouettes, the counter body, its states, and the finished picture."""
