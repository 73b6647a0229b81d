"""Issues that people raise, the meetings on which they are deliberated, and what comes of them."""
