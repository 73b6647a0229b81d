"""A step may open a case of people's mediation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_meetings_too")]

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
                    ("mediation", "人民调解"),
                ],
                max_length=12,
                verbose_name="在哪里办",
            ),
        ),
    ]
