"""Contracts: all data, the floors, the made files, the command line."""
