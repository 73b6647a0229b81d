"""Retrofitted lifts: what can be built where, who pays what, who must agree, what must be kept."""
