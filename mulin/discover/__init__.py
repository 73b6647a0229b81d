"""发现: what is wrong is found before somebody has to ask."""
