"""What everything stands on: the street, who lives where, what happened, who may."""
