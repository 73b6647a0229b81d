"""发现: what is seen, said and reported before anything is talked over."""
