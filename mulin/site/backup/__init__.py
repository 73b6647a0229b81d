"""Backup and restore: database and papers at one mark, checked against their digests.

``making`` writes a backup, ``checking`` reads one without any database, ``restoring`` puts it back;
``engines`` knows SQLite and PostgreSQL, ``keys`` seals the keys where they are wanted inside.
"""
