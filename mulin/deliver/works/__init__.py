"""Works on common parts: lifts added to old buildings, from the survey to the maintenance."""
