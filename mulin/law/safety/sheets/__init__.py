"""Score sheets of supervision visits, one file each."""
