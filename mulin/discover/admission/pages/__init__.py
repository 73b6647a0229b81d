"""Screens of admission."""
