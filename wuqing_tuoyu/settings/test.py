"""The tests: files in a temporary folder, mail in memory, tasks at once."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_REAL_VAR = Path(os.environ.get("VAR", Path(__file__).resolve().parents[2] / "var")).resolve()
os.environ["VAR"] = tempfile.mkdtemp(prefix="tuoyu-test-")
atexit.register(shutil.rmtree, os.environ["VAR"], ignore_errors=True)

from wuqing_tuoyu.settings.base import *  # noqa: E402, F403
from wuqing_tuoyu.settings.base import (  # noqa: E402
    BASE_DIR,
    CACHES,
    DATABASES,
    SQLITE_OPTIONS,
    STORAGES,
    VAR,
)

os.environ["VAR"] = str(_REAL_VAR)

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
SITE_URL = "http://testserver"
OFFICE_TELEPHONE = "022-00000000"
LOOK_PAGE = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: threads that shared one database in memory would lock each other out
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS | {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    }
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", _REAL_VAR / "vendor")]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_AUTOREFRESH = True
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
PUBLIC_RATES = {}
