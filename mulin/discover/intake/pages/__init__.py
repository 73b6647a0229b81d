"""Screens of tickets: the dispatcher's desk, the counter, the resident's and the worker's phone."""
