"""The ladder of agents: mirrored pairs of games, and how strong who is by them. See docs/ladder.md."""
