"""Short messages (短信): the gateway is a setting, `SMS_BACKEND`."""

import json
from pathlib import Path
from typing import Protocol

from django.conf import settings

from wuqing_tuoyu import clock


class Gateway(Protocol):
    """What a gateway must do: send one text, or raise. `key` names the text for both sides."""

    def send(self, number: str, text: str, *, key: str) -> None: ...


class FileGateway:
    """Writes each text as one JSON line, for development and tests."""

    def send(self, number: str, text: str, *, key: str) -> None:
        """Append to today's file."""
        folder = Path(settings.SMS_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        line = {"at": clock.now().isoformat(), "to": number, "text": text, "key": key}
        with (folder / f"{clock.today():%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as day:
            day.write(json.dumps(line, ensure_ascii=False) + "\n")
