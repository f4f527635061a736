"""A draft may be dropped: a paper that was never issued is revoked without number and digest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The constraint knows a third way for a paper to be whole."""

    dependencies = [("cases", "0132_service_items")]
    operations = [
        migrations.RemoveConstraint(model_name="document", name="paper_issued_whole"),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "approved")),
                    models.Q(("issued_at", None), ("number", ""), ("state", "revoked")),
                    models.Q(
                        models.Q(("number", ""), _negated=True),
                        ("code_hash__isnull", False),
                        ("issued_at__isnull", False),
                        ("sha256__isnull", False),
                        ("approved_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="paper_issued_whole",
            ),
        ),
    ]
