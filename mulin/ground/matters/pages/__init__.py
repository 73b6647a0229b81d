"""Screens of matters."""
