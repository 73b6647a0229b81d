"""One file per region, found by looking into this folder. A new region needs no other change."""
