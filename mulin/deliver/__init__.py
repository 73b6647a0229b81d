"""落实: what was decided is carried out."""
