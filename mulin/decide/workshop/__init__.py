"""第三方工作室: what a street lends to it, what it says, its month, and the green channel."""
