"""The screens: the office, the mediator, the parties on their phones."""
