"""Youth league, school and insurer among the kinds of body."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0166_bulletin_walls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agency",
            name="kind",
            field=models.CharField(
                choices=[
                    ("court", "court"),
                    ("prosecutor", "prosecutor"),
                    ("police", "police"),
                    ("justice", "justice bureau and legal aid"),
                    ("civil_affairs", "civil affairs"),
                    ("education", "education"),
                    ("health", "health authority"),
                    ("labour", "human resources and social security"),
                    ("union", "trade union"),
                    ("agriculture", "agriculture and rural affairs"),
                    ("discipline", "discipline inspection and supervision"),
                    ("committee", "working committee on women and children"),
                    ("government", "people's government"),
                    ("party", "party committee"),
                    ("petitions", "petition office"),
                    ("hospital", "hospital"),
                    ("shelter", "shelter"),
                    ("charity", "charity"),
                    ("league", "youth league"),
                    ("school", "school"),
                    ("insurer", "insurer"),
                    ("other", "other body"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
