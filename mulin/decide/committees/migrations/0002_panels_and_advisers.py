
import django.db.models.deletion
import mulin.ground.streets.fields
import mulin.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0001_initial'),
        ('estate', '0003_organisation_kind'),
        ('notices', '0002_words_kept'),
        ('papers', '0001_initial'),
        ('streets', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='bodypaper',
            name='category',
            field=models.CharField(choices=[('filing', '选举和备案'), ('rules', '规约和议事规则'), ('minutes', '会议记录和决定'), ('votes', '业主大会和表决'), ('notices', '公告公示'), ('contracts', '合同'), ('money', '账目和审计'), ('seal', '用印和用款'), ('requests', '业主查阅和提议'), ('advice', '评审和顾问意见'), ('other', '其他')], default='other', max_length=10, verbose_name='归入'),
        ),
        migrations.AddField(
            model_name='member',
            name='side',
            field=models.CharField(blank=True, choices=[('', '没有登记'), ('owners', '业主代表'), ('others', '街道、居委会等单位的代表')], default='', max_length=8, verbose_name='代表谁'),
        ),
        migrations.CreateModel(
            name='Adviser',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('topics', models.CharField(max_length=160, verbose_name='懂哪些事')),
                ('experience', models.CharField(max_length=300, verbose_name='经验')),
                ('since', models.DateField(verbose_name='聘期起')),
                ('until', models.DateField(verbose_name='聘期止')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='退出')),
                ('why_left', models.CharField(blank=True, max_length=200, verbose_name='退出原因')),
                ('body', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.organisation')),
                ('person', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.person')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '顾问',
            },
        ),
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(choices=[('parking', '停车管理'), ('revenue', '公共收益'), ('company', '选聘物业和物业费'), ('fund', '维修资金和大修'), ('spaces', '公共空间改用途'), ('lifts', '加装电梯'), ('election', '换届和议事规则'), ('contracts', '合同和招标'), ('accounts', '账目和审计'), ('disputes', '邻里和物业纠纷')], max_length=12, verbose_name='哪方面')),
                ('question', models.CharField(max_length=1000, verbose_name='请教什么')),
                ('asked_on', models.DateField(verbose_name='提出')),
                ('asked_by', models.CharField(max_length=80, verbose_name='提出人')),
                ('due_on', models.DateField(verbose_name='希望哪天前答复')),
                ('given_on', models.DateField(blank=True, null=True, verbose_name='选定顾问')),
                ('answer', models.CharField(blank=True, max_length=2000, verbose_name='答复')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('state', models.CharField(choices=[('asked', '等选顾问'), ('given', '等顾问答复'), ('answered', '已答复'), ('withdrawn', '撤回')], default='asked', max_length=10, verbose_name='状态')),
                ('body', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.organisation')),
                ('paper', mulin.ground.streets.fields.StreetForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='papers.paper')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
                ('adviser', mulin.ground.streets.fields.StreetForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='committees.adviser')),
            ],
            options={
                'verbose_name': '请教顾问',
            },
        ),
        migrations.CreateModel(
            name='Disclosed',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=20, verbose_name='公开什么')),
                ('covers_until', models.DateField(verbose_name='截至')),
                ('published_on', models.DateField(verbose_name='公开日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('body', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.organisation')),
                ('notice', mulin.ground.streets.fields.StreetForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='notices.publicnotice')),
                ('paper', mulin.ground.streets.fields.StreetForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='papers.paper')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '信息公开',
            },
        ),
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('kind', models.CharField(choices=[('company', '选聘物业服务企业'), ('contract', '签订重要合同'), ('works', '大额维修和改造'), ('revenue', '公共收益使用方案'), ('parking', '停车管理方案'), ('other', '其他重大事项')], max_length=10, verbose_name='哪一类事项')),
                ('about', models.CharField(max_length=600, verbose_name='做什么')),
                ('how', models.CharField(choices=[('draw', '公开抽取'), ('chosen', '按理由挑选')], max_length=8, verbose_name='怎样产生')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='名额')),
                ('called_on', models.DateField(verbose_name='征集')),
                ('closes_on', models.DateField(verbose_name='报名截止')),
                ('draw_on', models.DateField(blank=True, null=True, verbose_name='抽取日期')),
                ('rule', models.CharField(blank=True, max_length=200, verbose_name='抽取数字从哪里来')),
                ('list_digest', models.CharField(blank=True, max_length=64, verbose_name='名单摘要（SM3）')),
                ('tickets', models.PositiveIntegerField(default=0, verbose_name='名单人数')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='公开数字')),
                ('number_source', models.CharField(blank=True, max_length=200, verbose_name='公开数字的出处')),
                ('listed_on', models.DateField(blank=True, null=True, verbose_name='定名单')),
                ('seated_on', models.DateField(blank=True, null=True, verbose_name='产生')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('calling', '征集中'), ('listed', '名单已定'), ('seated', '已产生'), ('ended', '已结束'), ('voided', '撤回')], default='calling', max_length=8, verbose_name='状态')),
                ('body', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.organisation')),
                ('compound', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.compound')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '评审团',
            },
        ),
        migrations.CreateModel(
            name='Applicant',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('room', models.CharField(max_length=40, verbose_name='房号')),
                ('applied_on', models.DateField(verbose_name='报名')),
                ('ties', models.CharField(blank=True, max_length=200, verbose_name='利害关系说明')),
                ('ticket', models.PositiveIntegerField(blank=True, null=True, verbose_name='签号')),
                ('rank', models.PositiveIntegerField(blank=True, null=True, verbose_name='次序')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('applied', '已报名'), ('barred', '应当回避'), ('withdrawn', '退出'), ('seated', '评审员'), ('reserve', '候补')], default='applied', max_length=10, verbose_name='状态')),
                ('person', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.person')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
                ('panel', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='applicants', to='committees.panel')),
            ],
            options={
                'verbose_name': '报名',
            },
        ),
        migrations.CreateModel(
            name='PanelItem',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120, verbose_name='评审事项')),
                ('text', models.CharField(max_length=1000, verbose_name='请评审团看什么')),
                ('meets_on', models.DateField(verbose_name='评审日期')),
                ('place', models.CharField(max_length=80, verbose_name='地点')),
                ('present', models.JSONField(default=list, verbose_name='到会')),
                ('aside', models.JSONField(default=list, verbose_name='回避')),
                ('agree', models.PositiveSmallIntegerField(default=0, verbose_name='赞成')),
                ('against', models.PositiveSmallIntegerField(default=0, verbose_name='反对')),
                ('abstain', models.PositiveSmallIntegerField(default=0, verbose_name='弃权')),
                ('advice', models.CharField(blank=True, max_length=600, verbose_name='评审意见')),
                ('reasons', models.CharField(blank=True, max_length=1000, verbose_name='理由')),
                ('dissent', models.CharField(blank=True, max_length=1000, verbose_name='不同意见')),
                ('advised_on', models.DateField(blank=True, null=True, verbose_name='评审')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='公布')),
                ('follows', models.CharField(blank=True, choices=[('yes', '采纳'), ('partly', '部分采纳'), ('no', '不采纳')], max_length=6, verbose_name='是否采纳')),
                ('answer', models.CharField(blank=True, max_length=1000, verbose_name='业委会答复')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('state', models.CharField(choices=[('prepared', '备材料、提问'), ('advised', '已评审，等公布'), ('published', '已公布，等业委会答复'), ('answered', '业委会已答复')], default='prepared', max_length=10, verbose_name='状态')),
                ('panel', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='committees.panel')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '评审事项',
            },
        ),
        migrations.CreateModel(
            name='PanelPaper',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=60, verbose_name='是什么')),
                ('item', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='committees.panelitem')),
                ('paper', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='papers.paper')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '评审材料',
            },
        ),
        migrations.CreateModel(
            name='PanelQuestion',
            fields=[
                ('id', models.UUIDField(db_default=mulin.ground.streets.fields.Uuid7(), default=mulin.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=400, verbose_name='问题')),
                ('asked_on', models.DateField(verbose_name='提问')),
                ('answer', models.CharField(blank=True, max_length=800, verbose_name='答复')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('answered_by', models.CharField(blank=True, max_length=80, verbose_name='答复人')),
                ('asker', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='committees.applicant')),
                ('item', mulin.ground.streets.fields.StreetForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='committees.panelitem')),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='streets.street')),
            ],
            options={
                'verbose_name': '评审提问',
            },
        ),
        migrations.AddConstraint(
            model_name='adviser',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on__isnull', True)), fields=('street', 'person'), name='adviser_once'),
        ),
        migrations.AddIndex(
            model_name='advice',
            index=models.Index(fields=['street', 'body', '-id'], name='advice_body'),
        ),
        migrations.AddIndex(
            model_name='advice',
            index=models.Index(fields=['street', 'adviser', 'state'], name='advice_adviser'),
        ),
        migrations.AddIndex(
            model_name='disclosed',
            index=models.Index(fields=['street', 'body', 'item'], name='disclosed_item'),
        ),
        migrations.AddConstraint(
            model_name='disclosed',
            constraint=models.CheckConstraint(condition=models.Q(('notice__isnull', False), ('paper__isnull', False), _connector='OR'), name='disclosed_somewhere'),
        ),
        migrations.AddIndex(
            model_name='panel',
            index=models.Index(fields=['street', 'compound', '-id'], name='panel_compound'),
        ),
        migrations.AddIndex(
            model_name='panel',
            index=models.Index(fields=['street', 'state', 'closes_on'], name='panel_state'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.UniqueConstraint(fields=('street', 'panel', 'person'), name='applicant_once'),
        ),
        migrations.AddIndex(
            model_name='panelitem',
            index=models.Index(fields=['street', 'panel'], name='panel_item'),
        ),
        migrations.AddConstraint(
            model_name='panelpaper',
            constraint=models.UniqueConstraint(fields=('street', 'item', 'paper'), name='panel_paper_once'),
        ),
        migrations.AddIndex(
            model_name='panelquestion',
            index=models.Index(fields=['street', 'item'], name='panel_question'),
        ),
    ]
