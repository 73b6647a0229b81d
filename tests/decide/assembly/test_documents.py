"""Every paper of a vote is set and read back. All people and places are invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from mulin.decide.assembly import documents as d
from mulin.decide.assembly.documents import words
from mulin.ground.papers import typeset
from mulin.kit.rights import Refused
from mulin.law.ballots import Exclusion
from mulin.law.compound_rules import PARAMETERS, BlankItem, CompoundRules, Revote, Silent
from mulin.law.questions import DecisionKind
from mulin.law.roll import Weight
from mulin.law.tally import (
    CitedMajority,
    Count,
    Sides,
    Verdict,
    judge_election,
    judge_sides,
)
from mulin.law.terms import Citation, Majority, at_least, more_than
from tests.ground.papers.pdf import embedded_faces, pages_of, text_of

ON = date(2026, 6, 8)
HALF = Majority(at_least(2, 3), more_than(1, 2))
SPECIAL = Majority(at_least(2, 3), at_least(3, 4))
SOURCE = "民法典第278条第二款"
HASH = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
CHAIN = d.ChainHead(date(2026, 7, 2), HASH)
RULES = CompoundRules()
HEAD = d.PollHead(
    street="青禾街道办事处",
    compound="槐荫里",
    number="BJ-2026-0117",
    title="2026年第一次业主大会会议",
    convener="槐荫里业主委员会",
    opens=ON,
    closes=date(2026, 6, 30),
    phone="028-6000 1234",
    help="社区小周，每天 9:00–20:00",
    return_to=("南门党群服务站投票箱",),
    synthetic=True,
)
LIFTS = d.MotionText(
    1, "更新 1–6 幢电梯", DecisionKind.USE_MAINTENANCE_FUND, HALF, "更换 12 台电梯。"
)
PARKING = d.MotionText(2, "增加 36 个车位", DecisionKind.CHANGE_COMMON_USE, SPECIAL)
PEOPLE = ("陈思齐", "何文涛", "李桂芳", "欧阳静")
ELECTION = d.MotionText(
    3,
    "选举业主委员会委员",
    DecisionKind.ELECT_COMMITTEE,
    HALF,
    seats=2,
    candidates=tuple(d.Candidate(f"c{i}", name) for i, name in enumerate(PEOPLE)),
    order="按姓氏笔画排列。",
)
MOTIONS = (LIFTS, PARKING, ELECTION)
OFFICERS = (d.Officer("监票人", "顾明华", "社区居委会委员"), d.Officer("计票人", "林晓燕", "业主"))
OBJECTION = d.Objection(date(2026, 7, 10), "南门党群服务站", Citation("议事规则", "第21条"))


def place(room: int, *, building: str = "3幢", stairwell: str = "1单元") -> d.Place:
    return d.Place(building, stairwell, room // 100, f"{room}室")


def ballot(
    room: int, *, motions: Sequence[int] = (1, 2, 3), owners: Sequence[str] = ("王建国",), **at: str
) -> d.BallotPaper:
    where = place(room, **at)
    return d.BallotPaper(
        where, (where.label,), tuple(owners), 8962, f"7K4M-29QX-{room:04d}", tuple(motions)
    )


def set_ballots(
    *papers: d.BallotPaper,
    rules: CompoundRules = RULES,
    big: bool = False,
    duplex: bool = False,
    posted_by_name: bool = False,
) -> bytes:
    return d.ballots(
        HEAD, MOTIONS, papers, rules=rules, on=ON,
        big=big, duplex=duplex, posted_by_name=posted_by_name,
    )  # fmt: skip


class TestBallots:
    def test_a_ballot_says_whose_it_is_what_it_weighs_and_what_it_decides(self) -> None:
        text = text_of(set_ballots(ballot(502, owners=("王建国", "刘淑珍"))))
        for said in (
            "槐荫里", "BJ-2026-0117", "2026年第一次业主大会会议", "3幢1单元502室", "王建国、刘淑珍（共有）",
            "89.62㎡", "1人", "第1项", "更新1–6幢电梯", "民法典第278条第一款第（五）项", "7K4M-29QX-0502",
            "请在2026年6月30日24时前交回", "南门党群服务站投票箱", "028-60001234", "业主签名", "年月日",
            "演示数据",
        ):  # fmt: skip
            assert said in text, said

    def test_the_pass_rule_is_said_in_plain_words_for_each_motion(self) -> None:
        text = text_of(set_ballots(ballot(502)))
        assert "按面积和按人数都要过半数同意，才算通过" in text
        assert "按面积和按人数都要四分之三以上同意，才算通过" in text
        assert "候选人要得到参加表决者按面积和按人数都过半数同意" in text

    def test_a_household_sees_its_own_cost_with_the_basis(self) -> None:
        paper = ballot(502, motions=(1,))
        cost = d.Cost(324810, "89.62 ㎡ × 36.24 元")
        text = text_of(
            set_ballots(d.BallotPaper(**{**vars(paper), "costs": {1: cost}}), ballot(503))
        )
        assert text.count("本户预计：3,248.10元") == 1
        assert "89.62㎡×36.24元" in text

    def test_each_owner_gets_only_the_motions_he_decides(self) -> None:
        text = text_of(set_ballots(ballot(502, motions=(2,))))
        assert "增加36个车位" in text
        assert "更新1–6幢电梯" not in text
        assert "陈思齐" not in text

    def test_an_election_lists_the_candidates_in_order_and_how_many_to_choose(self) -> None:
        text = text_of(set_ballots(ballot(502)))
        assert "最多选2人" in text
        assert "按姓氏笔画排列" in text
        assert sorted(PEOPLE, key=text.index) == list(PEOPLE)

    def test_no_box_is_ticked_beforehand(self) -> None:
        text = text_of(set_ballots(ballot(502)))
        assert text.count("同意反对弃权") == 2
        assert not {"√", "✓", "✔", "☑", "☒", "■"} & set(text)

    def test_ballots_lie_in_the_order_of_the_walk(self) -> None:
        papers = [
            ballot(1001, stairwell="2单元"), ballot(902, stairwell="2单元"), ballot(101),
            ballot(1002), ballot(201), ballot(102),
        ]  # fmt: skip
        codes = [
            code for page in pages_of(set_ballots(*papers)) for code in [page.split("票号")[1][:14]]
        ]
        rooms = [int(code[-4:]) for code in dict.fromkeys(codes)]
        assert rooms == [101, 102, 201, 1002, 902, 1001]

    def test_buildings_are_files_of_their_own_and_nine_comes_before_ten(self) -> None:
        papers = [ballot(101, building=f"{n}幢") for n in (10, 9, 2, 10)]
        assert [(k, len(v)) for k, v in d.by_building(papers).items()] == [
            ("2幢", 1), ("9幢", 1), ("10幢", 2),
        ]  # fmt: skip

    def test_each_ballot_numbers_its_own_pages_and_repeats_its_code_on_each(self) -> None:
        pages = pages_of(set_ballots(ballot(101), ballot(102)))
        assert len(pages) == 4
        for page, numbering, code in zip(
            pages,
            ("第1页，共2页", "第2页，共2页") * 2,
            ("0101", "0101", "0102", "0102"),
            strict=True,
        ):
            assert numbering in page
            assert f"票号7K4M-29QX-{code}" in page

    def test_printed_on_both_sides_no_sheet_carries_two_owners(self) -> None:
        one_page = [ballot(room, motions=(1,)) for room in (101, 102)]
        assert [bool(page) for page in pages_of(set_ballots(*one_page, duplex=True))] == [
            True, False, True,
        ]  # fmt: skip

    def test_the_big_variant_says_the_same_in_bigger_type(self) -> None:
        def sizes(pdf: bytes) -> list[float]:
            found: list[float] = []
            PdfReader(BytesIO(pdf)).pages[0].extract_text(
                visitor_text=lambda text, cm, tm, font, size: (
                    found.append(size * tm[0]) if "更换" in text else None
                )
            )
            return found

        normal, big = set_ballots(ballot(101)), set_ballots(ballot(101), big=True)
        assert "更换12台电梯" in text_of(big)
        assert max(sizes(big)) >= 1.4 * max(sizes(normal)) > 0

    def test_the_code_in_the_square_is_the_code_in_the_text(self) -> None:
        paper = ballot(502)
        data = {
            "head": HEAD.as_data(),
            "big": False,
            "duplex": False,
            "privacy": "",
            "counting": [],
        }
        only = {
            "units": ["x"], "owners": ["x"], "area": "1", "code": paper.code,
            "qr": typeset.qr(paper.code), "motions": [], "costs": {},
        }  # fmt: skip
        page = typeset.pictures(
            "ballot", {**data, "motions": [], "ballots": [only]}, on=ON,
            package="mulin.decide.assembly", ppi=254,
        )[0]  # fmt: skip
        assert modules_in_the_corner(page) == [
            [bool(m) for m in row] for row in segno.make(paper.code, error="m", micro=False).matrix
        ]

    def test_rules_locked_for_the_vote_change_what_the_ballot_says(self) -> None:
        strict = text_of(set_ballots(ballot(101)))
        assert "按弃权算，计入参加表决" in strict
        assert "以最后收到的一次为准" in strict
        assert "没有交回的票不算参加表决" in strict
        other = CompoundRules(
            blank_item=BlankItem.INVALID, revote=Revote.NONE, proxy_limit=3,
            silent=Silent.FOLLOW_MAJORITY,
        )  # fmt: skip
        changed = text_of(set_ballots(ballot(101), rules=other))
        assert "该项无效，不计入参加表决" in changed
        assert "不能再投第二次" in changed
        assert "一名代理人最多代理3户" in changed
        assert "只作并列参考，不改变法定结果" in changed
        assert "没有交回的票不算参加表决" not in changed

    def test_where_votes_are_posted_by_name_the_ballot_says_so(self) -> None:
        assert "不写谁家怎么投" in text_of(set_ballots(ballot(101)))
        assert "列出各户的表决意见" in text_of(set_ballots(ballot(101), posted_by_name=True))

    def test_a_name_that_cannot_be_printed_stops_the_run_and_is_named(self) -> None:
        with pytest.raises(Refused, match="张\ue0ff"):
            set_ballots(ballot(101, owners=("张\ue0ff",)))


def modules_in_the_corner(page: bytes) -> list[list[bool]]:
    """The square code in the upper right of a page at 10 pixels a millimetre."""
    picture = Image.open(BytesIO(page)).convert("L")
    corner = picture.crop((picture.width - 480, 190, picture.width - 200, 470))
    box = corner.point(lambda v: 255 if v < 128 else 0).getbbox()
    assert box is not None
    code = corner.crop(box)
    modules = 21
    step = code.width / modules

    def dark(x: int, y: int) -> bool:
        value = code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step)))
        assert isinstance(value, int)
        return value < 128

    return [[dark(x, y) for x in range(modules)] for y in range(modules)]


def test_a_proxy_form_asks_for_the_owners_own_opinion_on_each_motion() -> None:
    text = text_of(d.proxy_form(HEAD, MOTIONS, rules=CompoundRules(proxy_limit=3), on=ON))
    assert text.count("同意反对弃权") == 2
    assert "最多2人" in text
    assert "一名代理人最多代理3户" in text
    assert "委托人签名" in text


def test_code_letters_carry_each_code_once_two_to_a_sheet() -> None:
    letters = [
        d.CodeLetter(
            place(n), f"住户{n}", f"AAAA-BBBB-{n:04d}", f"https://example.org/v/{n}", "月底"
        )
        for n in (103, 101, 102)
    ]
    pages = pages_of(d.code_letters(HEAD, letters, on=ON))
    assert ["AAAA-BBBB-0101" in page for page in pages] == [True, False]
    assert ["AAAA-BBBB-0103" in page for page in pages] == [False, True]
    text = "".join(pages)
    assert text.count("AAAA-BBBB-0102") == 1
    assert "https://example.org/v/102" in text
    assert "不要把口令告诉别人" in text
    assert "028-60001234" in text


def set_notice(paper: str = "a4", rules: CompoundRules = RULES) -> bytes:
    return d.notice(
        HEAD, MOTIONS,
        [d.TimetableLine("公告议题", "2026年5月22日", "物业管理条例第14条")],
        OFFICERS, rules=rules,
        basis=[Citation("民法典", "第278条"), Citation("物业管理条例", "第14条")],
        ways=["纸质票交到投票箱"], on=ON, chain=CHAIN, paper=paper,  # type: ignore[arg-type]
    )  # fmt: skip


class TestNotice:
    def test_it_names_motions_dates_with_articles_officers_and_the_chain(self) -> None:
        text = text_of(set_notice())
        for said in (
            "《民法典》第278条、《物业管理条例》第14条", "更新1–6幢电梯", "由全体业主决定", "应选2人",
            "候选人4人", "公告议题", "2026年5月22日", "监票人", "顾明华", "社区居委会委员",
            "2026年6月30日24时", HASH, "盖章处",
        ):  # fmt: skip
            assert said in text, said

    def test_every_locked_rule_stands_there_with_its_consequence(self) -> None:
        rules = CompoundRules(proxy_limit=3)
        text = text_of(set_notice(rules=rules))
        for parameter, line in zip(PARAMETERS, words.locked_rules(rules), strict=True):
            assert parameter.title in text
            assert line["value"].replace(" ", "") in text
            assert line["consequence"].replace(" ", "") in text
        assert "最多3户" in text

    def test_the_board_gets_a3_with_larger_type(self) -> None:
        page = PdfReader(BytesIO(set_notice("a3"))).pages[0]
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 1191)


SIDES = Sides(Weight(2_000_050, 201), Weight(600_000, 60), Weight(200_000, 22))
ROLL = Weight(4_123_456, 412)


def count(majority: Majority, sides: Sides = SIDES) -> Count:
    return judge_sides(ROLL, sides, CitedMajority(majority, SOURCE))


def announce(
    motions: Sequence[d.MotionText], verdicts: Sequence[Verdict], rules: CompoundRules = RULES
) -> str:
    return text_of(
        d.announcement(
            HEAD,
            motions,
            verdicts,
            OFFICERS,
            rules=rules,
            objection=OBJECTION,
            on=ON,
            chain=CHAIN,
            roll_changes=["5幢301室面积由 89.26 ㎡ 更正为 98.26 ㎡"],
        )
    )


class TestAnnouncement:
    def test_four_checks_stand_with_numbers_bound_share_and_article(self) -> None:
        text = announce([LIFTS], [Verdict("m1", ROLL, count(HALF))])
        for said in (
            "通过", "41,234.56",
            "参与面积三分之二以上（≥2/3）至少27,489.71㎡28,000.50／41,234.56㎡占67.90%达到",
            "参与人数三分之二以上（≥2/3）至少275人283／412人占68.68%达到",
            "同意面积过半数（>1/2）至少14,000.26㎡20,000.50／28,000.50㎡占71.42%达到",
            "同意人数过半数（>1/2）至少142人201／283人占71.02%达到", SOURCE, HASH,
        ):  # fmt: skip
            assert said in text, said

    def test_a_failed_motion_says_which_check_failed(self) -> None:
        text = announce([PARKING], [Verdict("m2", ROLL, count(SPECIAL))])
        assert "未通过" in text
        assert text.count("未达到") == 2
        assert text.count("达到") == 4

    def test_the_clause_stands_beside_and_decides_nothing(self) -> None:
        short = Sides(Weight(1_000_000, 100), Weight(10_000, 1), Weight(0, 0))
        filled = Sides(Weight(3_500_000, 350), Weight(10_000, 1), Weight(0, 0))
        verdict = Verdict("m1", ROLL, count(HALF, short), clause=count(HALF, filled))
        text = announce([LIFTS], [verdict], CompoundRules(silent=Silent.FOLLOW_MAJORITY))
        assert "未通过" in text
        assert "推定口径（仅参考）" in text
        assert "35,100.00／41,234.56" in text
        assert "本公告的结果只按法定口径" in text

    @pytest.mark.parametrize(
        ("rules", "motion", "why"),
        [
            (RULES, LIFTS, "未约定送达未回票的推定"),
            (
                CompoundRules(silent=Silent.FOLLOW_MAJORITY, first_assembly=True),
                LIFTS,
                "尚无议事规则",
            ),
            (CompoundRules(silent=Silent.FOLLOW_MAJORITY), PARKING, "从严决定的事项"),
        ],
    )
    def test_where_no_clause_applies_the_reason_is_given(
        self, rules: CompoundRules, motion: d.MotionText, why: str
    ) -> None:
        text = announce([motion], [Verdict("m", ROLL, count(motion.majority))], rules)
        assert "推定口径：不适用" in text
        assert why in text

    def test_a_clause_that_waits_for_the_quorum_says_that_it_was_missed(self) -> None:
        rules = CompoundRules(silent=Silent.DEEMED_ABSTAIN, silent_after_quorum=True)
        missed = count(HALF, Sides(Weight(100, 1), Weight(0, 0), Weight(0, 0)))
        assert "未达到，不适用" in announce([LIFTS], [Verdict("m1", ROLL, missed)], rules)

    def test_an_election_names_who_is_in_who_is_out_and_who_is_tied(self) -> None:
        chosen = {
            "c0": Weight(2_000_000, 200), "c1": Weight(1_800_000, 180),
            "c2": Weight(1_800_000, 180), "c3": Weight(100_000, 10),
        }  # fmt: skip
        strict, election = judge_election(
            ROLL, Weight(2_800_050, 283), chosen, 2, CitedMajority(HALF, SOURCE)
        )
        text = announce([ELECTION], [Verdict("m3", ROLL, strict, election=election)])
        assert "陈思齐20,000.0071.42%20070.67%当选" in text
        assert text.count("并列，另行表决") == 2
        assert "李桂芳" in text
        assert "欧阳静1,000.003.57%103.53%未当选" in text
        assert "当选1人，空缺1席" in text
        assert "已选出" in text
        assert "选举不适用推定条款" not in text  # no clause was agreed on at all

    def test_ballots_that_do_not_count_are_counted_by_reason(self) -> None:
        excluded = ((1, Exclusion.INVALID), (5, Exclusion.INVALID), (9, Exclusion.NOT_ON_ROLL))
        text = announce([LIFTS], [Verdict("m1", ROLL, count(HALF), excluded=excluded)])
        assert "整票无效2张" in text
        assert "不在计票名册1张" in text

    def test_it_says_how_to_object_and_what_a_finger_signature_is(self) -> None:
        text = announce([LIFTS], [Verdict("m1", ROLL, count(HALF))])
        for said in (
            "2026年7月10日24时", "南门党群服务站", "《议事规则》第21条", "民法典第280条第二款",
            "不是可靠的电子签名", "更正为98.26㎡", "盖章处", "028-60001234",
        ):  # fmt: skip
            assert said in text, said


def test_a_percentage_is_cut_and_never_rounded_up_to_a_bound() -> None:
    assert words.percent(666_666, 1_000_000) == "66.66%"
    assert words.percent(49_999_999, 100_000_000) == "49.99%"
    assert words.percent(1, 0) == "—"


def test_a_place_is_printed_as_it_is_shown_where_that_differs_from_its_parts() -> None:
    parts = d.Place("3幢", "2单元", 5, "501室")
    assert (parts.label, parts.within) == ("3幢2单元501室", "2单元501室")
    shown = d.Place("3", "2", 5, "501", shown="3-2-501")
    assert (shown.label, shown.within) == ("3-2-501", "3-2-501")


class TestRollForPosting:
    LINES = (
        d.RollLine(place(101), (d.Named("王建国"), d.Named("刘淑珍"))),
        d.RollLine(place(102), (d.Named("欧阳明月"),)),
        d.RollLine(d.Place("商业1幢", "", 1, "1号"), (d.Named("安栖商业管理有限公司", True),)),
    )

    def test_only_rooms_and_masked_surnames_are_posted(self) -> None:
        text = text_of(d.roll_for_posting(HEAD, self.LINES, objection=OBJECTION, on=ON))
        assert "1单元101室王**、刘**" in text
        assert "1单元102室欧阳**" in text
        assert "安栖商业管理有限公司" in text
        for private in ("建国", "淑珍", "明月", "89.62"):
            assert private not in text

    def test_the_area_is_posted_only_where_it_is_handed_in(self) -> None:
        line = d.RollLine(place(101), (d.Named("王建国"),), 8962)
        text = text_of(d.roll_for_posting(HEAD, [line], objection=OBJECTION, on=ON))
        assert "89.62" in text

    def test_a_long_roll_repeats_its_header_on_every_page(self) -> None:
        lines = [
            d.RollLine(place(100 * floor + n), (d.Named("王建国"),))
            for floor in range(1, 41)
            for n in range(1, 7)
        ]
        pages = pages_of(d.roll_for_posting(HEAD, lines, objection=OBJECTION, on=ON))
        assert len(pages) > 1
        for number, page in enumerate(pages, 1):
            assert "房号业主房号业主房号业主" in page
            assert f"第{number}页，共{len(pages)}页" in page


class TestWorkingPapers:
    def test_a_count_sheet_has_every_motion_and_starts_anew_for_each_box(self) -> None:
        boxes = [d.BallotBox("1 号箱", "南门"), d.BallotBox("2 号箱")]
        pages = pages_of(d.count_sheets(HEAD, MOTIONS, boxes, on=ON))
        first = [page for page in pages if "点票单1号箱" in page]
        assert len(first) * 2 == len(pages)
        assert f"第1页，共{len(first)}页" in first[0]
        text = "".join(first)
        for said in (
            "封条",
            "同意",
            "反对",
            "弃权",
            "空白、多选",
            "欧阳静",
            "超过名额",
            "计票人：",
            "监票人：",
        ):
            assert said in text, said

    def test_a_delivery_register_shows_only_the_end_of_a_ballots_code(self) -> None:
        lines = [d.DeliveryLine(place(100 + n), "王建国", f"7K4M-29QX-{n:04d}") for n in range(40)]
        pages = pages_of(d.delivery_register(HEAD, "3幢", lines, on=ON))
        assert len(pages) > 1
        assert all("签收人签名" in page for page in pages)
        text = "".join(pages)
        assert "1单元139室王建国0039" in text
        assert "7K4M" not in text

    def test_each_key_share_is_an_envelope_and_a_slip_inside(self) -> None:
        shares = [
            d.KeyShare("顾明华", "居委会委员", n, 3, 2, f"AAAA{n}-BBBB-CCCC") for n in (1, 2, 3)
        ]
        pages = pages_of(d.key_envelopes(HEAD, shares, on=ON))
        assert len(pages) == 6
        assert "封存信封" in pages[0]
        assert "顾明华" in pages[0]
        assert "AAAA1" not in pages[0]
        assert "AAAA1-BBBB" in pages[1]
        assert "凑齐2份" in pages[1]
        assert "可代替一名计票人" in pages[0]

    @pytest.mark.parametrize(("width", "pages"), [("a4", 2), ("58mm", 4)])
    def test_a_receipt_proves_that_a_ballot_was_taken_and_nothing_more(
        self, width: str, pages: int
    ) -> None:
        slips = [
            d.Receipt(f"{n}室", f"R7K4-{n:04d}", "2026年6月18日 15:42", "南门", "小周")
            for n in (101, 102, 103, 104)
        ]
        pdf = d.receipts(HEAD, slips, on=ON, width=width)  # type: ignore[arg-type]
        assert len(pages_of(pdf)) == pages
        text = text_of(pdf)
        assert text.count("R7K4-0103") == (2 if width == "a4" else 1)  # the stub has it too
        assert "不记载您怎么投的" in text
        assert not {"同意", "反对", "弃权"} & {text[i : i + 2] for i in range(len(text))}


def test_every_face_of_every_paper_lies_in_its_file() -> None:
    letter = d.CodeLetter(place(101), "住户", "AAAA-BBBB", "https://example.org/v", "月底")
    for pdf in (
        set_ballots(ballot(101)), d.code_letters(HEAD, [letter], on=ON), set_notice(),
        d.count_sheets(HEAD, MOTIONS, [d.BallotBox("1 号箱")], on=ON),
    ):  # fmt: skip
        faces = embedded_faces(pdf)
        assert faces
        assert all(faces.values())


def test_papers_are_the_same_bytes_when_set_again() -> None:
    assert set_ballots(ballot(101), ballot(102)) == set_ballots(ballot(102), ballot(101))
