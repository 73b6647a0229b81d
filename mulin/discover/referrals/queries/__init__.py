"""Questions of referrals."""
