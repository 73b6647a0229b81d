"""The verbs: answering, planning and holding trainings, taking part, receiving."""
