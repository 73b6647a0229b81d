"""Violations in compounds that go to the enforcement team (综合执法进小区), one file for each kind."""
