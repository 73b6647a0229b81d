"""What happened: append-only facts, linked per street in an SM3 chain, each a readable sentence."""
