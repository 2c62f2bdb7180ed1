from django.db import migrations, models

from registry.search import grams_of


def write_grams(apps, schema_editor):
    """The grams of whatever is there already (补写检索字组)."""
    Facility = apps.get_model("registry", "Facility")
    some = []
    for facility in Facility.objects.exclude(search_text="").only("search_text").iterator():
        facility.grams = grams_of(facility.search_text)
        some.append(facility)
        if len(some) == 1000:
            Facility.objects.bulk_update(some, ["grams"])
            some = []
    Facility.objects.bulk_update(some, ["grams"])


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0001_initial"),
        ("registry", "0003_check_settings_and_findings"),
    ]

    operations = [
        migrations.AddField(
            model_name="facility",
            name="grams",
            field=models.TextField(blank=True, editable=False, verbose_name="检索字组"),
        ),
        migrations.RunPython(write_grams, migrations.RunPython.noop, elidable=True),
    ]
