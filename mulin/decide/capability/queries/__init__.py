"""The questions: the handbook's own answers, trainings and their records, reception days."""
