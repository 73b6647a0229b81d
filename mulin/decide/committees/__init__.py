"""业委会与同类组织: who sits in them, how they meet, decide, keep the seal and answer the owners."""
