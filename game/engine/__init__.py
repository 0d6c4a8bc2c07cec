"""The engine: clock, chance, units, and orders and events."""
