from tests.ground.ledger.world import world

__all__ = ["world"]
