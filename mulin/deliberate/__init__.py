"""协商: what is talked over before anything is decided."""
