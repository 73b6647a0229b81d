"""Small plain tools everything may use: no framework, no knowledge of the domain."""
