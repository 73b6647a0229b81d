"""Posts of enforcers, grid workers and mediators; committees of people's mediation."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('estate', '0004_alter_appointment_role'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appointment',
            name='role',
            field=models.CharField(choices=[('street_officer', 'street_officer'), ('community_worker', 'community_worker'), ('committee_member', 'committee_member'), ('vote_counter', 'vote_counter'), ('witness', 'witness'), ('property_manager', 'property_manager'), ('enforcer', 'enforcer'), ('social_worker', 'social_worker'), ('workshop_worker', 'workshop_worker'), ('mediator', 'mediator'), ('auditor', 'auditor'), ('grid_worker', 'grid_worker'), ('owner', 'owner'), ('tenant', 'tenant'), ('system', 'system')], max_length=24, verbose_name='角色'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='kind',
            field=models.CharField(choices=[('street_office', '街道办事处'), ('property_office', '物业管理办公室'), ('social_work_agency', '物业社工机构'), ('guidance_centre', '物业服务指导中心'), ('residents_committee', '居委会'), ('party_branch', '小区党组织'), ('owners_committee', '业主委员会'), ('interim_committee', '物业管理委员会'), ('autonomy_committee', '居民自治委员会'), ('supervisory_committee', '监督委员会'), ('property_committee', '物业管理工作委员会（物委会）'), ('mediation_committee', '人民调解委员会'), ('preparatory_group', '筹备组'), ('property_company', '物业服务企业'), ('developer', '建设单位'), ('law_firm', '律师事务所'), ('accounting_firm', '会计师事务所'), ('social_organisation', '社会组织'), ('club', '社团'), ('merchant', '商户'), ('company', '企业')], max_length=24, verbose_name='类别'),
        ),
    ]
