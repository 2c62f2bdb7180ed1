from django.db import migrations, models
from django.db.models import Max


def state_ends(apps, schema_editor):
    """The day for whoever is registered already (补写健康合格证明都有效至)."""
    Facility, StaffMember, Document = (
        apps.get_model("registry", name) for name in ("Facility", "StaffMember", "Document")
    )
    people = {}
    for facility, person in StaffMember.objects.filter(left_on=None).values_list("facility", "pk"):
        people.setdefault(facility, set()).add(person)
    valid = Document.objects.filter(
        superseded_by=None,
        removed_at=None,
        kind="health_certificate",
        staff_member__left_on=None,
        staff_member__isnull=False,
        accepted_at__isnull=False,
        valid_until__isnull=False,
    )
    ends = dict(
        valid.values("staff_member")
        .annotate(end=Max("valid_until"))
        .values_list("staff_member", "end")
    )
    for facility, staff in people.items():
        if staff <= ends.keys():
            until = min(ends[person] for person in staff)
            Facility.objects.filter(pk=facility).update(certified_until=until)


class Migration(migrations.Migration):
    dependencies = [("registry", "0012_public_version")]

    operations = [
        migrations.AddField(
            model_name="facility",
            name="certified_until",
            field=models.DateField(editable=False, null=True, verbose_name="健康合格证明都有效至"),
        ),
        migrations.RunPython(state_ends, migrations.RunPython.noop, elidable=True),
    ]
