"""The third-party workshop: what it was lent, what it advised, its months, and two green channels."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.decide.workshop.actions import advising, channel, directory, lending, reporting
from mulin.decide.workshop.models import Advice, Contact, GreenParty, GreenRequest, Report, Workshop
from mulin.decide.workshop.queries.reports import last_day
from mulin.demo import names
from mulin.demo.diary import Telling
from mulin.demo.posts import account, appointed, newcomer
from mulin.demo.scene import Scene, at, month_of
from mulin.ground.estate.models import Ownership
from mulin.ground.matters.actions import About, close, move_stage, open_matter
from mulin.ground.matters.models import Matter
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Power, Role
from mulin.law.terms import add_months

PEOPLE = (
    ("gongzuoshi", "陶守正", "工作室负责人"),
    ("retired-1", "", "退休居民区书记"),
    ("retired-2", "", "退休居民区书记"),
    ("young-1", "", "青年志愿者"),
)
CONTACTS = (
    ("housing", "区房管局物业科（演示）", "高行远", "14199900101", ("parking", "company", "money")),
    ("judge", "社区法官工作站（演示）", "白明澈", "14199900102", ("company", "neighbours")),
    ("police", "锦禾派出所（演示）", "雷定安", "14199900103", ("parking", "neighbours")),
    ("lawyer", "街道公益律师（演示）", "柳思齐", "14199900104", ("parking", "election", "money")),
    ("mediator", "街道人民调解委员会（演示）", "温如故", "", ("parking", "neighbours", "lift")),
    ("enforcement", "综合执法队（演示）", "常守成", "14199900106", ("building",)),
)
SINCE_DAYS = 125


def tell_workshop_people(scene: Scene) -> None:
    """Its head, two retired secretaries, a young volunteer; the head can sign in."""
    organisation = scene.bodies[names.SOCIAL[0]]
    for key, name, title in PEOPLE:
        newcomer(scene, key, name)
        appointed(scene, key, organisation, Role.WORKSHOP_WORKER, title)
    account(scene, "gongzuoshi")


def lent(scene: Scene, now: datetime) -> Telling:
    """The street sets it up and lends four powers; one runs out soon, one was taken back."""
    today = day_of(now)
    yield at(day_of(scene.now) + timedelta(days=1), 9)
    by, made = scene.acting("jiedao"), uuid7()
    place = "社会组织服务中心 203 室"
    organisation = scene.bodies[names.SOCIAL[0]]
    workshop = lending.open_workshop(organisation, place, 5, once=made, by=by, now=scene.now)
    since = today - timedelta(days=SINCE_DAYS)
    year, here = today + timedelta(days=240), scene.communities[0]
    pilot, other = scene.compounds[0], scene.compounds[1]
    document, limits = f"街道办〔{since.year}〕18 号（演示）", "涉及公共收益的，先报物业科"
    leases = [
        lending.Lease(Power.GUIDE, since, year, document, community=here),
        lending.Lease(Power.SUPERVISE, since, year, document, limits, community=here),
        lending.Lease(Power.ALLOCATE, since, year, document, community=here),
        lending.Lease(Power.SUGGEST, since, today + timedelta(days=16), document, compound=pilot),
        lending.Lease(Power.SUGGEST, since, year, document, compound=other),
    ]
    rows = [lending.grant(workshop, one, once=uuid7(), by=by, now=scene.now) for one in leases]
    scene.begun += [advised(scene, now), reported(scene, now, workshop)]
    yield at(today - timedelta(days=20), 10)
    why = "换届已经完成，建议权不再需要"
    lending.end(rows[-1], why, by=scene.acting("jiedao"), now=scene.now)


def advised(scene: Scene, now: datetime) -> Telling:
    """One candidate suggested, two opinions on the committee's work, one wish to the street."""
    today, pilot = day_of(now), scene.compounds[0]
    yield at(today - timedelta(days=36), 10)
    owned = Ownership.objects.of(scene.street).filter(
        unit__compound=pilot, unit__use="home", person__isnull=False, share_denominator=1
    )
    row = owned.select_related("person", "unit").order_by("unit__building__order", "id")[7]
    assert row.person is not None  # noqa: S101 - filtered above
    text = "住满十年，做过楼组长，愿意花时间。只是建议，业主都可以参选。"
    told = advising.Words(
        "candidate",
        "建议一位楼组长进换届改选小组",
        text,
        name=row.person.name,
        room=row.unit.label,
        agreed=True,
    )
    first = _advise(scene, told)
    yield at(today - timedelta(days=30), 15)
    answer = "列入推荐名单，和其他报名的业主一起公示。"
    by = scene.acting("yeweihui")
    advising.answer_advice(first, "adopted", answer, by=by, now=scene.now)
    yield at(today - timedelta(days=29), 9)
    months = [month_of(today - timedelta(days=back)) for back in (75, 45)]
    text = f"{'、'.join(months)}的会议没有在三日内公告决定。请补贴并说明。"
    told = advising.Words("supervision", "会议决定没有按时公告", text, "议事规则（演示）", days=5)
    second = _advise(scene, told)
    yield at(today - timedelta(days=12), 16)
    answer = "已补贴公告；以后由副主任当天张贴。公共收益的那一次还在对账，下月再贴。"
    by = scene.acting("yeweihui")
    advising.answer_advice(second, "partly", answer, by=by, now=scene.now)
    yield at(today - timedelta(days=3), 10)
    empty = month_of(today.replace(day=1) - timedelta(days=1))
    text = f"接待登记簿{empty}没有记录。建议定两位委员，每周三晚上值守。"
    _advise(scene, advising.Words("supervision", "业主接待要定人定时", text))
    text = "南门岗亭旁的闲置房可以给换届改选小组办公，三个月。"
    _advise(scene, advising.Words("resource", "给改选小组一间临时办公室", text))


