"""Books of account: charts of titles, vouchers that balance, what a year carries forward."""
