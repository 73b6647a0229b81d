"""One net of grids: who looks after which grid, building and stairwell, and what they report."""
