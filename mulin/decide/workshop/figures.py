"""The figures of a monthly report: each is a count of facts on record, named by their kinds.

A room's fact is known here by its name only, as rooms are strangers to one another; the record is
where they meet. A kind that no room states any more fails a test (tests/decide/workshop).
"""

from __future__ import annotations

from dataclasses import dataclass

from mulin.kit.words import said


@dataclass(frozen=True)
class Figure:
    """``closing``: what ends what ``kinds`` began; then counted is what stands open at the month's end."""

    code: str
    group: str
    name: str
    kinds: tuple[str, ...]
    closing: tuple[str, ...] = ()


COMMITTEES, TALKS = said("业委会建设"), said("议事和事项")
LIFTS, OWN = said("加装电梯"), said("工作室的工作")
LEARNING = said("培训和接待")
AREAS = ("TrainingPlanned", "TrainingHeld", "CameToTraining")
"""Kinds that may be of no compound: then ``area`` names the community, or nothing the whole street."""

FIGURES: tuple[Figure, ...] = (
    Figure("opened", COMMITTEES, said("启动的程序"), ("ProcedureOpened", "IssueTakenUp")),
    Figure("steps", COMMITTEES, said("办了的步骤"), ("StepDone", "StepCarried")),
    Figure(
        "running",
        COMMITTEES,
        said("月末在办的程序"),
        ("ProcedureOpened", "IssueTakenUp"),
        closing=("ProcedureEnded",),
    ),
    Figure("ended", COMMITTEES, said("办结或作废的程序"), ("ProcedureEnded",)),
    Figure("terms", COMMITTEES, said("登记的届次"), ("BodyTermBegun",)),
    Figure("seated", COMMITTEES, said("到任的成员"), ("BodyMemberSeated",)),
    Figure(
        "committee_meetings",
        COMMITTEES,
        said("业委会开的会"),
        ("CommitteeMeetingHeld", "CommitteeMeetingNoted"),
    ),
    Figure("meetings", TALKS, said("开成的协商会议"), ("MeetingHeld",)),
    Figure("matters", TALKS, said("立项的事项"), ("MatterOpened",)),
    Figure("closed", TALKS, said("办结的事项"), ("MatterClosed",)),
    Figure("planned", LEARNING, said("安排的培训和沙龙"), ("TrainingPlanned",)),
    Figure("trained", LEARNING, said("办完的培训和沙龙"), ("TrainingHeld",)),
    Figure("attended", LEARNING, said("培训签到"), ("CameToTraining",)),
    Figure("visits", LEARNING, said("业主接待的来访"), ("VisitNoted",)),
    Figure("guidance", LIFTS, said("加梯咨询和陪伴"), ("LiftGuidanceNoted",)),
    Figure("lifts", LIFTS, said("立项的加梯"), ("LiftProjectOpened",)),
    Figure("advice", OWN, said("提出的建议和意见"), ("AdviceGiven",)),
    Figure("answered", OWN, said("得到答复的建议和意见"), ("AdviceAnswered",)),
    Figure("green", OWN, said("绿色通道请求"), ("GreenChannelAsked",)),
    Figure("green_answers", OWN, said("绿色通道答复"), ("GreenPartyAnswered",)),
    Figure("green_closed", OWN, said("绿色通道办结"), ("GreenChannelClosed",)),
)
BY_CODE = {figure.code: figure for figure in FIGURES}
