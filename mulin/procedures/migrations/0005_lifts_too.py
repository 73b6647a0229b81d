"""A procedure may keep the time of a lift, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_about_one_thing")]

    operations = [
        migrations.AlterField(
            model_name="piece",
            name="room",
            field=models.CharField(
                choices=[
                    ("vote", "业主表决"),
                    ("notice", "公示公告"),
                    ("meeting", "会议"),
                    ("committee", "业委会会议"),
                    ("matter", "事项"),
                    ("issue", "议题"),
                    ("mediation", "人民调解"),
                    ("lift", "加装电梯"),
                ],
                max_length=12,
                verbose_name="在哪里办",
            ),
        ),
    ]
