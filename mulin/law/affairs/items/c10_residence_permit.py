"""居住证: 居住证暂行条例 第2条、第9条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.affairs.shape import IDENTITY, Affair, Blank, Group, Kind, PaperNeeded
from mulin.law.terms import Citation, Period

ACT = "居住证暂行条例"

AFFAIR = Affair(
    code="residence_permit",
    title=said("居住证申领"),
    group=Group.FAMILY,
    about=said(
        "离开常住户口所在地，到其他城市住了半年以上，有稳定就业、稳定住所或者连续就读之一的，可以申领。首次申领不收工本费。"
    ),
    who=said("本人；未满16周岁的、行动不便的老人和残疾人，可以由监护人、近亲属代办"),
    decides=said("公安机关"),
    papers=(
        IDENTITY,
        PaperNeeded("photo", said("本人相片"), 1, 0),
        PaperNeeded(
            "ground",
            said("住址、就业或者就读的证明"),
            1,
            1,
            said("租房合同、产权证、劳动合同、学生证等，有一种就可以"),
        ),
    ),
    blanks=(
        Blank(
            "ground",
            said("凭哪一条"),
            Kind.CHOICE,
            choices=(
                ("work", said("稳定就业")),
                ("home", said("稳定住所")),
                ("school", said("连续就读")),
            ),
        ),
        Blank("since", said("哪天起住在这里"), Kind.DAY),
    ),
    within=Period(days=15),
    how_within=said(
        "自受理之日起 15 日内制作发放；偏远等特殊情况，实施办法可以延长，最长不超过 30 日。"
    ),
    fee=said("首次申领不收费；换领、补领收工本费，标准看当地"),
    steps=(
        said("受委托的社区收件；材料不全的一次性告知"),
        said("公安机关核对、制证"),
        said("领证"),
    ),
    sources=(Citation(ACT, "第2条"), Citation(ACT, "第9条"), Citation(ACT, "第21条")),
    unchecked=(said("社区是否受公安机关委托收件"), said("换领、补领的工本费")),
)
