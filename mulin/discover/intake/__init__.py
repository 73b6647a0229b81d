"""工单: what a resident says once, whoever has to act, until he says that it is solved."""
