"""What is public about an inspection now (已公开的结果), and what was on the screen of it."""

import hashlib

from inspections.models import Inspection
from inspections.services.keys import publication_key
from registry.models import PublicRecord
from wuqing_tuoyu import clock


def published_record(inspection: Inspection) -> PublicRecord | None:
    """What is public about this inspection now."""
    records = PublicRecord.objects.published(clock.today())
    return records.filter(key=publication_key(inspection)).first()


def digest_of_record(record: PublicRecord) -> str:
    """The unit's words as they were read; numbers that follow the rows do not count."""
    words = "\n".join([record.title, record.body, record.reply, str(record.items_unmet)])
    return hashlib.sha256(words.encode()).hexdigest()[:16]
