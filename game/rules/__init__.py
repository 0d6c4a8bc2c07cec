"""The rules: pure functions over arrays, and the frozen tables they read."""
