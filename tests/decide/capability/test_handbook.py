"""The hundred entries: each stands in both languages, cites what was read, and asks the law."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mulin.decide.capability import chapters as book
from mulin.decide.capability.chapters import BadEntry, Entry, chapters, entries, read_chapter
from mulin.decide.capability.queries.handbook import Wanted, beside_step, wanted_entries
from mulin.decide.capability.rendering import read
from mulin.decide.capability.searching import matching
from mulin.ground.record.models import Fact
from mulin.law.catalogue import all_jurisdictions, jurisdiction
from mulin.law.process_catalogue import process_named
from tests.cast import Cast

As = Callable[[str], Client]
ALL = list(entries().values())
TODAY = date(2026, 3, 2)
ends = re.compile(r"[。！？](?=.)|[。！？]$")
DAYS = re.compile(r"[一二三四五六七八九十\d]+\s*(?:个)?(?:日|工作日|天)(?:内|以内|前)")


def test_there_are_a_hundred_of_them_and_each_question_stands_once() -> None:
    assert len(ALL) == 100
    for field in ("code", "question", "question_en", "answer", "answer_en"):
        twice = [text for text, n in Counter(getattr(e, field) for e in ALL).items() if n > 1]
        assert twice == [], field
    alike = [
        (a.code, b.code)
        for at, a in enumerate(ALL)
        for b in ALL[at + 1 :]
        if len(set(a.question) & set(b.question)) > 0.85 * len(set(a.question) | set(b.question))
    ]
    assert alike == []


@pytest.mark.parametrize("entry", ALL, ids=lambda e: e.code)
def test_an_entry_is_practical_complete_and_cited(entry: Entry) -> None:
    assert 3 <= len(ends.findall(entry.answer)) <= 9
    assert 100 <= len(entry.answer) <= 320
    assert not re.search("[㐀-鿿]", entry.question_en + entry.answer_en)
    assert len(entry.answer_en.split()) >= 50
    assert entry.question.endswith("？")
    assert entry.question_en.endswith("?")
    assert entry.sources
    assert entry.tags
    for step in entry.steps:
        process, _slash, code = step.partition("/")
        assert code in {one.code for one in process_named(process).steps}


@pytest.mark.parametrize("entry", ALL, ids=lambda e: e.code)
def test_no_region_s_number_of_days_stands_in_a_text(entry: Entry) -> None:
    """What the law of the place answers is asked; the sixty days of 民法典第948条 are the nation's."""
    written = [words for words in DAYS.findall(entry.answer) if entry.code not in ("A07", "E09")]
    assert written == []


@pytest.mark.parametrize("region", sorted(all_jurisdictions()))
def test_every_entry_reads_under_every_region_in_both_languages(region: str) -> None:
    law = jurisdiction(region)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for entry in ALL:
                made = read(entry, law, TODAY)
                assert "{" not in made.answer
                assert made.answer.strip()
                assert len(made.locals) == len(entry.asks)
                assert all(one.words and (one.source or one.note) for one in made.locals)


def test_the_same_question_is_answered_by_each_region_for_itself() -> None:
    entry = entries()["G01"]
    shanghai = read(entry, jurisdiction("310000"), TODAY)
    beijing = read(entry, jurisdiction("110000"), TODAY)
    assert "前5个月" in shanghai.answer
    assert "前6个月" in beijing.answer
    assert "第28条" in shanghai.locals[0].source
    assert shanghai.locals[0].sure
    nation = read(entry, jurisdiction("510100"), TODAY)
    assert "复核" in nation.locals[0].note
    assert not nation.locals[0].sure


def test_words_need_not_stand_as_they_are_written() -> None:
    assert matching("拒交物业费", ALL)[0].code == "B02"
    assert "G10" in [one.code for one in matching("提前换届", ALL)[:2]]
    assert "K03" in [one.code for one in matching("share cost fairly", ALL)[:3]]
    assert matching("量子力学", ALL) == []
    assert [one.code for one in matching("g05", ALL)][:1] == ["G05"]


def test_entries_stand_beside_the_step_where_they_help() -> None:
    beside = beside_step("reelection", "report", jurisdiction("310000"), TODAY)
    assert [one.entry.code for one in beside] == ["G01"]
    whole = wanted_entries(Wanted(step="reelection"))
    assert {"G01", "G12", "J06"} <= {one.code for one in whole}
    assert all(any(s.startswith("reelection/") for s in one.steps) for one in whole)


