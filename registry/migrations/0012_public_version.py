from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0011_follow")]

    operations = [
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(default=0, editable=False, verbose_name="版本"),
                ),
            ],
            options={
                "verbose_name": "公开信息版本",
                "verbose_name_plural": "公开信息版本",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="public_version_one_row",
                        violation_error_message="公开信息版本只有一行。",
                    )
                ],
            },
        ),
    ]
