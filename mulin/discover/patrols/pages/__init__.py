"""Screens of patrols, hazards and visits."""
