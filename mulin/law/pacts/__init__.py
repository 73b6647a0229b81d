"""Pacts of a compound held against the law: rules that read clauses, and versions compared."""
