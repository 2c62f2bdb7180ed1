import django.db.models.deletion
from django.db import migrations, models


def begin_with_what_is_kept(apps, schema_editor):
    """The newest news of every registration so far; what was said before it is not known."""
    news = apps.get_model("registry", "RegistrationNews")
    kept = apps.get_model("registry", "Registration").objects.order_by("pk")
    news.objects.bulk_create(
        (
            news(
                registration_id=row.pk,
                state=row.state,
                happened_on=row.happened_on,
                name=row.name,
                address=row.address,
                received_at=row.updated_at,
            )
            for row in kept.iterator(chunk_size=2000)
        ),
        batch_size=2000,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0019_family_sites_searched_by_what_is_shown"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegistrationNews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_force", "存续"),
                            ("changed", "已变更"),
                            ("cancelled", "已注销"),
                        ],
                        max_length=10,
                        verbose_name="登记状态",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="登记日期")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news",
                        to="registry.registration",
                        verbose_name="登记信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "登记动态",
                "verbose_name_plural": "登记动态",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.RunPython(begin_with_what_is_kept, migrations.RunPython.noop),
    ]
