"""Categories of tickets: one readable file, ours or the street's own, read with faults by line."""

from mulin.discover.intake.categories.reading import Category, Fault, Sheet, read, standard

__all__ = ["Category", "Fault", "Sheet", "read", "standard"]
