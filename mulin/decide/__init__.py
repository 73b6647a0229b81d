"""决策: how owners decide together."""
