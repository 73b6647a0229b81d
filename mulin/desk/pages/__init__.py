"""The desk's screens: they read every room and write nothing."""
