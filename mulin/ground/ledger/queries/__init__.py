"""Questions about account sets: balances, vouchers, the bank, the budget."""
