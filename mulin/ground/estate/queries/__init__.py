"""The register's questions."""

from mulin.ground.estate.queries.holdings import Agent, Holder, Holding, holdings_on, owners_on

__all__ = ["Agent", "Holder", "Holding", "holdings_on", "owners_on"]
