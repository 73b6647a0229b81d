"""The questions of patrols, hazards and visits."""
