"""What is told: statements as they were published, owners' questions and their answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.ledger.models import Books
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Statement(StreetModel):
    """A period as it was published. ``figures`` never change; a correction is a new version."""

    number = models.CharField(said("编号"), max_length=20)
    books = StreetForeignKey(Books, related_name="+")
    first = models.DateField(said("从"))
    last = models.DateField(said("到"))
    version = models.PositiveSmallIntegerField(said("第几版"), default=1)
    figures = models.JSONField(default=dict)
    words = models.CharField(said("说明"), max_length=500, blank=True)
    published_on = models.DateField(said("公示"))
    published_by = models.CharField(said("谁公示的"), max_length=80)
    notice_id = models.UUIDField()

    class Meta:
        verbose_name = said("收支公示")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="statement_number_once"),
            models.UniqueConstraint(
                fields=["street", "books", "first", "last", "version"],
                name="statement_version_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BooksQuestion(StreetModel):
    """What an owner asks about the books. Everybody reads it without the asker's name."""

    books = StreetForeignKey(Books, related_name="+")
    text = models.CharField(said("问题"), max_length=300)
    about = models.CharField(said("关于哪一项"), max_length=60, blank=True)
    person_id = models.UUIDField()
    home = models.CharField(said("哪幢的业主"), max_length=30)
    asked_at = models.DateTimeField(said("提出"))
    due_on = models.DateField(said("答复期限"))
    answer = models.CharField(said("答复"), max_length=1000, blank=True)
    answered_by = models.CharField(said("谁答复的"), max_length=80, blank=True)
    answered_at = models.DateTimeField(said("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = said("业主提问")
        indexes: ClassVar = [
            models.Index(fields=["street", "books", "-asked_at"], name="books_question_books")
        ]
