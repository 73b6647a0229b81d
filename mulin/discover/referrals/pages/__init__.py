"""Screens of referrals."""
