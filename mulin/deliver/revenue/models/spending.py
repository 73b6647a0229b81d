"""What the money is used for, and what each use rests on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.ledger.models import Books
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.common_income import Basis


class UseAuthority(StreetModel):
    """What allows uses (使用依据): a vote found on record, an earlier decision, a mandate.

    ``titles`` are the titles it covers; ``cap`` what may be spent by it in all, in fen (None: no
    limit was decided). ``poll_id`` is the vote behind ``reference``.
    """

    books = StreetForeignKey(Books, related_name="+")
    basis = models.CharField(
        said("依据的种类"), max_length=8, choices=[(b.value, b.label) for b in Basis]
    )
    reference = models.CharField(said("表决编号或文件、条款"), max_length=80)
    decision = models.CharField(said("决定了什么"), max_length=200)
    titles = models.JSONField(said("可用于"), default=list)
    cap = models.PositiveBigIntegerField(said("总额不超过"), null=True, blank=True)
    valid_from = models.DateField(said("起"))
    valid_to = models.DateField(said("止"), null=True, blank=True)
    poll_id = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(said("停用"), null=True, blank=True)
    why_ended = models.CharField(said("为什么停用"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("使用依据")
        indexes: ClassVar = [
            models.Index(fields=["street", "books", "-valid_from"], name="use_authority_books")
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.decision}"


class Spending(StreetModel):
    """Money that is to leave (支出): a cost, a use, or what goes to the maintenance fund."""

    class Kind(models.TextChoices):
        COST = "cost", said("合理成本")
        USE = "use", said("使用")
        TRANSFER = "transfer", said("补充维修资金")

    class State(models.TextChoices):
        WAITING = "waiting", said("等人复核")
        PAID = "paid", said("已付")
        REFUSED = "refused", said("没有同意")

    number = models.CharField(said("编号"), max_length=20)
    books = StreetForeignKey(Books, related_name="+")
    kind = models.CharField(said("种类"), max_length=8, choices=Kind.choices)
    title_code = models.CharField(said("科目编码"), max_length=12)
    title_name = models.CharField(said("科目"), max_length=40)
    what = models.CharField(said("用在哪里"), max_length=100)
    payee = models.CharField(said("付给谁"), max_length=80)
    fen = models.PositiveBigIntegerField(said("金额"))
    authority = StreetForeignKey(UseAuthority, null=True, blank=True, related_name="spendings")
    state = models.CharField(
        said("状态"), max_length=8, choices=State.choices, default=State.WAITING
    )
    proposed_on = models.DateField(said("提出"))
    proposed_by = models.CharField(said("谁提出的"), max_length=80)
    proposer = models.IntegerField(null=True, blank=True)
    settled_by = models.CharField(said("谁复核的"), max_length=80, blank=True)
    paid_on = models.DateField(said("付款日"), null=True, blank=True)
    why = models.CharField(said("没有同意的理由"), max_length=200, blank=True)
    voucher_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = said("支出")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="spending_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "books", "-proposed_on"], name="spending_books"),
            models.Index(fields=["street", "authority"], name="spending_authority"),
            models.Index(fields=["street", "state"], name="spending_state"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class RevenuePaper(StreetModel):
    """A contract, a decision, an invoice kept with one of these rows (``subject_id``)."""

    books = StreetForeignKey(Books, related_name="+")
    subject_id = models.UUIDField()
    paper = StreetForeignKey(Paper, related_name="+")

    class Meta:
        verbose_name = said("附件")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "subject_id", "paper"], name="revenue_paper_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "paper"], name="revenue_paper")]
