"""Games on disk: one SQLite file each."""
