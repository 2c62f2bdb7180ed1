from django.db import migrations

from registry.search import build_index, drop_index


class Migration(migrations.Migration):
    dependencies = [("registry", "0015_registrations")]

    operations = [
        migrations.RunPython(drop_index, build_index),
        migrations.RemoveField(model_name="facility", name="grams"),
        migrations.RunPython(build_index, drop_index),
    ]
