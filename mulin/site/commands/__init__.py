"""What ``mulin COMMAND`` runs: one module per group, each command a ``main(words) -> exit code``."""
