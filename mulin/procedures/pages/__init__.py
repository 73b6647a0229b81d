"""Screens of procedures, by what they are about."""
