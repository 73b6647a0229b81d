"""Who sits in the group that prepares an assembly or an election."""

import django.db.models.deletion
from django.db import migrations, models

import mulin.ground.streets.fields
import mulin.kit.ids


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0005_lifts_too"),
        ("streets", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=mulin.ground.streets.fields.Uuid7(),
                        default=mulin.kit.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("side", models.CharField(max_length=24, verbose_name="哪一方")),
                ("room", models.CharField(blank=True, max_length=40, verbose_name="房号")),
                ("leads", models.BooleanField(default=False, verbose_name="组长")),
                ("named_on", models.DateField(verbose_name="登记日")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日")),
                (
                    "why_left",
                    models.CharField(blank=True, max_length=200, verbose_name="退出理由"),
                ),
                (
                    "procedure",
                    mulin.ground.streets.fields.StreetForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_members",
                        to="procedures.procedure",
                    ),
                ),
                (
                    "street",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="streets.street",
                    ),
                ),
            ],
            options={
                "verbose_name": "小组成员",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("street", "procedure", "name", "room"),
                        name="group_member_once",
                    )
                ],
            },
        ),
    ]
