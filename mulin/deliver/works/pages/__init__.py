"""Screens of works."""
