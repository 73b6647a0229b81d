"""Double entry for every fund: account sets, vouchers, months, the bank's statement."""
