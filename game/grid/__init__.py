"""Hex geometry: axial arithmetic, the board, routes and plane geometry. Knows numpy and nothing of ours."""