def reported(scene: Scene, now: datetime, workshop: Workshop) -> Telling:
    """Older months read and filed, one explained after a question, one asked about, the last a draft."""
    today = day_of(now)
    month = (today - timedelta(days=SINCE_DAYS)).replace(day=1)
    months: list[date] = []
    while last_day(month) < today:
        months.append(month)
        month = add_months(month, 1)
    for place, one in enumerate(months):
        left = len(months) - place
        yield at(last_day(one) + timedelta(days=3), 9)
        by = scene.acting("gongzuoshi")
        report = reporting.begin_report(workshop, one, once=uuid7(), by=by, now=scene.now)
        sections = reporting.Sections(
            "走访试点小区，陪业委会理清换届的步骤；接待业主来访。\n参加联席会议，记下三方各自的难处。",
            "停车方案改动引起的争议，当事各方不愿坐到一起。" if left <= 3 else "",
            "请物业科派人参加下次调解。" if left <= 3 else "",
            "陪改选小组把公示材料备齐。",
        )
        reporting.write_report(report, sections, by=by, now=scene.now)
        if left > 1:
            yield scene.now + timedelta(hours=2)
            reporting.send_report(report, by=by, now=scene.now)
            yield from _read(scene, report, left)


def _read(scene: Scene, report: Report, left: int) -> Telling:
    """What the street does with it; ``left``: how many months are to come."""
    yield scene.now + timedelta(days=2)
    by = scene.acting("jiedao")
    if left > 3:
        reporting.acknowledge_report(report, by=by, now=scene.now)
        return
    question = "走访的小区里，哪一个最先要帮？"
    reporting.question_report(report, question, by=by, now=scene.now)
    if left == 3:
        yield scene.now + timedelta(days=1)
        reply = "试点小区：停车方案一改，三方就谈不拢，先陪他们开一次协商会。"
        by = scene.acting("gongzuoshi")
        reporting.reply_report(report, reply, by=by, now=scene.now)


