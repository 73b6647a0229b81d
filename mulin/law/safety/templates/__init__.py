"""Kinds of hazard, one file each."""
