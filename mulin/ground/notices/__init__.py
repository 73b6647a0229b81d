"""公示 with a statutory period and proof of posting; messages that leave through the outbox."""
