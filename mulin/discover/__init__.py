"""发现: what is wrong is found before somebody complains."""
