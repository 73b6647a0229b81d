"""Finds every chart of accounts by looking into its folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from mulin.law.books import charts
from mulin.law.books.chart import Chart
from mulin.law.folder import modules_in


@lru_cache(maxsize=1)
def all_charts() -> Mapping[str, Chart]:
    """Every kind of account set by code. Raises ValueError where a file holds another name's chart."""
    found: dict[str, Chart] = {}
    for name, module in modules_in(charts):
        chart: Chart = module.CHART
        if chart.code != name:
            raise ValueError(f"{name}.py holds the chart {chart.code}")
        found[chart.code] = chart
    return found
