"""Accounts, memberships of streets, and what a post permits."""
