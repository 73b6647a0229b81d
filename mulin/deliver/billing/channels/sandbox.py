"""The sandbox: a provider of our own for demo streets. It signs, repeats and forgets like a real one.

No money moves. What it remembers stands in ``SandboxTrade``, which is its bank, not our books.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.deliver.billing.channels.base import Paid, Unsigned
from mulin.deliver.billing.models import SandboxTrade

SIGNATURE = "X-Sandbox-Signature"


class Sandbox:
    """Signs with a key derived from the installation's secret."""

    code = "sandbox"
    name = str(_("演示支付"))

    def address(self, number: str) -> str:
        return reverse("fees:sandbox", args=[number])

    def read(self, body: bytes, headers: Mapping[str, str]) -> Paid:
        if not hmac.compare_digest(sign(body), headers.get(SIGNATURE, "")):
            raise Unsigned
        try:
            told = json.loads(body)
            return Paid(str(told["number"])[:32], str(told["trade"])[:64], int(told["fen"]))
        except (ValueError, KeyError, TypeError) as error:
            raise Unsigned from error

    def ask(self, street_id: UUID, number: str) -> Paid | None:
        rows = SandboxTrade.objects.of(street_id).filter(number=number, paid_at__isnull=False)
        found = rows.first()
        return Paid(found.number, found.trade, found.fen) if found else None

    def answer(self, taken: bool) -> tuple[int, str]:
        return (200, "SUCCESS") if taken else (400, "FAIL")


def message(paid: Paid) -> bytes:
    """The body of its callback."""
    told = {"fen": paid.fen, "number": paid.number, "trade": paid.trade}
    return json.dumps(told, sort_keys=True).encode()


def sign(body: bytes) -> str:
    """Its signature of a body."""
    key = hashlib.sha256(f"sandbox channel {settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, body, hashlib.sha256).hexdigest()
