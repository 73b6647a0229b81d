"""Property fees under 信托制: an account of its own that every owner reads line by line."""

from dataclasses import replace

from mulin.kit.words import said
from mulin.law.books.charts import fees_at_cost

CHART = replace(
    fees_at_cost.CHART,
    code="fees_in_trust",
    name=said("物业费（信托制）"),
    whose=said("全体业主，双密码共管"),
)
