from tests.deliver.revenue.world import world

__all__ = ["world"]
