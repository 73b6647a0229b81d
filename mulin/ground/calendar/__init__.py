"""Which days are worked in this street: the year's official notice, entered when it is out."""
