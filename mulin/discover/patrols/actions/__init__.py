"""The verbs of patrols, hazards and visits."""
