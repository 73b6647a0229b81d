"""Questions about pacts and duty lists."""
