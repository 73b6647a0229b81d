"""The queue's verbs: ``asking`` is for other apps, ``running`` and ``upkeep`` are the worker's."""

from mulin.ground.jobs.actions.asking import (
    enqueue,
    enqueue_scheduled,
    schedule,
    try_again,
    unschedule,
)
from mulin.ground.jobs.actions.running import (
    LEASE,
    LONGEST_RETRY,
    back_off,
    beat,
    begin_work,
    claim,
    end_work,
    extend,
    finish,
    release,
    retry_or_fail,
)
from mulin.ground.jobs.actions.upkeep import forget_old, rescue

__all__ = [
    "LEASE",
    "LONGEST_RETRY",
    "back_off",
    "beat",
    "begin_work",
    "claim",
    "end_work",
    "enqueue",
    "enqueue_scheduled",
    "extend",
    "finish",
    "forget_old",
    "release",
    "rescue",
    "retry_or_fail",
    "schedule",
    "try_again",
    "unschedule",
]
