"""Asking the law: inheritance, dates, what is not known, and the law of an opening day."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mulin.law import questions as q
from mulin.law.catalogue import UnknownRegion, all_jurisdictions, jurisdiction, nearest
from mulin.law.codec import decode, encode
from mulin.law.jurisdiction import (
    Act,
    Answer,
    Confidence,
    Jurisdiction,
    NotApplicable,
    NotYet,
    Unanswered,
)
from mulin.law.national import NATIONAL
from mulin.law.pinned import pin, unpin
from mulin.law.questions import MAJORITY, DecisionKind
from mulin.law.terms import Citation, Majority, Period, at_least, more_than
from mulin.law.workdays import CALENDAR

TODAY = date(2026, 11, 22)
ACT = Act("某市物业管理条例", "测试文本", since=date(2024, 1, 1))


def region(*answers: Answer[Any], **more: Any) -> Jurisdiction:
    made = Jurisdiction(code="990000", name="某市", answers=answers, parent=NATIONAL)
    return replace(made, **more)


@pytest.mark.parametrize("kind", DecisionKind)
def test_the_civil_code_asks_two_thirds_to_take_part_and_half_or_three_quarters_to_agree(
    kind: DecisionKind,
) -> None:
    weighty = kind in {"raise_maintenance_fund", "rebuild", "change_common_use"}
    approval = at_least(3, 4) if weighty else more_than(1, 2)
    ruling = NATIONAL.ask(MAJORITY[kind], TODAY)
    assert ruling.value == Majority(quorum=at_least(2, 3), approval=approval)
    assert str(ruling.source) == "民法典第278条"
    assert ruling.verified


def test_a_nationwide_rule_is_verified_everywhere_and_called_what_it_is() -> None:
    ruling = jurisdiction("130500").ask(MAJORITY[DecisionKind.REBUILD], TODAY)
    assert (ruling.inherited, ruling.verified, ruling.note) == (True, True, "全国统一规定")


def test_a_region_s_own_answer_stands_before_its_parent_s() -> None:
    ruling = jurisdiction("310000").ask(q.REPORT_TERM_END, TODAY)
    assert (ruling.value, str(ruling.source)) == (
        Period(months=5),
        "上海市住宅物业管理规定第28条",
    )
    assert (ruling.answered_by, ruling.inherited, ruling.verified) == ("310000", False, True)
    assert ruling.note == ""


def test_an_inherited_number_is_never_shown_as_local() -> None:
    ruling = jurisdiction("510100").ask(q.REPORT_TERM_END, TODAY)
    assert (ruling.value, ruling.answered_by) == (Period(months=3), "000000")
    assert (ruling.inherited, ruling.verified) == (True, False)
    assert ruling.note == "继承自国家指导规则，本地未核（需本地复核）"


def test_what_a_city_takes_from_its_province_is_said_to_be_the_province_s() -> None:
    ruling = jurisdiction("510100").ask(q.INTERIM_TERM, TODAY)
    assert (ruling.value.words, ruling.answered_by_name) == ("2年", "四川省")
    assert ruling.note == "继承自四川省规定，本地未核（需本地复核）"
    assert not ruling.verified


def test_a_default_of_our_own_is_not_dressed_up_as_law() -> None:
    ruling = jurisdiction("310000").ask(q.VOTING_MAX, TODAY)
    assert ruling.confidence == Confidence.DESIGN
    assert ruling.note == "本地未核到规定，取系统默认值"
    assert str(ruling.source) == "法无明文，取系统默认值"


@pytest.mark.parametrize(
    ("confidence", "verified"),
    [
        (Confidence.VERIFIED, True),
        (Confidence.VERIFIED_SECOND, False),
        (Confidence.INFERRED, False),
        (Confidence.MEMORY, False),
        (Confidence.DESIGN, False),
    ],
)
def test_only_a_text_that_was_read_is_verified(confidence: Confidence, verified: bool) -> None:
    place = region(ACT.says(q.HANDOVER, Period(days=9), "第1条", confidence))
    ruling = place.ask(q.HANDOVER, TODAY)
    assert ruling.verified is verified
    assert ruling.note == ("" if verified else confidence.label)


def test_the_newest_answer_in_force_holds_and_an_expired_one_falls_back() -> None:
    source = Citation("某市条例", "第1条")
    old = Answer(q.HANDOVER, Period(days=7), source, date(2020, 1, 1))
    new = Answer(q.HANDOVER, Period(days=5), source, date(2026, 3, 1))
    passing = Answer(q.HANDOVER, Period(days=4), source, date(2027, 1, 1), until=date(2027, 6, 30))
    place = region(old, new, passing)
    on = {
        date(2019, 12, 31): 10,  # the parent's
        date(2020, 1, 1): 7,
        date(2026, 2, 28): 7,
        date(2026, 3, 1): 5,
        date(2027, 1, 1): 4,
        date(2027, 6, 30): 4,
        date(2027, 7, 1): 5,
    }
    assert {day: place.ask(q.HANDOVER, day).value.days for day in on} == on


def test_what_nobody_answers_is_refused_with_the_reason_on_record() -> None:
    with pytest.raises(Unanswered, match="国家规定没有换届小组") as refusal:
        NATIONAL.ask(q.FORM_ELECTION_GROUP, TODAY)
    assert not isinstance(refusal.value, NotApplicable)
    with pytest.raises(Unanswered, match=r"河北省：.*统筹机构"):
        jurisdiction("130000").ask(q.INTERIM_SIZE, TODAY)


def test_where_the_local_text_goes_another_way_the_nation_s_number_does_not_apply() -> None:
    with pytest.raises(NotApplicable, match=r"先移交房管机构保管.*第29条"):
        jurisdiction("310000").ask(q.HANDOVER, TODAY)
    with pytest.raises(NotApplicable, match="杭州不设筹备组"):
        jurisdiction("330100").ask(q.HOLD_FIRST_ASSEMBLY, TODAY)
    assert jurisdiction("330100").ask(q.HOLD_FIRST_ASSEMBLY, date(2022, 2, 28)).value.days == 90


def test_a_bare_file_does_not_answer_as_if_it_had_no_parent() -> None:
    bare = Jurisdiction(code="990000", name="某市", answers=())
    with pytest.raises(LookupError, match="ask the catalogue"):
        bare.ask(q.HANDOVER, TODAY)


def test_a_page_of_law_that_contradicts_itself_fails_when_it_is_read() -> None:
    twice = (ACT.says(q.HANDOVER, Period(), "第1条"), ACT.says(q.HANDOVER, Period(days=1), "第2条"))
    with pytest.raises(ValueError, match="answered twice"):
        region(*twice)
    with pytest.raises(ValueError, match="asks for Period"):
        region(Answer[Any](q.HANDOVER, 10, Citation("某市条例", "第1条"), TODAY))
    with pytest.raises(ValueError, match="both answered and not yet known"):
        region(twice[0], not_yet=(NotYet(q.HANDOVER, "未核"),))
    with pytest.raises(ValueError, match="six digits"):
        region(code="9900")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("510116", "510100"),
        ("510116022001", "510100"),
        ("510502", "510500"),
        ("511102", "510000"),
        ("310107", "310000"),
        ("330302", "330000"),
        ("440106", "000000"),
        ("000000", "000000"),
    ],
)
def test_a_place_is_governed_by_the_nearest_region_above_it(place: str, code: str) -> None:
    assert nearest(place).code == code


@pytest.mark.parametrize("code", ["", "5101", "abcdef", "５１０１００", "440100"])
def test_an_unknown_code_is_refused_and_the_known_ones_named(code: str) -> None:
    with pytest.raises(UnknownRegion, match=r"已收录：.*510100 成都市"):
        jurisdiction(code)


@pytest.mark.parametrize("code", ["", "5101", "abcdef", "５１０１００"])
def test_what_is_no_administrative_code_has_no_nearest_region(code: str) -> None:
    with pytest.raises(UnknownRegion, match="不是行政区划代码"):
        nearest(code)


@pytest.mark.parametrize("code", all_jurisdictions())
def test_a_pinned_law_answers_word_for_word_as_on_its_opening_day(code: str) -> None:
    place = jurisdiction(code)
    kept = unpin(json.loads(json.dumps(pin(place, TODAY))))
    assert (kept.code, kept.name, kept.opened) == (code, place.name, TODAY)
    assert kept.calendar == CALENDAR.version
    for told in place.rulings(TODAY):
        if isinstance(told, Unanswered):
            with pytest.raises(type(told)) as again:
                kept.ask(told.question)
            assert str(again.value) == str(told)
        else:
            assert kept.ask(told.question, date(2099, 1, 1)) == told


def test_a_snapshot_holds_integers_and_strings_only() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(held) for key, held in value.items())
        if isinstance(value, list):
            return all(plain(held) for held in value)
        return isinstance(value, str) or type(value) is int

    assert all(plain(pin(place, TODAY)) for place in all_jurisdictions().values())


def test_the_law_of_the_opening_day_survives_a_change_of_the_law() -> None:
    change = ACT.says(q.HANDOVER, Period(days=5), "第9条")
    before = unpin(pin(region(), TODAY))
    assert before.ask(q.HANDOVER).value == Period(days=10)
    assert region(change).ask(q.HANDOVER, TODAY).value == Period(days=5)
    assert before.ask(q.HANDOVER, TODAY).value == Period(days=10)


def test_a_question_born_after_the_pinning_is_refused_in_words() -> None:
    snapshot = pin(NATIONAL, TODAY)
    del snapshot["answers"]["handover"]
    with pytest.raises(Unanswered, match="尚未收录"):
        unpin(snapshot).ask(q.HANDOVER)


def test_what_is_no_snapshot_or_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="not a mulin-law/1"):
        unpin({"format": "mulin-law/2"})
    with pytest.raises(ValueError, match="unknown shape 'Secret'"):
        decode({"is": "Secret"})
    with pytest.raises(TypeError, match="no shape"):
        encode(0.5)
