"""Who can sign in to the demo street: one account for each role, all with one published password."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.voter import address_of
from mulin.demo.posts import PASSWORD
from mulin.ground.estate.identities import open_identity
from mulin.ground.estate.models import Person
from mulin.ground.streets.models import Street

SLUG = "demo"
DEMO_CODE = "DEM0-2026"


@dataclass(frozen=True)
class SignIn:
    """A line of the sign-in table: what to type, and who that is."""

    username: str
    who: str


ROLES: tuple[SignIn, ...] = (
    SignIn("jiedao", "街道物业办工作人员：全街道"),
    SignIn("secretary", "街道分管副主任：批准特别准入"),
    SignIn("zhifa", "综合执法队中队长：移送给本队的事项"),
    SignIn("shequ", "社区工作者：和澜南道所在社区"),
    SignIn("yeweihui", "业委会主任：和澜南道"),
    SignIn("weiyuan", "业委会副主任：和澜南道，批准用印用款"),
    SignIn("jipiao1", "计票人甲：和澜南道（开票口令“春风又绿江南岸边”）"),
    SignIn("jipiao2", "计票人乙：和澜南道（开票口令“小桥流水人家门前”）"),
    SignIn("jianpiao", "监票人：和澜南道"),
    SignIn("wuye", "物业项目经理：和澜南道"),
    SignIn("weixiu", "物业水电工：和澜南道，手机上的活"),
    SignIn("xunluo", "秩序员：和澜南道的巡查，在手机上扫码签到"),
    SignIn("yezhu", "业主：和澜南道，还没有投票"),
    SignIn("gongyou", "共有人：和澜南道，两人共有一套"),
    SignIn("zuhu", "租户：和澜南道"),
    SignIn("jiatiban", "加梯办（社工）：全街道的加装电梯"),
    SignIn("gongzuoshi", "第三方工作室负责人：街道授权的小区，按授权的权限和期限"),
    SignIn("wangge", "网格员：和澜南道所在的第一网格，在手机上报告"),
    SignIn("tiaojie", "人民调解委员会主任：和澜南道所在社区的调解案件"),
    SignIn("jiatihu", "业主：正在征询加装电梯的单元"),
    SignIn("shenji", "审计员：全街道，只看不改"),
    SignIn("linjie", "邻街道工作人员：看不到锦禾街道的任何数据"),
)


def table() -> str:
    """The sign-ins as lines for the terminal."""
    width = max(len(line.username) for line in ROLES)
    lines = [f"  {line.username:<{width}}  {line.who}" for line in ROLES]
    return "\n".join(["演示账号（密码都是 " + PASSWORD + "）：", *lines, *_phone_vote()])


def phone_vote() -> tuple[str, str] | None:
    """Where the invented owner votes on the phone, and the last four of the identity number."""
    street = Street.objects.get(slug=SLUG)
    people = Person.objects.of(street)
    owner = people.filter(memberships__account__username="yezhu").first()
    if owner is None:
        return None
    polls = Poll.objects.of(owner.street_id).filter(
        state=Poll.State.VOTING, roll__holders__person_id=owner.pk
    )
    poll = polls.order_by("number").first()
    if poll is None:
        return None
    return f"/m/{address_of(poll)}/", open_identity(owner.street_id, owner.id_sealed)[-4:]


def _phone_vote() -> list[str]:
    """How to try the ballot on a phone."""
    found = phone_vote()
    if found is None:
        return []
    path, tail = found
    return [f"手机投票试用：打开 {path} ，口令 {DEMO_CODE}，证件后四位 {tail}"]
