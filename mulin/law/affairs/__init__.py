"""Affairs of residents (居民事项): what is handed in at a community's counter, one file for each."""
