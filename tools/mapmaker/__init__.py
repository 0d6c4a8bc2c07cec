"""Makes the battlefield from surveyed sources: heights, drawn features, and the hex map."""
