import django.db.models.deletion
import mulin.ground.streets.fields
import mulin.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0002_the_file'),
        ('streets', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('source_kind', models.CharField(max_length=12)),
                ('source_id', models.UUIDField()),
                ('target_kind', models.CharField(max_length=12)),
                ('target_id', models.UUIDField()),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('by', models.CharField(max_length=80, verbose_name='谁')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '转办',
                'indexes': [models.Index(fields=['street', 'target_id'], name='passage_back')],
                'constraints': [models.UniqueConstraint(fields=('street', 'source_id', 'target_id'), name='passage_once')],
            },
        ),
    ]
