"""`load_reference`: units, duties, tasks, calendar, parameters and what else the floors bring."""

import json

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand
from django.core.serializers import python as serializer
from django.core.serializers import sort_dependencies
from django.db import router, transaction
from django.db.models import ProtectedError, RestrictedError


class Command(BaseCommand):
    help = "装入基础资料：缺的补上，没有人改过的更新，人工改过的保留；--reset 全部恢复原样。"

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="人工修改和新增的也恢复原样。")

    @transaction.atomic
    def handle(self, **options):
        self.counts = dict.fromkeys(["added", "updated", "kept", "removed"], 0)
        rows_by_model = self.read_fixtures()
        for model, rows in rows_by_model:
            kept_keys = [self.load(model, row, reset=options["reset"]) for row in rows]
            rows[:] = kept_keys
        if options["reset"]:
            for model, keys in reversed(rows_by_model):
                self.remove_others(model, set(keys))
        self.stdout.write(
            "基础资料：新增 {added} 行，更新 {updated} 行，保留人工修改 {kept} 行，"
            "删除 {removed} 行。".format(**self.counts)
        )

    def read_fixtures(self):
        """Rows of the installed floors, each model after those it points at."""
        rows = {}
        for folder in settings.FIXTURE_DIRS:
            for path in sorted(folder.rglob("*.json")):
                for row in json.loads(path.read_text(encoding="utf-8")):
                    app, _, name = row["model"].partition(".")
                    if apps.is_installed(app):
                        rows.setdefault(apps.get_model(app, name), []).append(row)
        floors = {}
        for model in rows:
            floors.setdefault(model._meta.app_config, []).append(model)
        order = sort_dependencies(floors.items())
        return [(model, rows[model]) for model in order if model in rows]

    def load(self, model, row, *, reset):
        """One row by its natural key; returns the primary key it has here."""
        [read] = serializer.Deserializer([row], using=router.db_for_write(model))
        wanted = read.object
        names = [name for name in row["fields"] if not model._meta.get_field(name).many_to_many]
        held = model.objects.filter(pk=wanted.pk).first() if wanted.pk else None
        if held is None:
            wanted.save()
            self.set_relations(wanted, read.m2m_data)
            self.counts["added"] += 1
            return wanted.pk
        was_edited = getattr(held, "edited_at", None) is not None
        if was_edited and not reset:
            self.counts["kept"] += 1
            return held.pk
        differs = was_edited
        for name in names:
            attribute = model._meta.get_field(name).attname
            if getattr(held, attribute) != getattr(wanted, attribute):
                setattr(held, attribute, getattr(wanted, attribute))
                differs = True
        if differs:
            if was_edited:
                held.edited_at = None
            held.save()
            self.counts["updated"] += 1
        self.set_relations(held, read.m2m_data)
        return held.pk

    @staticmethod
    def set_relations(row, relations):
        for name, values in (relations or {}).items():
            getattr(row, name).set(values)

    def remove_others(self, model, keys):
        """Rows a person added; one that is in use stays, and the command says so."""
        if "edited_at" not in [field.name for field in model._meta.fields]:
            return
        for row in model.objects.exclude(pk__in=keys).filter(edited_at__isnull=False):
            try:
                with transaction.atomic():
                    row.delete()
            except (ProtectedError, RestrictedError):
                self.stderr.write(f"{model._meta.verbose_name}“{row}”已被引用，保留。")
            else:
                self.counts["removed"] += 1
