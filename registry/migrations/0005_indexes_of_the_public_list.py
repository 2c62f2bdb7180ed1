from django.db import migrations, models

from registry.search import build_index, drop_index

LISTED = models.Q(("standing", "unrecorded"), _negated=True)
SORTS = {
    "facility_listed_name": ["name_pinyin", "name", "-id"],
    "facility_listed_fee": ["monthly_fee", "-filed_on", "-id"],
    "facility_listed_vacancy": ["-vacancies", "-filed_on", "-id"],
}


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_facility_grams")]

    operations = [
        *(
            migrations.AddIndex(
                model_name="facility",
                index=models.Index(condition=LISTED, fields=fields, name=name),
            )
            for name, fields in SORTS.items()
        ),
        migrations.RunPython(build_index, drop_index),
    ]
