"""Verbs of referrals."""
