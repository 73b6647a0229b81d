"""One file per kind of change that usually breeds conflict; found by ``conflict_catalogue``."""
