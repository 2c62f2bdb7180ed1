"""A server behind nginx with TLS, PostgreSQL and Redis. Missing values stop it at once."""

from wuqing_tuoyu.settings.base import *  # noqa: F403
from wuqing_tuoyu.settings.base import (
    FILES_INTERNAL_URL,
    MIDDLEWARE,
    REST_FRAMEWORK,
    STORAGES,
    env,
)

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = env.str("SITE_URL").rstrip("/")
env.str("DATABASE_URL")  # or everything would quietly go into one SQLite file
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", default=True)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
REST_FRAMEWORK = REST_FRAMEWORK | {"NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT}

# Public pages are kept by nginx, which is told which
MIDDLEWARE = ["wuqing_tuoyu.kept_pages.OfferedPagesMiddleware", *MIDDLEWARE]
if FILES_INTERNAL_URL:  # the account of nginx is in the group of the portal's
    FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750

vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL")
SMS_BACKEND = env.str("SMS_BACKEND", default="")  # none: mail only, never a file that nobody reads

if bucket := env.str("FILES_BUCKET", default=""):
    STORAGES = STORAGES | {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": bucket,
                "endpoint_url": env.str("FILES_ENDPOINT"),
                "default_acl": "private",
                "querystring_auth": True,
            },
        }
    }
