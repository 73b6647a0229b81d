from tests.deliver.billing.world import world

__all__ = ["world"]
