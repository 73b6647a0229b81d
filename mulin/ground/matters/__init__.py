"""事项: the file a person asked about, with one number, as it travels the chain."""
