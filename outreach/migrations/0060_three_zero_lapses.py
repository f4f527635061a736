from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0051_three_zero_walls")]

    operations = [
        migrations.AlterField(
            model_name="threezeroassessment",
            name="state",
            field=models.CharField(
                choices=[
                    ("enrolled", "village takes part"),
                    ("self_assessed", "self-assessment signed"),
                    ("township_verified", "verified by the township"),
                    ("county_reviewed", "reviewed by the county"),
                    ("city_sampled", "sample drawn by the city"),
                    ("designated", "designated as three-zero village"),
                    ("monitored", "designated and looked after"),
                    ("renewed", "designation renewed"),
                    ("suspended", "designation suspended"),
                    ("withdrawn", "village has withdrawn"),
                    ("lapsed", "designation ran out"),
                ],
                default="enrolled",
                max_length=18,
            ),
        ),
    ]
