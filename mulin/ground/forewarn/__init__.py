"""矛盾预警: what usually breeds conflict, shown where it is opened."""
