"""Where an import (存量导入) stands: waiting, then confirmed or discarded."""

from accounts.models import User
from registry.choices import ImportStatus
from registry.models import Import
from wuqing_tuoyu import clock


def finish_import(source: Import, status: ImportStatus, actor: User) -> Import:
    """Write who settled it, when and how."""
    source.status = status
    source.settled_at, source.settled_by = clock.now(), actor
    source.save(update_fields=["status", "settled_at", "settled_by"])
    return source