def green(scene: Scene, now: datetime) -> Telling:
    """A new parking plan sets neighbours against each other: five parties asked, the quarrel ended.
    A second request waits, one of its answers late."""
    today, pilot = day_of(now), scene.compounds[0]
    yield at(today - timedelta(days=80), 9)
    for profession, organisation, name, phone, topics in CONTACTS:
        card = directory.Card(profession, organisation, name, "联系人", phone, topics, "工作日上午")
        directory.keep_contact(card, once=uuid7(), by=scene.acting("jiedao"), now=scene.now)
    yield at(today - timedelta(days=26), 9)
    title, by = "停车管理方案调整引发争议", scene.acting("shequ")
    stage = Matter.Stage.DELIBERATE
    about = About(Matter.Kind.DISPUTE)
    matter = open_matter(pilot, title, stage, about=about, once=uuid7(), by=by, now=scene.now)
    yield at(today - timedelta(days=26), 11)
    text = "地面车位改为先到先停，两批业主在南门争执。请后天下午两点到党群服务站二楼，一起谈。"
    wanted = ("housing", "judge", "police", "lawyer", "mediator")
    first = _ask(scene, "shequ", "parking", title, text, wanted, matter=matter)
    answers = (
        ("comes", "后天下午到，带上停车收费的规定。"),
        ("advises", "可以先调解；谈不成的，告诉双方怎样起诉。"),
        ("comes", "两名民警到场。"),
        ("comes", "到场，先看方案有没有经业主共同决定。"),
        ("comes", "主持调解。"),
    )
    yield from _answered(scene, first, answers, hours=5)
    yield at(today - timedelta(days=23), 17)
    outcome = "方案暂停，各方同意先开听证会，再提请业主表决。"
    channel.close_request(first, outcome, by=scene.acting("shequ"), now=scene.now)
    yield at(today - timedelta(days=21), 10)
    by, stage = scene.acting("shequ"), Matter.Stage.DECIDE
    move_stage(matter, stage, "调解达成一致，交业主表决", by=by, now=scene.now)
    yield at(today - timedelta(days=9), 10)
    close(matter, "停车方案列入下次业主大会", by=scene.acting("shequ"), now=scene.now)
    text = "有业主在北侧露台搭了玻璃房，邻居说影响排水。请到现场看一次，告诉我们属不属于违建。"
    two = ("enforcement", "housing")
    topic, title = "building", "露台玻璃房是不是违法搭建"
    second = _ask(scene, "gongzuoshi", topic, title, text, two)
    yield from _answered(scene, second, (("comes", "周四上午到现场。"),), hours=120)


def _advise(scene: Scene, told: advising.Words) -> Advice:
    by = scene.acting("gongzuoshi")
    return advising.give_advice(scene.compounds[0], told, once=uuid7(), by=by, now=scene.now)


def _ask(
    scene: Scene,
    who: str,
    topic: str,
    title: str,
    text: str,
    wanted: tuple[str, ...],
    matter: Matter | None = None,
) -> GreenRequest:
    rows = Contact.objects.of(scene.street).filter(profession__in=wanted)
    asked = sorted(rows, key=lambda one: wanted.index(one.profession))
    ask = channel.Ask(topic, title, text, "不含个人信息", 2, matter=matter)
    return channel.ask_parties(
        scene.compounds[0],
        ask,
        asked,
        link=lambda token: f"https://demo.invalid/workshop/answer/{token}/",
        once=uuid7(),
        by=scene.acting(who),
        now=scene.now,
    )


def _answered(
    scene: Scene, request: GreenRequest, answers: tuple[tuple[str, str], ...], *, hours: int
) -> Telling:
    """Most answer by their link, the last one on the telephone."""
    rows = GreenParty.objects.of(scene.street).filter(request=request)
    parties = list(rows.select_related("contact", "request").order_by("id"))
    for party, (stance, text) in zip(parties, answers, strict=False):
        yield scene.now + timedelta(hours=hours)
        if not party.contact.phone_masked:
            by = scene.acting("shequ")
            channel.enter_answer(party, stance, text, by=by, now=scene.now)
            continue
        name = party.contact.organisation
        by = Actor(scene.street.pk, None, None, name, name)
        channel.answer_by_link(party, stance, text, by=by, now=scene.now)
