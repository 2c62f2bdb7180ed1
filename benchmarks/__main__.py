"""Runs every benchmark of this folder, or those named."""

import importlib
import os
import pkgutil
import sys

import django

import benchmarks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuqing_tuoyu.settings.test")
django.setup()

NOT_A_BENCHMARK = {"__main__", "measure"}
names = {module.name for module in pkgutil.iter_modules(benchmarks.__path__)} - NOT_A_BENCHMARK
for name in sys.argv[1:] or sorted(names):
    importlib.import_module(f"benchmarks.{name}").run()
