"""Pacts and duty lists on screen: the office drafts and answers, residents read and comment on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mulin.deliberate.pacts.models import Clause, Comment, DutyList, Version
from mulin.kit.ids import uuid7
from tests.cast import Cast

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


def post(client: Client, address: str, *args: Any, **form: Any) -> Any:
    return client.post(reverse(f"pacts:{address}", args=args), form)


def seen(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(f"pacts:{name}", args=args) + query)
    assert answer.status_code == 200
    return text(answer)


def done(answer: Any) -> None:
    assert answer.status_code == 302, text(answer)


def begun(client: Client, cast: Cast, kind: str) -> Version:
    assert "从范本" in seen(client, "new")
    done(
        post(
            client, "new", compound=cast.a.compound.pk, kind=kind, why="大家要个说法", once=uuid7()
        )
    )
    found: Version = Version.objects.of(cast.yun).latest("id")
    return found


def clause(version: Version, title: str) -> Clause:
    found: Clause = Clause.objects.of(version.street_id).get(version=version, title=title)
    return found


def test_a_covenant_is_drafted_commented_answered_and_adopted_on_the_screens(
    cast: Cast, client_as: As
) -> None:
    clerk, owner = client_as("community_worker"), client_as("owner")
    with time_machine.travel("2026-03-02 10:00+0800"):
        version = begun(clerk, cast, "neighbour_covenant")
        pets = clause(version, "宠物")
        done(
            post(
                clerk, "clause", version.pk, pets.pk, title="宠物", text="乱扔粪便的，罚款五十元。"
            )
        )
        page = seen(clerk, "version", version.pk)
        assert "规约里写罚款" in page
        assert "民法典第286条第二款" in page
        form = {"rule": "fine_by_pact", "clause": pets.pk}
        done(post(clerk, "hint", version.pk, why="只是提醒，居民会议定", **form))
        assert "已说明" in seen(clerk, "version", version.pk)
        done(post(clerk, "open_comments", version.pk, until="2026-03-10"))
        assert "大家要个说法" in seen(owner, "version", version.pk)
        refused = post(owner, "comment", version.pk, clause=pets.pk, text="", once=uuid7())
        assert refused.status_code == 422
        done(post(owner, "comment", version.pk, clause=pets.pk, text="别罚款", once=uuid7()))
        given = Comment.objects.of(cast.yun).get()
        assert "您提的" in seen(owner, "version", version.pk)
        assert cast.persons["owner"].name not in seen(clerk, "version", version.pk)
        done(post(clerk, "answer", version.pk, given.pk, text="改成劝导", taken_up="on"))
        assert "没有答复" not in seen(client_as("co_owner"), "version", version.pk)
    with time_machine.travel("2026-03-12 10:00+0800"):
        told = {"held_on": "2026-03-12", "in_force_on": "2026-03-15", "came": 40, "words": "举手"}
        short = post(clerk, "adopt", version.pk, **told, agreed=20)
        assert short.status_code == 422
        assert "没有过半数" in text(short)
        done(post(clerk, "adopt", version.pk, **told, agreed=39))
        assert "施行中的" in seen(owner, "mine")
        assert "2026-03-15" in seen(owner, "version", version.pk)
        pdf = owner.get(reverse("pacts:text", args=[version.pk, "pdf"]))
        assert pdf.content.startswith(b"%PDF")
        word = clerk.get(reverse("pacts:text", args=[version.pk, "docx"]))
        assert word.content.startswith(b"PK")


def test_what_is_against_the_law_is_named_and_the_button_says_so(cast: Cast, client_as: As) -> None:
    chair = client_as("committee_chair")
    version = begun(chair, cast, "management_pact")
    fees = clause(version, "催交")
    done(post(chair, "clause", version.pk, fees.pk, title="催交", text="欠费的，停水停电。"))
    page = seen(chair, "version", version.pk)
    assert "1 处与法律抵触" in page
    assert "民法典第944条第三款" in page
    assert "“催交”" in page
    assert "停水停电催费" in seen(chair, "clause", version.pk, fees.pk)
    assert post(chair, "clause", version.pk, fees.pk, title="", text="").status_code == 422
    done(post(chair, "move", version.pk, fees.pk, to="up"))
    done(post(chair, "clause_new", version.pk, title="另外", text="一条。", once=uuid7()))
    done(post(chair, "remove", version.pk, clause(version, "另外").pk))
    assert "这是第一版" in seen(chair, "compare", version.pk)
    done(post(chair, "withdraw", version.pk, why="先不改"))
    again = begun(chair, cast, "management_pact")
    done(post(chair, "clause", again.pk, clause(again, "催交").pk, title="催交", text="可以催告。"))
    compared = seen(chair, "compare", again.pk)
    assert "<del>" in compared
    assert "<ins>" in compared


def test_lists_are_searched_filtered_and_exported(cast: Cast, client_as: As) -> None:
    chair = client_as("committee_chair")
    version = begun(chair, cast, "management_pact")
    assert version.pact.number in seen(chair, "list", query="?q=高空抛物&state=draft")
    assert version.pact.number not in seen(chair, "list", query="?q=没有这样的话")
    assert "高空抛物" in seen(chair, "clauses", query="?q=高空抛物")
    for name in ("list", "clauses", "lines"):
        file = chair.get(reverse(f"pacts:{name}") + "?export=xlsx")
        assert b"".join(file).startswith(b"PK")  # type: ignore[arg-type]
    rules = seen(chair, "rules")
    assert "民法典第944条第三款" in rules
    assert "看当地规定" in rules
    assert client_as("owner").get(reverse("pacts:list")).url == reverse("pacts:mine")


def test_duties_are_set_from_the_template_and_a_compound_deviates_with_a_reason(
    cast: Cast, client_as: As
) -> None:
    officer, chair = client_as("street_officer"), client_as("committee_chair")
    there = f"{reverse('pacts:revise')}?party=property_company"
    form = officer.get(there).context["form"]
    typed = {field.html_name: field.value() for field in form if field.name != "why"}
    typed |= {"rows": form.count, "once": uuid7()}
    assert officer.post(there, typed).status_code == 422
    done(officer.post(there, {**typed, "why": "按范本立"}))
    own = f"{there}&compound={cast.a.compound.pk}"
    lacking = {**typed, "why": "没有围墙", "text_0": "夜里加巡", "answers_0": "", "once": uuid7()}
    refused = chair.post(own, lacking)
    assert (refused.status_code, "写上谁负责" in text(refused)) == (422, True)
    done(chair.post(own, {**lacking, "answers_0": "秩序主管"}))
    found = DutyList.objects.of(cast.yun).get(compound=cast.a.compound)
    assert "夜里加巡" in seen(client_as("owner"), "duties")
    assert "夜里加巡" in seen(client_as("auditor"), "duty_list", found.pk)
    assert "没有围墙" in seen(officer, "duties", query=f"?compound={cast.a.compound.pk}")
    pdf = client_as("tenant").get(reverse("pacts:duties_pdf"))
    assert pdf.content.startswith(b"%PDF")
    done(post(chair, "give_back", found.pk, why="围墙修好了"))
    assert "夜里加巡" not in seen(client_as("owner"), "duties")


def test_others_find_nothing_here(cast: Cast, client_as: As) -> None:
    chair = client_as("committee_chair")
    version = begun(chair, cast, "management_pact")
    for role in ("other_compound_owner", "neighbour_officer", "stranger", "owner"):
        answer = client_as(role).get(reverse("pacts:version", args=[version.pk]))
        assert answer.status_code in (403, 404), role
    elsewhere = f"?compound={cast.a.compound.pk}"
    for role in ("other_compound_owner", "neighbour_officer"):
        assert client_as(role).get(reverse("pacts:duties") + elsewhere).status_code == 404
    assert client_as("owner").get(reverse("pacts:new")).status_code == 404
