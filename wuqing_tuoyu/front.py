"""What nginx says where the portal cannot (前置页面): pages for people, sentences for programs."""

import json

from django.conf import settings
from django.template.loader import render_to_string

PAGES = {
    "400.html": {},
    "404.html": {},
    "413.html": {
        "most_megabytes": settings.BODY_MAX_MB,
        "each_megabytes": settings.UPLOAD_MAX_MB,
    },
    "414.html": {},
    "429.html": {"is_reading": True},
    "503.html": {},
}
SENTENCES = {
    "413.json": f"内容太大，一次不能超过 {settings.BODY_MAX_MB} MB。",
    "429.json": "请求过于频繁，请过一分钟再试；需要整份名单的，请下载开放数据文件。",
    "503.json": "系统正在维护或者重新启动，请过几分钟再试。",
}


def front_pages():
    """Name and content of each file."""
    for name, context in PAGES.items():
        yield name, render_to_string(name, context)
    for name, sentence in SENTENCES.items():
        yield name, json.dumps({"detail": sentence}, ensure_ascii=False)
