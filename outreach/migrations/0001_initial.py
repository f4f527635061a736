"""Rounds of visits and sheets of needs."""

import django.db.models.deletion
import network.units.placed
import sisterhood.lib.identifiers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0165_bulletins'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NeedsSheet',
            fields=[
                ('id', models.UUIDField(default=sisterhood.lib.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('period', models.CharField(max_length=6)),
                ('state', models.CharField(choices=[('due', 'sheet to be filled'), ('filled', 'sheet filled')], default='due', max_length=6)),
                ('entered_at', models.DateTimeField()),
                ('filled_at', models.DateTimeField(null=True)),
                ('asked', models.PositiveSmallIntegerField(default=0)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.unit')),
            ],
            options={
                'ordering': ['-period', 'unit__code'],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name='NeedWords',
            fields=[
                ('sheet', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='outreach.needssheet')),
                ('words', models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='NeedCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.CharField(choices=[('law', 'to know her rights: marriage, property, land'), ('no_violence', 'to know whom to call against violence'), ('peace', 'help with quarrels at home or next door'), ('talk', 'somebody to talk to in low days'), ('work', 'work or training near home'), ('children', 'children looked after while she works'), ('parenting', 'how to raise children'), ('elderly', 'care for the old and the ill'), ('health', 'health checks and how they are paid'), ('relief', 'how to apply for relief'), ('phone', 'how to use a phone and not be cheated'), ('together', 'to come together, sing, dance, learn')], max_length=12)),
                ('women', models.PositiveSmallIntegerField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='outreach.needssheet')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='VisitRound',
            fields=[
                ('id', models.UUIDField(default=sisterhood.lib.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('planned_on', models.DateField(null=True)),
                ('owed_since', models.DateField(null=True)),
                ('entered_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('planned', 'round to be made'), ('under_way', 'round under way'), ('ended', 'round made'), ('called_off', 'round called off')], default='planned', max_length=10)),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('doors', models.PositiveSmallIntegerField(default=0)),
                ('opened', models.PositiveSmallIntegerField(default=0)),
                ('come_again', models.PositiveSmallIntegerField(default=0)),
                ('topics', models.JSONField(default=list)),
                ('help_asked', models.JSONField(default=dict)),
                ('companion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('doer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.unit')),
            ],
            options={
                'ordering': ['-entered_at', '-id'],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.AddIndex(
            model_name='needssheet',
            index=models.Index(fields=['period', 'unit'], name='needs_sheet_period'),
        ),
        migrations.AddConstraint(
            model_name='needssheet',
            constraint=models.UniqueConstraint(models.F('unit'), models.F('period'), name='needs_sheet_once'),
        ),
        migrations.AddConstraint(
            model_name='needssheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'filled'), _negated=True), models.Q(('filled_at__isnull', False), ('filled_by__isnull', False)), _connector='OR'), name='needs_sheet_filled_by'),
        ),
        migrations.AddConstraint(
            model_name='needcount',
            constraint=models.UniqueConstraint(models.F('sheet'), models.F('need'), name='need_count_once'),
        ),
        migrations.AddConstraint(
            model_name='needcount',
            constraint=models.CheckConstraint(condition=models.Q(('women__gt', 0)), name='need_count_some'),
        ),
        migrations.AddIndex(
            model_name='visitround',
            index=models.Index(fields=['unit', 'state', 'ended_at'], name='visit_round_of_unit'),
        ),
        migrations.AddIndex(
            model_name='visitround',
            index=models.Index(fields=['doer', 'state'], name='visit_round_doer'),
        ),
        migrations.AddConstraint(
            model_name='visitround',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('under_way', 'ended')), _negated=True), models.Q(('begun_at__isnull', False), ('companion__isnull', False), ('doer__isnull', False)), _connector='OR'), name='visit_round_by_two'),
        ),
        migrations.AddConstraint(
            model_name='visitround',
            constraint=models.CheckConstraint(condition=models.Q(('companion', None), models.Q(('companion', models.F('doer')), _negated=True), _connector='OR'), name='visit_round_two_people'),
        ),
        migrations.AddConstraint(
            model_name='visitround',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__gte', models.F('begun_at')), _connector='OR'), name='visit_round_times'),
        ),
        migrations.AddConstraint(
            model_name='visitround',
            constraint=models.CheckConstraint(condition=models.Q(('come_again__lte', models.F('opened')), ('opened__lte', models.F('doors'))), name='visit_round_counts'),
        ),
        migrations.AddConstraint(
            model_name='visitround',
            constraint=models.UniqueConstraint(models.F('doer'), condition=models.Q(('state', 'under_way')), name='visit_round_one_at_once'),
        ),
        migrations.AddConstraint(
            model_name='visitround',
            constraint=models.UniqueConstraint(models.F('unit'), condition=models.Q(('owed_since__isnull', False), ('state__in', ('planned', 'under_way'))), name='visit_round_owed_once'),
        ),
    ]
