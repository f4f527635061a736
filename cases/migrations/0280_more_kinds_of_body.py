"""Youth league, school and insurer among the kinds of body that a matter turns to."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0278_volunteer_subjects'),
    ]

    operations = [
        migrations.AlterField(
            model_name='investigation',
            name='agency_kind',
            field=models.CharField(choices=[('court', 'court'), ('prosecutor', 'prosecutor'), ('police', 'police'), ('justice', 'justice bureau and legal aid'), ('civil_affairs', 'civil affairs'), ('education', 'education'), ('health', 'health authority'), ('labour', 'human resources and social security'), ('union', 'trade union'), ('agriculture', 'agriculture and rural affairs'), ('discipline', 'discipline inspection and supervision'), ('committee', 'working committee on women and children'), ('government', "people's government"), ('party', 'party committee'), ('petitions', 'petition office'), ('hospital', 'hospital'), ('shelter', 'shelter'), ('charity', 'charity'), ('league', 'youth league'), ('school', 'school'), ('insurer', 'insurer'), ('other', 'other body')], default='other', max_length=20),
        ),
        migrations.AlterField(
            model_name='mandatoryreport',
            name='agency_kind',
            field=models.CharField(choices=[('court', 'court'), ('prosecutor', 'prosecutor'), ('police', 'police'), ('justice', 'justice bureau and legal aid'), ('civil_affairs', 'civil affairs'), ('education', 'education'), ('health', 'health authority'), ('labour', 'human resources and social security'), ('union', 'trade union'), ('agriculture', 'agriculture and rural affairs'), ('discipline', 'discipline inspection and supervision'), ('committee', 'working committee on women and children'), ('government', "people's government"), ('party', 'party committee'), ('petitions', 'petition office'), ('hospital', 'hospital'), ('shelter', 'shelter'), ('charity', 'charity'), ('league', 'youth league'), ('school', 'school'), ('insurer', 'insurer'), ('other', 'other body')], max_length=20),
        ),
        migrations.AlterField(
            model_name='serviceitem',
            name='agency_kind',
            field=models.CharField(choices=[('court', 'court'), ('prosecutor', 'prosecutor'), ('police', 'police'), ('justice', 'justice bureau and legal aid'), ('civil_affairs', 'civil affairs'), ('education', 'education'), ('health', 'health authority'), ('labour', 'human resources and social security'), ('union', 'trade union'), ('agriculture', 'agriculture and rural affairs'), ('discipline', 'discipline inspection and supervision'), ('committee', 'working committee on women and children'), ('government', "people's government"), ('party', 'party committee'), ('petitions', 'petition office'), ('hospital', 'hospital'), ('shelter', 'shelter'), ('charity', 'charity'), ('league', 'youth league'), ('school', 'school'), ('insurer', 'insurer'), ('other', 'other body')], max_length=20, verbose_name='kind of body'),
        ),
        migrations.AlterField(
            model_name='urgenttelling',
            name='agency_kind',
            field=models.CharField(choices=[('court', 'court'), ('prosecutor', 'prosecutor'), ('police', 'police'), ('justice', 'justice bureau and legal aid'), ('civil_affairs', 'civil affairs'), ('education', 'education'), ('health', 'health authority'), ('labour', 'human resources and social security'), ('union', 'trade union'), ('agriculture', 'agriculture and rural affairs'), ('discipline', 'discipline inspection and supervision'), ('committee', 'working committee on women and children'), ('government', "people's government"), ('party', 'party committee'), ('petitions', 'petition office'), ('hospital', 'hospital'), ('shelter', 'shelter'), ('charity', 'charity'), ('league', 'youth league'), ('school', 'school'), ('insurer', 'insurer'), ('other', 'other body')], default='other', max_length=20),
        ),
    ]
