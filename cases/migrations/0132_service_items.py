"""The limits of referrals, and the catalogue of services it begins with."""

from django.db import migrations

from cases.referrals import seeding
from network.deadlines import seeding as policy


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    policy.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))
    seeding.seed(apps.get_model("cases", "ServiceItem"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("cases", "0131_referral_walls"), ("network", "0084_working_hours")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