def test_every_source_on_the_list_is_one_the_rulebook_or_a_seed_has() -> None:
    told = tomllib.loads((book.FOLDER / book.SOURCES).read_text(encoding="utf-8"))
    assert {act["read"] for act in told["act"]} == {"verified", "verified_second"}
    cited = {(s.title, s.article) for e in ALL for s in e.sources}
    assert len(cited) > 30
    assert all(act.since <= TODAY for act in jurisdiction("000000").acts)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('sources = ["民法典 第9999条"]', "is no source that was read"),
        ('sources = ["民法典 第278条"]\nsteps = ["reelection/nowhere"]', "there is no step"),
        ('sources = ["民法典 第278条"]\nasks = ["no_such"]', "the law is asked no no_such"),
        ("sources = []", "lacks sources"),
    ],
)
def test_a_bad_entry_is_refused_by_name(tmp_path: Path, line: str, fault: str) -> None:
    page = tmp_path / "01_x.toml"
    page.write_text(
        'title = "甲"\ntitle_en = "A"\n[[entry]]\ncode = "Z1"\nquestion = "问？"\n'
        f'question_en = "Q?"\nanswer = "答。"\nanswer_en = "A."\ntags = ["一"]\n{line}\n',
        encoding="utf-8",
    )
    with pytest.raises(BadEntry, match="Z1") as refused:
        read_chapter(page, book.sources(book.FOLDER / book.SOURCES))
    assert fault in str(refused.value)
    assert len(chapters()) == 10


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


@pytest.mark.django_db
def test_the_list_is_searched_and_narrowed_and_printed_on_screen_and_phone(
    cast: Cast, client_as: As
) -> None:
    officer, owner = client_as("street_officer"), client_as("owner")
    there = reverse("handbook:index")
    assert "100 条，全书 100 条" in text(officer.get(there))
    narrowed = text(officer.get(there, {"chapter": "fees", "q": "停水停电"}))
    assert "B03" in narrowed
    assert "A01" not in narrowed
    assert "没有这样的问题" in text(owner.get(there, {"q": "量子力学"}))
    assert "换届要提前多久启动" in text(owner.get(there, {"step": "reelection/report"}))
    english = {"HTTP_ACCEPT_LANGUAGE": "en"}
    assert "How long before the end of the term" in text(officer.get(there, **english))
    page = text(owner.get(reverse("handbook:entry", args=["G01"])))
    assert "5个月" in page
    assert "第28条" in page
    assert officer.get(reverse("handbook:entry", args=["ZZ"])).status_code == 404
    few = {"chapter": "lifts"}
    word = officer.get(reverse("handbook:booklet", args=["docx"]), few)
    assert word.content[:2] == b"PK"
    assert officer.get(reverse("handbook:booklet", args=["pdf"]), few).content[:4] == b"%PDF"
    assert officer.get(reverse("handbook:booklet", args=["exe"])).status_code == 404


@pytest.mark.django_db
def test_a_street_adds_its_own_words_and_takes_them_back_and_no_other_street_reads_them(
    cast: Cast, client_as: As
) -> None:
    officer, owner = client_as("street_officer"), client_as("owner")
    here, there = reverse("handbook:entry", args=["G12"]), reverse("handbook:own", args=["G12"])
    with time_machine.travel("2026-03-02 10:00+0800"):
        assert owner.post(there, {"text": "我来写"}).status_code == 403
        assert officer.post(there, {"text": "  "}).status_code == 422
        assert officer.post(there, {"text": "三号窗口办"}).status_code == 302
        assert officer.post(there, {"text": "三号窗口办"}).status_code == 302
        assert Fact.objects.of(cast.yun).filter(kind="OwnAnswerWritten").count() == 1
        assert "三号窗口办" in text(owner.get(here))
        assert "三号窗口办" not in text(client_as("neighbour_officer").get(here))
        assert client_as("neighbour_owner").post(there, {"text": "x"}).status_code == 403
        assert officer.post(there, {"do": "take_back"}).status_code == 302
        assert "三号窗口办" not in text(owner.get(here))
        assert Fact.objects.of(cast.yun).filter(kind="OwnAnswerTakenBack").count() == 1
