from django.db import migrations
from django.db.models import Max, OuterRef, Subquery


def date_them(apps, schema_editor):
    """What is in force was stated on the day its newest line began."""
    OpeningHours = apps.get_model("registry", "OpeningHours")
    held = OpeningHours.objects.filter(facility=OuterRef("pk"), valid_until=None).order_by()
    newest = held.values("facility").annotate(newest=Max("valid_from")).values("newest")
    apps.get_model("registry", "Facility").objects.update(hours_stated_on=Subquery(newest))


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_opening_hours_are_dated"),
    ]

    operations = [migrations.RunPython(date_them, migrations.RunPython.noop)]
