"""Many battles by the historical orders, set beside what is on record."""
