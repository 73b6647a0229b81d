"""Answers that choose one of the steps or anchors of a process."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.shapes import Labelled


class CountFrom(Labelled):
    """From what the time for forming a preparation group runs; the code is a step or an anchor."""

    APPLICATION = "apply", said("收到书面申请或者报告之日")
    CONDITIONS = "conditions_met", said("达到召开首次业主大会会议的条件之日")
