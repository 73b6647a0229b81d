
import django.db.models.deletion
import mulin.ground.streets.fields
import mulin.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('estate', '0003_organisation_kind'),
        ('streets', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Heeded',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('room', models.CharField(max_length=20, verbose_name='在哪里')),
                ('subject_id', models.UUIDField()),
                ('kind', models.CharField(max_length=20, verbose_name='哪一类')),
                ('done', models.JSONField(default=list, verbose_name='先做了哪些')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('by', models.CharField(max_length=80, verbose_name='谁看的')),
                ('at', models.DateTimeField(verbose_name='何时')),
                ('compound', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.compound')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '矛盾预警',
                'constraints': [models.UniqueConstraint(fields=('street', 'subject_id', 'kind'), name='heeded_once')],
            },
        ),
    ]
