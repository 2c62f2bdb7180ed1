"""One machine, nothing else needed: what `make run` uses. DEBUG=1 shows tracebacks."""

import secrets

from wuqing_tuoyu.settings.base import *  # noqa: F403
from wuqing_tuoyu.settings.base import MIDDLEWARE, STORAGES, VAR, env

IS_DEMONSTRATION = True
OFFICE_TELEPHONE = env.str("OFFICE_TELEPHONE", default="022-82100000")
DEBUG = env.bool("DEBUG", default=False)
LOOK_PAGE = env.bool("LOOK_PAGE", default=DEBUG)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

# No nginx in front: the portal keeps its public pages ready itself
MIDDLEWARE.insert(0, "wuqing_tuoyu.kept_pages.KeptPagesMiddleware")


def own_secret_key():
    """Made once for this machine, so that a restart signs nobody out."""
    place = VAR / "secret_key"
    try:
        with place.open("x") as new:
            place.chmod(0o600)
            new.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return place.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or own_secret_key()

if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_USE_FINDERS = True
