"""Disputes and their mediation: committees, mediators, cases, agreements and what comes of them."""
