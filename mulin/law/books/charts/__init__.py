"""One file per kind of account set, found by looking into this folder."""
