"""Campaigns: a clean-up of a quarter, a flood, an epidemic, with all that is done and used in them."""
