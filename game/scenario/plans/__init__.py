"""Plans: what a commander wants of his formations, read from YAML and resolved to rows of a scenario."""
