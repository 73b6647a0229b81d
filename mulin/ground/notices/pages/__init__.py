"""Screens of notices and messages."""
