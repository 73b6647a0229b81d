from django.db import migrations, models

from mulin.kit.canonical import sm3


def seal_waiting_rows(apps, schema_editor):
    """Rows read before this version and not yet confirmed get the seal that reading now writes."""
    rows = apps.get_model("assembly", "OfficialBallot").objects
    for row in rows.filter(taken=False).only("pk", "street_id", "envelope").iterator():
        if row.envelope:
            mine = rows.filter(street_id=row.street_id, pk=row.pk)
            mine.update(seal=sm3(bytes(row.envelope)))


class Migration(migrations.Migration):
    dependencies = [("assembly", "0002_official_ballots")]

    operations = [
        migrations.AddField(
            model_name="officialballot",
            name="seal",
            field=models.CharField(blank=True, max_length=64, verbose_name="封存摘要（SM3）"),
        ),
        migrations.RunPython(seal_waiting_rows, migrations.RunPython.noop),
    ]
