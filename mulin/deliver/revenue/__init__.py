"""公共收益: what common parts earn, what it is used for, and the books that show it to everybody."""
