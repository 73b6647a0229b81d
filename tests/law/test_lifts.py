"""Lifts: where one fits, who pays what to the fen, who must agree, which papers and reminders."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.law.cases import LiftConsent
from mulin.law.catalogue import all_jurisdictions, jurisdiction
from mulin.law.decision import DEVELOPER, Choice, Unit, UnitStatus, UnitUse
from mulin.law.jurisdiction import Confidence
from mulin.law.lifts import papers, phases, risks, shares
from mulin.law.lifts.consent import consent
from mulin.law.lifts.feasibility import (
    BY_CODE,
    FACTORS,
    UNKNOWN,
    Effect,
    Verdict,
    assess,
    faults,
    storeys,
)
from mulin.law.lifts.shares import SCHEMES, BadScheme, Home, Weighing, share_out
from mulin.law.processes.elevator_retrofit import PROCESS

GOOD = {factor.code: factor.choices[0].code for factor in FACTORS}
FLOORS = shares.BY_CODE["floors"]
DAY = date(2026, 3, 2)


# ── where one fits ───────────────────────────────────────────────────────────────────────────────
def test_a_stairwell_with_nothing_against_it_is_feasible() -> None:
    found = assess(GOOD)
    assert found.verdict is Verdict.FEASIBLE
    assert found.findings == ()


@pytest.mark.parametrize("factor", FACTORS, ids=lambda f: f.code)
def test_every_answer_does_what_its_line_says(factor: object) -> None:
    wanted = {
        Effect.FINE: Verdict.FEASIBLE,
        Effect.CONDITION: Verdict.CONDITIONAL,
        Effect.STOP: Verdict.NOT_FEASIBLE,
        Effect.UNKNOWN: Verdict.OPEN,
    }
    for choice in factor.choices:  # type: ignore[attr-defined]
        found = assess({**GOOD, factor.code: choice.code})  # type: ignore[attr-defined]
        assert found.verdict is wanted[choice.effect], choice.code
        assert bool(found.findings) == (choice.effect is not Effect.FINE)
        assert choice.why or choice.effect is Effect.FINE


def test_one_reason_against_decides_whatever_else_is_open() -> None:
    found = assess({"fire": "blocked", "pipes": UNKNOWN})
    assert found.verdict is Verdict.NOT_FEASIBLE
    assert [finding.why for finding in found.decisive] == ["占用消防车道"]


def test_what_was_not_looked_at_leaves_the_verdict_open() -> None:
    answers = {code: value for code, value in GOOD.items() if code != "daylight"}
    found = assess(answers)
    assert found.verdict is Verdict.OPEN
    assert [finding.why for finding in found.decisive] == ["日照没有看"]


def test_all_conditions_are_named_not_only_the_first() -> None:
    found = assess({**GOOD, "pipes": "movable", "ground": "trees"})
    assert found.verdict is Verdict.CONDITIONAL
    assert len(found.decisive) == 2


def test_a_private_part_asks_its_owner_by_the_article_that_says_so() -> None:
    assert BY_CODE["private"].source is not None
    assert BY_CODE["private"].source.article == "第7条"
    assert [f.code for f in FACTORS if f.source is not None] == ["private"]


def test_strange_answers_are_named() -> None:
    assert faults({"fire": "free", "moon": "full", "pipes": "gold"}) == ["moon=full", "pipes=gold"]


@pytest.mark.parametrize(("floors", "answer"), [(0, ""), (3, "below_four"), (4, "four_up")])
def test_the_register_answers_the_question_of_storeys(floors: int, answer: str) -> None:
    assert storeys(floors) == answer


# ── who pays what ────────────────────────────────────────────────────────────────────────────────
def test_the_example_of_the_rule_book_comes_out_to_the_fen() -> None:
    homes = [Home(f"{floor}0{door}", floor, 7000) for floor in range(1, 7) for door in (1, 2)]
    parts = share_out(360_000_00, homes, FLOORS.table(range(1, 7)), FLOORS.weighing)
    assert [part.fen for part in parts[::2]] == [
        0, 17_647_06, 35_294_12, 38_823_53, 42_352_94, 45_882_35,
    ]  # fmt: skip
    assert sum(part.fen for part in parts) == 360_000_00


HOMES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1_000, 30_000), st.booleans()), min_size=1, max_size=40
)
RISES = st.lists(st.integers(0, 300), min_size=9, max_size=9)


def _case(
    raw: list[tuple[int, int, bool]], rises: list[int]
) -> tuple[list[Home], dict[int, Fraction]]:
    homes = [Home(str(i), floor, area, joins) for i, (floor, area, joins) in enumerate(raw)]
    table, height = {}, 0
    for floor, rise in enumerate(rises, start=1):
        height += rise
        table[floor] = Fraction(height, 100)
    return homes, table


def _pays(homes: list[Home], table: dict[int, Fraction]) -> bool:
    return any(home.joins and table[home.floor] for home in homes)


@given(st.integers(0, 10**10), HOMES, RISES, st.sampled_from(Weighing))
def test_what_is_collected_is_what_is_shared(
    total: int, raw: list[tuple[int, int, bool]], rises: list[int], weighing: Weighing
) -> None:
    homes, table = _case(raw, rises)
    if not _pays(homes, table):
        if total:
            with pytest.raises(BadScheme, match="没有一户要出钱"):
                share_out(total, homes, table, weighing)
        return
    parts = share_out(total, homes, table, weighing)
    assert sum(part.fen for part in parts) == total
    assert [part.home for part in parts] == homes
    assert all(part.fen == 0 for part in parts if not part.home.joins or not part.coefficient)


@given(st.integers(0, 10**10), HOMES, RISES, st.sampled_from(Weighing))
def test_a_lower_floor_never_pays_more_for_the_same_area(
    total: int, raw: list[tuple[int, int, bool]], rises: list[int], weighing: Weighing
) -> None:
    homes, table = _case([(floor, 7000, True) for floor, _, _ in raw], rises)
    if not _pays(homes, table):
        return
    parts = share_out(total, homes, table, weighing)
    for lower, upper in pairwise(sorted(parts, key=lambda part: part.home.floor)):
        if lower.home.floor < upper.home.floor:
            assert lower.fen <= upper.fen


@given(st.integers(0, 10**10), HOMES, RISES, st.sampled_from(Weighing), st.integers(2, 9))
def test_only_the_proportion_of_coefficients_matters(
    total: int, raw: list[tuple[int, int, bool]], rises: list[int], weighing: Weighing, by: int
) -> None:
    homes, table = _case(raw, rises)
    if not _pays(homes, table) or max(table.values()) * by > shares.LARGEST:
        return
    scaled = {floor: value * by for floor, value in table.items()}
    before = [part.fen for part in share_out(total, homes, table, weighing)]
    assert before == [part.fen for part in share_out(total, homes, scaled, weighing)]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: s.code)
def test_every_named_scheme_rises_with_the_floors_and_shares_exactly(scheme: object) -> None:
    homes = [Home(f"{floor}{door}", floor, 5000 + door) for floor in range(1, 8) for door in (1, 2)]
    table = scheme.table(range(1, 8))  # type: ignore[attr-defined]
    parts = share_out(100_000_01, homes, table, scheme.weighing)  # type: ignore[attr-defined]
    assert sum(part.fen for part in parts) == 100_000_01
    assert all(low <= high for low, high in pairwise(table.values()))


def test_only_the_civil_code_is_a_rule_and_the_tables_are_marked_as_examples() -> None:
    verified = [s.code for s in SCHEMES if s.confidence is Confidence.VERIFIED]
    assert verified == ["area"]


def test_a_coefficient_that_falls_from_floor_to_floor_is_refused() -> None:
    with pytest.raises(BadScheme, match="3 层的系数比下面一层还小"):
        shares.check({1: Fraction(0), 2: Fraction(1), 3: Fraction(9, 10)})
    with pytest.raises(BadScheme, match="0 到 100"):
        shares.check({1: Fraction(-1)})


@pytest.mark.parametrize(
    ("typed", "value", "again"),
    [("1.1", Fraction(11, 10), "1.1"), ("0", Fraction(0), "0"), ("1/3", Fraction(1, 3), "1/3"),
     (" 0.85 ", Fraction(17, 20), "0.85"), ("1.125", Fraction(9, 8), "1.125")],
)  # fmt: skip
def test_a_coefficient_is_read_and_written_as_people_do(
    typed: str, value: Fraction, again: str
) -> None:
    assert shares.coefficient_of(typed) == value
    assert shares.written(value) == again


@pytest.mark.parametrize("typed", ["", "一", "1/0", "1.23456"])
def test_what_is_no_coefficient_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadScheme, match="系数"):
        shares.coefficient_of(typed)


# ── who must agree ───────────────────────────────────────────────────────────────────────────────
def _stair() -> list[Unit]:
    """规则手册 V14a: six floors of two, the ground floor of 95 m², the others of 70 m²."""
    return [
        Unit(f"{f}{d}", 9500 if f == 1 else 7000, UnitUse.HOME, UnitStatus.DELIVERED,
             frozenset({f"p{f}{d}"}))
        for f in range(1, 7)
        for d in (1, 2)
    ]  # fmt: skip


def _say(units: list[Unit], says: dict[int, Choice]) -> dict[frozenset[str], Choice]:
    return {u.owners: says[int(u.id[0])] for u in units if int(u.id[0]) in says}


def test_the_rule_books_case_fails_on_area_alone() -> None:
    units = _stair()
    says = {1: Choice.AGAINST, **dict.fromkeys((3, 4, 5, 6), Choice.AGREE)}
    found = consent(units, _say(units, says), jurisdiction("310000"), DAY)  # type: ignore[arg-type]
    assert (found.roll.area, found.roll.persons) == (89_000, 12)
    lacking = [(line.title, line.area, line.part, line.whole) for line in found.lacking]
    assert lacking == [
        ("同意占参与", True, 56_000, 75_000),
        ("同意占全体", True, 56_000, 89_000),
    ]
    assert not found.passed
    assert not found.strict


def test_enough_by_the_code_may_still_lack_by_the_old_rule() -> None:
    units = _stair()
    says = {**dict.fromkeys((3, 4, 5, 6), Choice.AGREE), 2: Choice.ABSTAIN}
    answers = _say(units, says)
    answers.pop(frozenset({"p21"}))
    found = consent(units, answers, jurisdiction("310000"), DAY)  # type: ignore[arg-type]
    assert found.lawful is LiftConsent.PARTICIPATING_3_4
    assert found.passed
    assert not found.strict
    assert {line.basis for line in found.lacking} == {LiftConsent.ALL_2_3}


def test_one_owner_of_two_homes_is_one_person_with_all_the_area() -> None:
    both = frozenset({"p"})
    units = [Unit(n, 7000, UnitUse.HOME, UnitStatus.DELIVERED, both) for n in ("a", "b")]
    found = consent(units, {both: Choice.AGREE}, jurisdiction("310000"), DAY)
    assert (found.roll.persons, found.sides.agree.persons, found.sides.agree.area) == (1, 1, 14_000)
    assert found.strict


def test_what_is_not_handed_over_is_the_developers_one_voice() -> None:
    units = [
        Unit("a", 7000, UnitUse.HOME, UnitStatus.UNSOLD, frozenset()),
        Unit("b", 7000, UnitUse.HOME, UnitStatus.DELIVERED, frozenset({"p"})),
    ]
    found = consent(units, {DEVELOPER: Choice.AGREE}, jurisdiction("310000"), DAY)
    assert (found.roll.persons, found.sides.agree.persons) == (2, 1)


@pytest.mark.parametrize("code", sorted(all_jurisdictions()))
def test_every_region_counts_consent_with_an_article(code: str) -> None:
    units = _stair()
    found = consent(units, {}, jurisdiction(code), DAY)
    assert found.source
    assert all(line.source for line in found.lines)
    assert not found.passed


# ── phases, papers, reminders ────────────────────────────────────────────────────────────────────
def test_the_six_phases_hold_every_step_of_the_process_once_and_in_order() -> None:
    steps = [step for phase in phases.PHASES for step in phase.steps]
    assert steps == [step.code for step in PROCESS.steps]
    assert len(phases.PHASES) == 6


def test_every_paper_belongs_to_a_step_and_every_paper_of_a_step_is_kept() -> None:
    codes = {step.code for step in PROCESS.steps}
    assert {paper.after for paper in papers.PAPERS} <= codes
    assert {paper.of for paper in papers.PAPERS} == set(papers.PaperSet)


def test_a_paper_is_missing_once_its_step_is_done_and_not_before() -> None:
    before = {one.paper.code: one for one in papers.kept({}, ())}
    after = {one.paper.code: one for one in papers.kept({"design": 1}, {"consult"})}
    assert not any(one.missing for one in before.values())
    assert after["consultation"].missing
    assert not after["design"].missing
    assert not after["planning"].missing


GOOD_TERMS = risks.Terms(risks.ContractKind.BUILD, 100, 30, 3, 24, True, True, True)
SUPERVISED = risks.Terms(risks.ContractKind.SUPERVISION, 10)


def _codes(now: risks.Situation) -> set[str]:
    return {risk.code for risk in risks.reminders(now)}


def test_a_good_contract_with_everything_at_hand_needs_no_reminder() -> None:
    now = risks.Situation({"consult"}, (GOOD_TERMS, SUPERVISED), {"agreement": 1}, cost=110)
    assert _codes(now) == set()


@pytest.mark.parametrize(
    ("terms", "code"),
    [({"advance": 31}, "advance"), ({"retained": 2}, "retained"), ({"retained": None}, "retained"),
     ({"warranty": 23}, "warranty"), ({"warranty": None}, "no_warranty"),
     ({"has_penalty": False}, "deadline"), ({"pipes_included": False}, "pipes"),
     ({"price": 101}, "price")],
)  # fmt: skip
def test_each_bad_term_is_reminded_of_with_its_reason(terms: dict[str, object], code: str) -> None:
    bad = risks.Terms(**{**vars(GOOD_TERMS), **terms})  # type: ignore[arg-type]
    now = risks.Situation({"consult"}, (bad, SUPERVISED), {"agreement": 1}, cost=110, pipes=True)
    assert _codes(now) == {code}
    assert all(risk.why for risk in risks.reminders(now))


def test_a_contract_before_the_owners_agreement_is_reminded_of() -> None:
    now = risks.Situation({"consult"}, (GOOD_TERMS,), subsidy=1, refusing=1, open_objections=1)
    assert _codes(now) == {
        "no_agreement", "successor", "supervision", "subsidy", "refusing", "objection",
    }  # fmt: skip


def test_a_lift_that_runs_without_maintenance_is_reminded_of() -> None:
    assert _codes(risks.Situation({"accept", "build"})) == {"upkeep"}
