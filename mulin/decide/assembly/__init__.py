"""业主大会: from a draft motion to a result that anyone can recount."""
