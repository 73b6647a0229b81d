"""Questions of admission."""
