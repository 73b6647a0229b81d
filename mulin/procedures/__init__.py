"""Runs the law's processes: what is due, by whom, by which article, and what was really done."""
