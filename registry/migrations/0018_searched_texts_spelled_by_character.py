from django.db import migrations

from registry.search import normalise


def spell_anew(apps, schema_editor):
    """What was simplified phrase by phrase, character by character (检索文字逐字转换)."""
    for name in ("Facility", "Registration"):
        rows = apps.get_model("registry", name).objects
        for pk, text in rows.exclude(search_text="").values_list("pk", "search_text").iterator():
            if (spelled := normalise(text)) != text:
                rows.filter(pk=pk).update(search_text=spelled)


class Migration(migrations.Migration):
    dependencies = [("registry", "0017_reviews_found_by_index")]

    operations = [migrations.RunPython(spell_anew, migrations.RunPython.noop, elidable=True)]
