import django.db.models.deletion
import mulin.ground.streets.fields
import mulin.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('estate', '0005_posts_of_the_chain'),
        ('matters', '0001_initial'),
        ('streets', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='matter',
            name='holder',
            field=mulin.ground.streets.fields.StreetForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.organisation'),
        ),
        migrations.AddField(
            model_name='matter',
            name='merged_into',
            field=mulin.ground.streets.fields.StreetForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='matters.matter'),
        ),
        migrations.AddField(
            model_name='matter',
            name='split_from',
            field=mulin.ground.streets.fields.StreetForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='split_off', to='matters.matter'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['street', 'merged_into'], name='matter_merged'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('split_from__isnull', False)), fields=['street', 'split_from'], name='matter_split'),
        ),
        migrations.AddIndex(
            model_name='matter',
            index=models.Index(condition=models.Q(('holder__isnull', False)), fields=['street', 'holder'], name='matter_holder'),
        ),
        migrations.CreateModel(
            name='MatterLink',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('why', models.CharField(max_length=200, verbose_name='为什么相关')),
                ('one', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('other', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '相关事项',
                'indexes': [models.Index(fields=['street', 'other'], name='matter_link_back')],
                'constraints': [models.UniqueConstraint(fields=('street', 'one', 'other'), name='matter_link_once')],
            },
        ),
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
