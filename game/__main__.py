"""`python -m game` is `khasan`."""

from game.cli import main

main()
