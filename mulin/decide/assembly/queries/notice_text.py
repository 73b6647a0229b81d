"""The text of a notice and of an announcement, for the board, the phone and reading aloud."""

from __future__ import annotations

from datetime import date

from mulin.decide.assembly.documents import words
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.corrections import corrections_of
from mulin.decide.assembly.queries.papers import PollText
from mulin.decide.assembly.queries.result_page import MotionResult, results_of


def notice_body(poll: Poll, text: PollText) -> str:
    """Motions with their thresholds, dates with articles, ways to vote, rules that differ, officers."""
    opens, closes = text.head.as_data()["opens"], text.head.as_data()["closes"]
    lines = [
        f"根据{words.cited(text.basis)}，{poll.convener}召集本次表决，"
        f"自{opens}起至{closes}止，以收到为准。",
        "",
        "一、表决事项",
    ]
    for motion in text.motions:
        data = motion.as_data()
        lines += [f"{motion.number}. {motion.title}", f"   {data['matter']}。{data['rule']}"]
        lines += [f"   {line}" for line in motion.text.splitlines() if line.strip()]
        if motion.candidates:
            names = "、".join(
                f"{c.name}（{c.about}）" if c.about else c.name for c in motion.candidates
            )
            lines.append(
                f"   应选 {motion.seats} 人，候选人：{names}。任何业主都可以参选或被推荐。"
            )
    lines += [
        f"第 {plan.number} 项方案全文：《{plan.title}》，摘要（SM3）{plan.digest}"
        for plan in text.plans
    ]
    lines += ["", "二、怎么投票", *(f"· {way}" for way in text.ways), f"· {text.online_note}"]
    lines += ["", "三、时间安排"]
    lines += [
        f"· {t.what}：{t.when}" + (f"（{t.source}）" if t.source else "") for t in text.timetable
    ]
    lines += ["", "四、计票规则"]
    lines += [
        f"· {rule['title']}：{rule['value']}（{rule['source']}）"
        for rule in words.locked_rules(text.rules)
    ]
    lines += ["", "五、工作人员", *(f"· {o.duty}：{o.name}（{o.post}）" for o in text.officers)]
    lines += ["", f"有疑问请联系{poll.contact_name}：{poll.contact_phone}。"]
    return "\n".join(lines)


def result_body(poll: Poll, today: date) -> str:
    """The verdict of each motion with its four checks; the clause only beside them."""
    lines = [f"{poll.title}（{poll.number}）已经计票，结果如下。"]
    for result in results_of(poll, today):
        lines += ["", *_motion_lines(result)]
    corrections = corrections_of(poll)
    if corrections:
        lines += ["", "名册锁定后的更正", *(f"· {row.words}。" for row in corrections.rows)]
    lines += ["", words.ANNULMENT, f"有疑问请联系{poll.contact_name}：{poll.contact_phone}。"]
    return "\n".join(lines)


def _motion_lines(result: MotionResult) -> list[str]:
    verdict = result.verdict
    lines = [f"{result.number}. {result.motion.title}：{'通过' if result.passed else '未通过'}"]
    for row in result.rows:
        data = words.check_row(row.check)
        met = "达到" if row.check.met else "未达到"
        lines.append(
            f"   {data['name']} {data['part']} / {data['whole']} {data['unit']}"
            f"（{data['percent']}，要求{data['bound']}）：{met}"
        )
    for reason in result.reasons:
        lines.append(f"   未通过的原因：{reason}。")
    elected = [c.name for c in result.candidates if c.standing == "当选"]
    if verdict.election is not None:
        lines.append(f"   当选：{'、'.join(elected) or '无'}；空缺 {verdict.election.vacant} 席。")
    return lines
