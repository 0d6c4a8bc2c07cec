"""One pulse: a fixed list of phases, each over all units of all games at once."""
