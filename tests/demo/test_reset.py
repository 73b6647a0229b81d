"""A training street can be taken away to the last row; a real one never, and nothing of it is touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from mulin.demo.actions import NotTraining, erase_training, training_streets
from mulin.ground.access.models import Account, Membership
from mulin.ground.record.models import Fact
from mulin.ground.streets.checks import tenant_models
from mulin.ground.streets.models import Street
from tests import isolation
from tests.cast import Cast


def rows_of(street: Street) -> int:
    return sum(m._default_manager.filter(street_id=street.pk).count() for m in tenant_models())


def real(street: Street) -> None:
    Street.objects.filter(pk=street.pk).update(synthetic=False)


def test_everything_of_a_training_street_goes_and_nothing_of_the_real_one(cast: Cast) -> None:
    real(cast.other)
    for example in isolation.EXAMPLES.values():
        example(cast)
    before = rows_of(cast.other)
    assert training_streets() == [cast.yun]
    assert erase_training(cast.yun) > 100
    assert rows_of(cast.yun) == 0
    assert not Street.objects.filter(pk=cast.yun.pk).exists()
    assert rows_of(cast.other) == before
    left = set(Account.objects.values_list("username", flat=True))
    assert {"neighbour_officer", "neighbour_owner"} <= left
    assert "owner" not in left


def test_an_account_that_also_acts_in_a_real_street_stays(cast: Cast) -> None:
    real(cast.other)
    Membership(
        street=cast.other,
        account=cast.accounts["owner"],
        person=cast.far.owners[4],
        valid_from="2026-01-01",
    ).save(force_insert=True)
    erase_training(cast.yun)
    assert Account.objects.filter(username="owner").exists()
    assert Membership.objects.of(cast.other).filter(account__username="owner").count() == 1


def test_a_real_street_is_never_taken_away(cast: Cast) -> None:
    stale = Street.objects.get(pk=cast.yun.pk)
    real(cast.yun)
    rows = rows_of(cast.yun)
    with pytest.raises(NotTraining):
        erase_training(stale)
    assert rows_of(cast.yun) == rows
    real(cast.other)
    with pytest.raises(CommandError, match="真实街道不能重置"):
        call_command("demo", reset=True, yes=True)


def test_without_a_yes_nothing_happens(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115, PTH123
    with pytest.raises(CommandError, match="没有重置"):
        call_command("demo", reset=True)
    assert rows_of(cast.yun) > 0


def test_papers_of_the_street_go_with_it(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.PAPERS_ROOT = tmp_path
    for street in (cast.yun, cast.other):
        (tmp_path / street.pk.hex).mkdir()
    erase_training(cast.yun)
    assert [path.name for path in tmp_path.iterdir()] == [cast.other.pk.hex]
    assert Fact.objects.of(cast.yun).count() == 0
