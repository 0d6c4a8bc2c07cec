"""The staff: a commander who weighs objectives, forces and tactics by playouts, and writes missions."""
