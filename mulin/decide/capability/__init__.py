"""What makes committees capable: a handbook of 100 answers, trainings and salons, reception days."""
