"""Settings shared by all installations. The environment is read here, once."""

from csp.constants import NONE, SELF

from wuqing_tuoyu.settings.background import *  # noqa: F403
from wuqing_tuoyu.settings.caches import *  # noqa: F403
from wuqing_tuoyu.settings.journal import *  # noqa: F403
from wuqing_tuoyu.settings.places import *  # noqa: F403
from wuqing_tuoyu.settings.places import BASE_DIR, SITE_URL, VAR, env

# Who runs the portal
PORTAL_NAME = "武清区托育机构登记备案门户"
OFFICE_NAME = "天津市武清区卫生健康委员会"
OFFICE_TELEPHONE = env.str("OFFICE_TELEPHONE", default="")
OFFICE_ADDRESS = env.str("OFFICE_ADDRESS", default="")
SUPERVISION_TELEPHONE = env.str("SUPERVISION_TELEPHONE", default="12345")
# Map tiles of 天地图: without a key the map stands on a plain ground and asks no other host
TIANDITU_KEY = env.str("TIANDITU_KEY", default="")
IS_DEMONSTRATION = False
LOOK_PAGE = False  # all components on one page, for whoever works on them

DEBUG = False
ROOT_URLCONF = "wuqing_tuoyu.urls"
WSGI_APPLICATION = "wuqing_tuoyu.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "wuqing_tuoyu",
    "inspections",
    "registry",
    "departments",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wuqing_tuoyu.middleware.PlainRequestsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wuqing_tuoyu.middleware.SessionLimitsMiddleware",
    "wuqing_tuoyu.middleware.PrivatePagesMiddleware",
    "wuqing_tuoyu.pace.PublicPaceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "wuqing_tuoyu.middleware.ClosedByDefaultMiddleware",
    "wuqing_tuoyu.middleware.StaffSecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wuqing_tuoyu.context.portal",
                "accounts.context.inbox",
                "wuqing_tuoyu.context.viewer",
            ],
            "builtins": [
                f"wuqing_tuoyu.templatetags.{name}" for name in ("look", "words", "mistakes")
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database: reviewers work at the same time on SQLite only with IMMEDIATE and WAL
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR}/portal.sqlite3")}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

# Language and time
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# Files: static ones with hashed names, uploads never served by their address
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
VENDOR_ROOT = VAR / "vendor"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", VENDOR_ROOT)]
NODE_MODULES = BASE_DIR / "requirements" / "browser" / "node_modules"
PAPERS_ROOT = BASE_DIR / "templates"
FONT_ROOTS = [
    NODE_MODULES / "@expo-google-fonts" / family / weight
    for family in ("noto-serif-sc", "noto-sans-sc")
    for weight in ("400Regular", "700Bold")
]
MEDIA_ROOT = VAR / "files"
OPEN_DATA_ROOT = VAR / "open-data"
STORAGES = {
    "default": {"BACKEND": "accounts.services.storage.DurableStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
FILE_UPLOAD_TEMP_DIR = VAR / "tmp"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=10)
BODY_MAX_MB = 100  # of one form with all its files; waitress and nginx have the same figure
# What nginx shows where the portal cannot answer
FRONT_ROOT = VAR / "front"
# Where nginx serves MEDIA_ROOT to X-Accel-Redirect only; empty: the portal sends files itself
FILES_INTERNAL_URL = env.str("FILES_INTERNAL_URL", default="")

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "wuqing_tuoyu.backends.MembershipBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
] + [
    {"NAME": "accounts.validators.LongPasswordValidator", "OPTIONS": {"shortest": 10}},
    {"NAME": "accounts.validators.MixedPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 30 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/workbench/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.views.sign_in.SignInAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "reset_password": "accounts.forms.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.NewPasswordForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "add_email": "accounts.forms.sign_in.ChangeAddressForm",
    "reauthenticate": "accounts.forms.sign_in.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "【武清托育】"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split(":", 1)[0]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_USERNAME_MIN_LENGTH = 3
# One office sits behind one address: generous by address, strict by account
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/15m/key",
    "reset_password": "60/m/ip,5/h/key",
    "signup": "30/m/ip",
}
MFA_ADAPTER = "accounts.views.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.sign_in.SecondFactorForm",
    "reauthenticate": "accounts.forms.sign_in.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.sign_in.FirstCodeForm",
}
# The stage at sign-in already asks for a confirmed address, from whoever registered alone
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PORTAL_NAME
STAFF_SECOND_FACTOR_REQUIRED = False
SMS_BACKEND = env.str("SMS_BACKEND", default="accounts.services.sms.FileGateway")
SMS_ROOT = VAR / "sms"

# Sessions are rows, so that they can be revoked
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
USERSESSIONS_TRACK_ACTIVITY = False

# What the browser may do
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in [
        "camera",
        "microphone",
        "payment",
        "usb",
        "display-capture",
        "midi",
        "fullscreen",
    ]
} | {"geolocation": ["self"]}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Mail
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"{PORTAL_NAME} <noreply@wuqing.invalid>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {
        "anon": "600/min",
        "user": "1200/min",
        "token": "120/min",
        "wrong_token": "60/min",
    },
    "NUM_PROXIES": 0,  # nobody may choose the address they are counted under
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{PORTAL_NAME}开放接口",
    "VERSION": "1",
    "DESCRIPTION": (
        "网页上能查到的，都可以用接口取，不用申请，不要账号。查询只用 GET，回答是 JSON（UTF-8）。"
        "查询条件和网页相同；汉字先按 UTF-8 编码；条件写错的回答 400，说明哪里不对。"
        "名单分页，照 next 里的地址取就能取完。回答带 ETag（核对回执除外），"
        "用 If-None-Match 取，没有变就回答 304。同一地址每分钟最多 600 次，"
        "超过的回答 429，Retry-After 写明多少秒以后再来。v1 的栏目只增加，不改名、不删除。"
    ),
    "SERVE_INCLUDE_SCHEMA": False,
}

for _folder in [
    "files",
    "tmp",
    "mail",
    "sms",
    "vendor",
    "beat",
    "broker/messages",
    "broker/control",
]:
    (VAR / _folder).mkdir(parents=True, exist_ok=True)
