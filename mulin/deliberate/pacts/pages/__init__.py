"""Screens of pacts and duty lists."""
