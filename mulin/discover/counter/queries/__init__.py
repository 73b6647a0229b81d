"""Questions of the counter."""
