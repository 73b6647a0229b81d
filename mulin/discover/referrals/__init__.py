"""综合执法进小区: dissuasion, report within hours, referral, visits, the result carried back."""
