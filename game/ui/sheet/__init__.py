"""The printed sheet: relief, water, signs and names of the ground, painted once and kept on disk."""
