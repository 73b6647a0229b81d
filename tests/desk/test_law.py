"""The law pages: every region reads, figures agree with what they lead to, dark corners answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.desk import law_queries as queries
from mulin.kit import clock
from mulin.law import questions as q
from mulin.law.answer_words import words_of
from mulin.law.catalogue import all_jurisdictions, jurisdiction
from mulin.law.compound_rules import PARAMETERS
from mulin.law.shapes import Body, GroupMakeup, ProxyLimit, YearDay
from mulin.law.terms import Majority, Period, at_least, more_than
from mulin.law.workdays import CALENDAR
from tests.cast import Cast

As = Callable[[str], Client]
DAY = date(2026, 11, 22)
EVIL = "<script>alert(1)</script>"


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert not re.search(r"</?c-[a-z]|\{\{|\{%", body)
    return body


# ── questions ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", list(all_jurisdictions()))
def test_every_answer_of_every_region_can_be_read_and_is_counted_once(code: str) -> None:
    place = jurisdiction(code)
    lines = queries.lines_of(place, DAY)
    counted = queries.counted(place, lines)
    assert counted.own + counted.inherited + counted.none == len(q.ALL) == len(lines)
    for line in lines:
        assert (line.answer == "") is (line.state == queries.NONE), line.question.code
        assert line.answer or line.why, line.question.code
        assert "<" not in line.answer or line.answer.startswith("<"), line.answer
    shown = {
        show: sum(len(c.lines) for c in queries.chapters_of(lines, show=show))
        for show in queries.SHOWS
    }
    assert shown[queries.OWN] == counted.own
    assert shown[queries.INHERITED] == counted.inherited
    assert shown[queries.REVIEW] == counted.review
    assert shown[queries.NONE] == counted.none


def test_what_is_inherited_unread_is_marked_for_review_with_its_reason() -> None:
    chengdu = {n.question.code: n for n in queries.lines_of(jurisdiction("510100"), DAY)}
    report = chengdu["report_term_end"]
    assert (report.state, report.origin, report.answer) == (queries.INHERITED, "全国", "3个月")
    assert report.review
    assert "需本地复核" in report.note
    assert "未核到" in report.why
    shared = chengdu["majority_use_maintenance_fund"]
    assert (shared.review, shared.note, shared.differs) == (False, "全国统一规定", False)
    shanghai = {n.question.code: n for n in queries.lines_of(jurisdiction("310000"), DAY)}
    own = shanghai["report_term_end"]
    assert (own.state, own.answer, own.national) == (queries.OWN, "5个月", "3个月")
    assert own.differs
    assert "第28条" in own.source


def test_a_day_before_the_text_says_from_when_it_is_known() -> None:
    old = {n.question.code: n for n in queries.lines_of(jurisdiction("310000"), date(2015, 1, 1))}
    assert old["majority_rebuild"].why == "这一天还没有；收录的规定从 2021-01-01 起。"
    assert "民法典" in queries.before_the_code(date(2020, 12, 31))
    assert queries.before_the_code(date(2021, 1, 1)) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "是"),
        (False, "否"),
        (0, "0"),
        ((), "无"),
        (Period(working_days=5), "5个工作日"),
        ((Body.STREET, Body.COMMITTEE), "街道办事处（乡镇人民政府）；业主委员会"),
        (
            Majority(at_least(2, 3), more_than(1, 2)),
            "参与三分之二以上，其中同意过半数（面积、人数都要达到）",
        ),
        (ProxyLimit(3), "最多 3 户"),
        (ProxyLimit(None), "不限"),
        (YearDay(3, 31), "每年 3 月 31 日"),
        (
            GroupMakeup(odd=True, owners=at_least(1, 2), with_developer=False, leader=Body.STREET),
            "人数为单数，业主占半数以上，组长由街道办事处（乡镇人民政府）的代表担任，没有建设单位",
        ),
    ],
)
def test_answers_read_as_people_speak(value: Any, words: str) -> None:
    assert words_of(value) == words


def test_an_answer_of_an_unknown_shape_is_no_silent_blank() -> None:
    with pytest.raises(TypeError):
        words_of(object())


def test_holidays_are_runs_and_worked_weekends_stand_alone() -> None:
    runs = queries.days_off(CALENDAR, 2026)
    assert sum(r.days for r in runs if not r.worked) == len(CALENDAR.years[2026].off)
    assert [r.first for r in runs] == sorted(r.first for r in runs)
    assert all(r.days == 1 for r in runs if r.worked)
    assert queries.days_off(CALENDAR, 1999) == []


# ── screens ─────────────────────────────────────────────────────────────────────────────────────


def test_everybody_signed_in_reads_the_law_and_visitors_sign_in_first(
    cast: Cast, client_as: As
) -> None:
    pages = [
        reverse("law:regions"),
        reverse("law:region", args=["310000"]),
        reverse("law:decisions"),
        reverse("law:parameters"),
        reverse("law:calendar"),
    ]
    for role in ("street_officer", "owner", "tenant", "property_manager", "neighbour_officer"):
        for page in pages:
            assert client_as(role).get(page).status_code == 200, (role, page)
    for page in pages:
        assert client_as("visitor").get(page).status_code == 302


def test_the_figures_of_the_list_are_what_they_lead_to(cast: Cast, client_as: As) -> None:
    client = client_as("owner")
    body = text(client.get(reverse("law:regions")))
    assert "本街道适用上海市的规定" in body
    place = jurisdiction("310000")
    counted = queries.counted(place, queries.lines_of(place, clock.today()))
    for show, number in (("own", counted.own), ("review", counted.review), ("none", counted.none)):
        link = f'href="/law/310000/?show={show}">{number}<'
        assert link in body
        lines = text(client.get(f"/law/310000/?show={show}")).count('class="l-answer')
        assert lines == number


def test_a_region_is_searched_by_words_and_articles(cast: Cast, client_as: As) -> None:
    client = client_as("owner")
    found = text(client.get("/law/310000/", {"q": "第28条"}))
    assert "任期届满前，业主委员会提前书面报告街道" in found
    assert "物业服务合同签订之日起" not in found
    nothing = text(client.get("/law/310000/", {"q": f"没有这样的词{EVIL}"}))
    assert "没有符合条件的规定" in nothing
    assert EVIL not in nothing


def test_a_region_without_answers_and_one_not_on_record_say_so(cast: Cast, client_as: As) -> None:
    client = client_as("street_officer")
    assert "本地没有一条核到的规定" in text(client.get("/law/130500/"))
    for code in ("999999", "310107", "x" * 40, EVIL.replace("/", "")):
        answer = client.get(f"/law/{code}/")
        assert answer.status_code == 404, code
        body = text(answer)
        assert "没有收录代码为" in body
        assert "<script>alert" not in body


def test_a_day_in_the_past_and_a_day_that_is_none(cast: Cast, client_as: As) -> None:
    client = client_as("owner")
    old = text(client.get("/law/310000/", {"on": "2015-01-01"}))
    assert "《民法典》还没有施行" in old
    then = text(client.get("/law/310000/", {"on": "2022-01-01"}))
    assert "这里是 2022-01-01 当天的规定" in then
    for typed in ("2026-13-01", "昨天", EVIL):
        body = text(client.get("/law/310000/", {"on": typed}))
        assert "不是日期" in body
        assert EVIL not in body


def test_the_nine_matters_stand_with_their_bounds(cast: Cast, client_as: As) -> None:
    body = text(client_as("owner").get(reverse("law:decisions")))
    assert body.count("≥ 3/4") == 3
    assert body.count("&gt; 1/2") == 6
    assert body.count("≥ 2/3") == 9
    past = text(client_as("owner").get(reverse("law:decisions"), {"on": "2019-01-01"}))
    assert "≥ 3/4" not in past


def test_every_parameter_tells_its_options_consequences_and_source(
    cast: Cast, client_as: As
) -> None:
    body = text(client_as("owner").get(reverse("law:parameters")))
    for parameter in PARAMETERS:
        assert parameter.title in body
        for option in parameter.options:
            assert option.consequence in body


@pytest.mark.parametrize(
    ("start", "length", "unit", "direction", "day", "how"),
    [
        ("2026-09-20", "10", "days", "after", "2026-09-30", "当日不计入"),
        ("2026-09-22", "10", "days", "after", "2026-10-08", "民法典第203条"),
        ("2026-10-18", "15", "days", "earlier", "2026-09-30", "提前至"),
        ("2026-10-18", "15", "days", "before", "2026-10-03", "不顺延"),
        ("2026-09-30", "1", "working_days", "after", "2026-10-08", "1个工作日"),
        ("2026-05-31", "3", "months", "before", "2026-02-28", "3个月"),
    ],
)
def test_the_calculator_shows_the_day_and_how_it_was_found(
    cast: Cast,
    client_as: As,
    start: str,
    length: str,
    unit: str,
    direction: str,
    day: str,
    how: str,
) -> None:
    asked = {"start": start, "length": length, "unit": unit, "direction": direction}
    body = text(client_as("owner").get(reverse("law:calendar"), asked))
    assert re.search(rf'l-result m-num">{day} ', body), body
    assert how in re.findall(r"l-result-how[^>]*>([^<]*)<", body)[0]


def test_a_year_without_its_notice_is_provisional(cast: Cast, client_as: As) -> None:
    client = client_as("owner")
    asked = {"start": "2027-01-20", "length": "15", "unit": "days", "direction": "after"}
    assert "暂定" in text(client.get(reverse("law:calendar"), {**asked, "year": "2027"}))
    assert "没有收录 2040 年" in text(client.get(reverse("law:calendar"), {"year": "2040"}))
    assert client.get(reverse("law:calendar"), {"year": "abcd"}).status_code == 200


@pytest.mark.parametrize(
    "bad",
    [
        {"start": "2026-02-30", "length": "1", "unit": "days", "direction": "after"},
        {"start": "2026-02-01", "length": "-1", "unit": "days", "direction": "after"},
        {"start": "2026-02-01", "length": "99999", "unit": "days", "direction": "after"},
        {"start": "2026-02-01", "length": "3650", "unit": "months", "direction": "before"},
        {"start": "0001-01-01", "length": "10", "unit": "days", "direction": "before"},
        {"start": "2026-02-01", "length": "1", "unit": "years", "direction": "after"},
        {"start": "", "length": "", "unit": "", "direction": ""},
    ],
)
def test_bad_figures_come_back_with_what_was_typed(
    cast: Cast, client_as: As, bad: dict[str, str]
) -> None:
    answer = client_as("owner").get(reverse("law:calendar"), bad)
    assert answer.status_code == 422
    body = text(answer)
    assert 'class="l-result' not in body
    if bad["length"]:
        assert f'value="{bad["length"]}"' in body
