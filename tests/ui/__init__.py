"""Tests of the front end, a package so that its fixtures have a name of their own."""
