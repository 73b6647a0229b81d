"""Safety in a compound: when rounds are walked, what is looked at, how hazards and services are graded."""
