"""The verbs of notices and messages, by what they are about."""

from mulin.ground.notices.actions.board import (
    POSTING_PHOTO,
    NoticeDraft,
    prove_posting,
    prove_with_photo,
    publish,
    withdraw,
)
from mulin.ground.notices.actions.messages import (
    Outgoing,
    carried,
    disown,
    resend,
    send,
    send_all,
    settle_number,
)

__all__ = [
    "POSTING_PHOTO",
    "NoticeDraft",
    "Outgoing",
    "carried",
    "disown",
    "prove_posting",
    "prove_with_photo",
    "publish",
    "resend",
    "send",
    "send_all",
    "settle_number",
    "withdraw",
]
