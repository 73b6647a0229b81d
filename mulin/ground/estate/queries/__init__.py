"""The register's questions."""

from mulin.ground.estate.queries.holdings import Holder, Holding, holdings_on, owners_on

__all__ = ["Holder", "Holding", "holdings_on", "owners_on"]
