from django.db import migrations
from django.db.models.functions import Now


def count_as_told(apps, schema_editor):
    """Nobody could follow yet when these became public."""
    apps.get_model("registry", "PublicRecord").objects.update(told_at=Now())


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0009_public_record_told_at"),
    ]

    operations = [migrations.RunPython(count_as_told, migrations.RunPython.noop)]
