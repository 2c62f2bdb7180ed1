from django.db import migrations

from registry.models.facts import public_address
from registry.search import text_of


def tell_anew(apps, schema_editor):
    """What is searched of a family site is the rounded address it shows (检索文字不含门牌)."""
    facilities = apps.get_model("registry", "Facility").objects
    columns = ("pk", "credit_code", "number", "name", "address", "township__name")
    rows = facilities.filter(form="family").exclude(search_text="").values_list(*columns)
    for pk, credit_code, number, name, address, township in rows:
        place = public_address(address, "family", township or "")
        text = text_of(credit_code, number or "", spoken=(name, place, township or ""))
        facilities.filter(pk=pk).update(search_text=text)


class Migration(migrations.Migration):
    dependencies = [("registry", "0018_searched_texts_spelled_by_character")]

    operations = [migrations.RunPython(tell_anew, migrations.RunPython.noop, elidable=True)]
