from django.db import migrations, models


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
    ]
