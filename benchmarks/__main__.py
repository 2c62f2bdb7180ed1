"""Runs every benchmark of this folder, or those named."""

import importlib
import logging
import os
import pkgutil
import sys

import django

import benchmarks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuqing_tuoyu.settings.test")
django.setup()
logging.disable(logging.WARNING)

from benchmarks.database import throwaway  # noqa: E402 - needs the settings
from benchmarks.measure import conclude  # noqa: E402

names = [
    module.name
    for module in pkgutil.iter_modules(benchmarks.__path__)
    if module.name != "__main__"
    and hasattr(importlib.import_module(f"benchmarks.{module.name}"), "run")
]
for name in sys.argv[1:] or names:
    with throwaway():
        importlib.import_module(f"benchmarks.{name}").run()
conclude()
