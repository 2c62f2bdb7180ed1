"""Settings of a portal without floor 3: whatever is below has to stand on its own."""

from wuqing_tuoyu.settings.test import *  # noqa: F403
from wuqing_tuoyu.settings.test import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "inspections"]
