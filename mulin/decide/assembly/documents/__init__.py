"""The papers of a vote as plain data, and the verbs that set them in type.

Every class says what one paper shows; the templates in ``typst/`` only lay it out. Areas are
integers of 0.01 m², money integers of fen, days dates: they become text here. Nothing in this
package asks the database.
"""

from mulin.decide.assembly.documents.answering import objection_answer
from mulin.decide.assembly.documents.common import (
    Candidate,
    MotionText,
    Place,
    PollHead,
    by_building,
    in_walking_order,
)
from mulin.decide.assembly.documents.counting import (
    BallotBox,
    DeliveryLine,
    KeyShare,
    Receipt,
    count_sheets,
    delivery_register,
    key_envelopes,
    receipts,
)
from mulin.decide.assembly.documents.delivered import (
    BallotPaper,
    CodeLetter,
    Cost,
    ballots,
    code_letters,
    proxy_form,
)
from mulin.decide.assembly.documents.posted import (
    Attachment,
    ChainHead,
    Named,
    Objection,
    Officer,
    RollLine,
    Size,
    TimetableLine,
    announcement,
    notice,
    roll_for_posting,
)

__all__ = [
    "Attachment",
    "BallotBox",
    "BallotPaper",
    "Candidate",
    "ChainHead",
    "CodeLetter",
    "Cost",
    "DeliveryLine",
    "KeyShare",
    "MotionText",
    "Named",
    "Objection",
    "Officer",
    "Place",
    "PollHead",
    "Receipt",
    "RollLine",
    "Size",
    "TimetableLine",
    "announcement",
    "ballots",
    "by_building",
    "code_letters",
    "count_sheets",
    "delivery_register",
    "in_walking_order",
    "key_envelopes",
    "notice",
    "objection_answer",
    "proxy_form",
    "receipts",
    "roll_for_posting",
]
