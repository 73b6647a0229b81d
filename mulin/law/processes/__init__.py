"""One file per process, found by looking into this folder. Each defines ``PROCESS``."""
