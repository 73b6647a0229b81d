"""The verbs of tickets, and the only files of this room that write."""
