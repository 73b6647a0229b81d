"""A month's report: figures from the record, pinned at sending, each one its own facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from mulin.decide.capability.actions.taking_part import note_came, sign_up
from mulin.decide.capability.actions.trainings import Plan, hold_training, plan_training
from mulin.decide.capability.models import Training
from mulin.decide.workshop.actions import advising, reporting
from mulin.decide.workshop.documents import report_sheet
from mulin.decide.workshop.figures import BY_CODE, FIGURES
from mulin.decide.workshop.models import Report
from mulin.decide.workshop.queries.counting import counted, facts_behind, window_of
from mulin.decide.workshop.queries.reports import owed_by, reports_for
from mulin.ground.matters.actions import open_matter
from mulin.ground.notices.models import Message
from mulin.ground.record.events import Event
from mulin.ground.texts.answering import made as as_file
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Power, Refused
from mulin.procedures.actions.opening import end_procedure, open_procedure
from mulin.procedures.models import Procedure
from tests.cast import Cast
from tests.decide.workshop.world import World, world

pytestmark = pytest.mark.django_db
Act = Callable[..., Actor]
FEB = date(2026, 2, 1)
IN_FEB = datetime(2026, 2, 10, 2, tzinfo=UTC)
AFTER = datetime(2026, 3, 3, 2, tzinfo=UTC)


@pytest.fixture
def studio(cast: Cast) -> World:
    made = world(cast)
    for power in (Power.GUIDE, Power.SUPERVISE):
        made.lend(power, datetime(2026, 2, 1, 2, tzinfo=UTC))
    return made


def happened(studio: World, cast: Cast) -> None:
    """In February: two procedures, one of them ended, one opened by the workshop; a matter; advice."""
    officer, head = cast.actor("street_officer", IN_FEB.date()), studio.head(IN_FEB.date())
    a, b = cast.a.compound, cast.b.compound
    day = date(2026, 9, 1)
    open_procedure("reelection", a, day, once=uuid7(), by=head, now=IN_FEB)
    other = open_procedure("handover", a, IN_FEB.date(), once=uuid7(), by=officer, now=IN_FEB)
    end_procedure(other, "移交完了", void=False, by=officer, now=IN_FEB)
    open_procedure("reelection", b, day, once=uuid7(), by=officer, now=IN_FEB)
    open_matter(a, "南门停车", "discover", once=uuid7(), by=officer, now=IN_FEB)
    told = advising.Words("supervision", "决定没有公告", "十月的会")
    advising.give_advice(a, told, once=uuid7(), by=head, now=IN_FEB)


def drafted(studio: World, now: datetime = AFTER) -> Report:
    head = studio.head(now.date())
    found = reporting.begin_report(studio.workshop, FEB, once=uuid7(), by=head, now=now)
    sections = reporting.Sections("走访三个小区。\n| 不是表格 | **不是粗体**", "停车")
    return reporting.write_report(found, sections, by=head, now=now)


def figures(report: Report) -> dict[str, tuple[int, int]]:
    return {one.figure.code: (one.count, one.own) for one in counted(window_of(report))}


def test_every_figure_names_facts_that_some_room_states() -> None:
    import_module("mulin.site.urls")  # with it every room's facts are known
    known = {kind for figure in FIGURES for kind in (*figure.kinds, *figure.closing)}
    assert known <= set(Event.kinds)


def test_figures_count_the_compounds_of_the_mandate_and_show_what_the_workshop_did(
    studio: World, cast: Cast
) -> None:
    happened(studio, cast)
    told = figures(drafted(studio))
    assert told["opened"] == (2, 1)
    assert told["running"] == (1, 1)
    assert told["ended"] == (1, 0)
    assert told["matters"] == (1, 0)
    assert told["advice"] == (1, 1)
    assert told["lifts"] == (0, 0)


def test_each_figure_leads_to_exactly_its_facts(studio: World, cast: Cast) -> None:
    happened(studio, cast)
    report = drafted(studio)
    for line in counted(window_of(report)):
        assert facts_behind(window_of(report), line.figure).count() == line.count


def test_trainings_of_the_compounds_of_their_community_and_of_the_street_are_counted(
    studio: World, cast: Cast
) -> None:
    officer = cast.actor("street_officer", IN_FEB.date())
    chair = cast.actor("committee_chair", IN_FEB.date())
    begins = IN_FEB + timedelta(days=2)

    def planned(**where: object) -> Training:
        plan = Plan(
            "training", "换届怎么走", "", "蓝示例", "三楼", begins, 90, 0,
            ("for_committees", "for_owners"), **where,
        )  # fmt: skip
        return plan_training(plan, once=uuid7(), by=officer, now=IN_FEB)

    held = planned(community=cast.a.community)
    planned(community=cast.b.community)
    planned(compound=cast.a.compound)
    planned()
    note_came(held, None, "陈示例", "云栖苑", by=officer, now=begins)
    sign_up(held, by=chair, now=IN_FEB)
    hold_training(held, 90, "", by=officer, now=begins + timedelta(hours=2))
    report = drafted(studio)
    told = figures(report)
    assert (told["planned"], told["trained"], told["attended"]) == ((3, 0), (1, 0), (1, 0))
    assert facts_behind(window_of(report), BY_CODE["trained"]).get().subject_id == held.pk


def test_sending_pins_the_figures_whatever_happens_afterwards(studio: World, cast: Cast) -> None:
    happened(studio, cast)
    report = drafted(studio)
    head, officer = studio.head(AFTER.date()), cast.actor("street_officer", AFTER.date())
    sent = reporting.send_report(report, by=head, now=AFTER)
    before = figures(sent)
    assert sent.figures["counts"] == {code: list(pair) for code, pair in before.items()}
    later = AFTER + timedelta(hours=1)
    procedure = facts_behind(window_of(sent), BY_CODE["running"]).get().subject_id
    found = Procedure.objects.of(cast.yun).get(pk=procedure)
    end_procedure(found, "办完", void=False, by=officer, now=later)
    studio.lend(Power.SUPERVISE, later, where={})
    assert figures(Report.objects.of(cast.yun).get(pk=sent.pk)) == before


def test_a_month_is_reported_once_it_is_over_and_has_words(studio: World) -> None:
    early = datetime(2026, 2, 20, tzinfo=UTC)
    head = studio.head(early.date())
    report = drafted(studio, early)
    with pytest.raises(Refused, match="还没有过完"):
        reporting.send_report(report, by=head, now=early)
    reporting.write_report(report, reporting.Sections(" "), by=head, now=AFTER)
    with pytest.raises(Refused, match="没有写本月做了什么"):
        reporting.send_report(report, by=head, now=AFTER)
    month = date(2025, 12, 1)
    with pytest.raises(Refused, match="没有有效的授权"):
        reporting.begin_report(studio.workshop, month, once=uuid7(), by=head, now=AFTER)


def test_the_street_asks_back_reads_and_files(studio: World, cast: Cast, actor: Act) -> None:
    report, head, officer = drafted(studio), studio.head(AFTER.date()), actor("street_officer")
    assert not reports_for(officer).exists()
    sent = reporting.send_report(report, by=head, now=AFTER)
    assert Message.objects.of(cast.yun).filter(person_id=officer.person_id).count() == 1
    with pytest.raises(Refused, match="不能再改"):
        reporting.write_report(sent, reporting.Sections("改一改"), by=head, now=AFTER)
    with pytest.raises(Refused, match="由街道阅读和提问"):
        reporting.acknowledge_report(sent, by=actor("auditor"), now=AFTER)
    reporting.question_report(sent, "哪个小区？", by=officer, now=AFTER)
    with pytest.raises(Refused, match="街道有疑问"):
        reporting.acknowledge_report(sent, by=officer, now=AFTER)
    reporting.reply_report(sent, "云栖苑。", by=head, now=AFTER)
    done = reporting.acknowledge_report(sent, by=officer, now=AFTER)
    assert done.state == Report.State.ACKNOWLEDGED
    assert done.reply == "云栖苑。"


def test_a_month_that_was_not_reported_is_owed_and_late_after_its_working_days(
    studio: World,
) -> None:
    owed = owed_by([studio.workshop], date(2026, 3, 2))
    assert [(one.month, one.due) for one in owed] == [(FEB, date(2026, 3, 6))]
    assert not owed[0].late_on(date(2026, 3, 6))
    assert owed[0].late_on(date(2026, 3, 7))
    late = datetime(2026, 3, 9, tzinfo=UTC)
    sent = reporting.send_report(drafted(studio, late), by=studio.head(late.date()), now=late)
    assert sent.late
    assert owed_by([studio.workshop], late.date()) == []


def test_pdf_and_word_say_the_same_and_read_nothing_typed_as_markup(
    studio: World, cast: Cast
) -> None:
    happened(studio, cast)
    sent = reporting.send_report(drafted(studio), by=studio.head(AFTER.date()), now=AFTER)
    sheet = report_sheet(sent, counted(window_of(sent)))
    pages = PdfReader(BytesIO(as_file(sheet, "pdf", AFTER.date()))).pages
    printed = "".join(page.extract_text() for page in pages).replace("\n", "")
    word = Document(BytesIO(as_file(sheet, "docx", AFTER.date())))
    written = "".join(p.text for p in word.paragraphs)
    for text in ("走访三个小区。", "| 不是表格 | **不是粗体**", "2026年2月"):
        assert text.replace(" ", "") in printed.replace(" ", "")
        assert text in written
    assert any("启动的程序" in cell.text for cell in word.tables[0].columns[1].cells)
