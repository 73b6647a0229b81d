"""Drawing the grids of a community: which compounds lie in which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mulin.ground.estate.actions.saying import same_street, say
from mulin.ground.estate.events import GridDrawn
from mulin.ground.estate.models import Compound, Grid
from mulin.ground.estate.permissions import may_edit_community
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

NAMED = 20
"""So many compounds a fact names; of more it says how many."""


def draw_grid(grid: Grid, compounds: Sequence[Compound], *, by: Actor, now: datetime) -> Grid:
    """From now on the grid holds exactly these compounds; one that lay in another grid moves.

    The same again changes nothing.
    """
    same_street(by, grid, *compounds)
    require(may_edit_community(by, grid.community_id))
    with transaction.atomic():
        fresh: Grid = Grid.objects.of(by.street_id).select_for_update().get(pk=grid.pk)
        if fresh.ended_on is not None:
            refuse(said("{grid}已经撤销。", grid=fresh), said("请选另一个网格。"))
        elsewhere = [one for one in compounds if one.community_id != fresh.community_id]
        if elsewhere:
            refuse(
                said("{compound}不在这个社区。", compound=elsewhere[0]),
                said("网格只划本社区的小区。"),
            )
        rows = Compound.objects.of(by.street_id)
        wanted = {one.pk for one in compounds}
        if wanted == set(rows.filter(grid=fresh).values_list("pk", flat=True)):
            return fresh
        rows.filter(grid=fresh).update(grid=None)
        rows.filter(pk__in=list(wanted)).update(grid=fresh)
        names = "、".join(sorted(one.name for one in compounds)[:NAMED])
        event = GridDrawn(fresh.community.name, fresh.name, len(wanted), names or said("没有小区"))
        say(event, by=by, now=now, subject_id=fresh.pk)
        return fresh
