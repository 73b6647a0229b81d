"""One import of a roster: the file, the choices made, what it changed, and how to undo it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models.places import Compound
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class ImportBatch(StreetModel):
    """The roster file of a compound on its way into the register."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", said("已上传")
        READ = "read", said("待确认")
        FAULTY = "faulty", said("有错待改")
        WRITING = "writing", said("写入中")
        DONE = "done", said("已导入")
        UNDONE = "undone", said("已撤销")
        FAILED = "failed", said("未能读取")

    class Kind(models.TextChoices):
        ROOMS = "rooms", said("房屋和业主")
        PARKING = "parking", said("车位")

    compound = StreetForeignKey(Compound)
    kind = models.CharField("内容", max_length=10, choices=Kind.choices, default=Kind.ROOMS)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.UPLOADED)
    file_name = models.CharField("文件", max_length=200)
    paper_id = models.UUIDField(null=True, blank=True)
    error_paper_id = models.UUIDField(null=True, blank=True)
    columns = models.JSONField("列的对应", default=dict)
    options = models.JSONField("选择", default=dict)
    effective_on = models.DateField("变更生效日", null=True, blank=True)
    digest = models.CharField("预览指纹", max_length=64, blank=True)
    fact_id = models.UUIDField(null=True, blank=True)
    control_rows = models.PositiveIntegerField("应有行数", null=True, blank=True)
    control_area = models.PositiveBigIntegerField("应有面积", null=True, blank=True)
    summary = models.JSONField("预览", default=dict)
    faults = models.JSONField("错误", default=list)
    undo = models.JSONField("撤销所需", default=dict)
    job_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField("上传时间")
    created_by = models.CharField("上传人", max_length=80)
    done_at = models.DateTimeField("导入时间", null=True, blank=True)

    class Meta:
        verbose_name = "导入批次"
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="import_recent")
        ]
