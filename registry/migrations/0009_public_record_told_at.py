from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0003_township_centre"),
        ("registry", "0008_honour"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicrecord",
            name="told_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="告知关注者时间"),
        ),
        migrations.AddIndex(
            model_name="publicrecord",
            index=models.Index(
                condition=models.Q(("told_at", None)), fields=["id"], name="publicrecord_untold"
            ),
        ),
    ]
