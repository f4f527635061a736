"""Settings, read from the environment alone; `manage.py` fills it in for the embedded servers.

`DATABASE_URL` logs in as app, `DATABASE_WORKER_URL` as worker, `DATABASE_MIGRATOR_URL` as the owner;
`SISTERHOOD_LOGIN` says which of the three this process uses. `REDIS_URL` is the broker.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from sisterhood.programs import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401 - read by name

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("SISTERHOOD_DATA_DIR", BASE_DIR / ".data"))

ENV = os.environ.get("SISTERHOOD_ENV", "development")
PRODUCTION = ENV == "production"
LOGIN = os.environ.get("SISTERHOOD_LOGIN", "app")
DEBUG = False
EMBEDDED = os.environ.get("SISTERHOOD_EMBEDDED") == "1"

SECRET_KEY = os.environ.get("SECRET_KEY", "" if PRODUCTION else "only-for-building-and-checking-" + "x" * 24)
# Earlier secrets, while queues of phones and sessions of before may still come.
SECRET_KEY_FALLBACKS = [k for k in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if k]
KEY_FILE = Path(os.environ.get("SISTERHOOD_KEY_FILE", DATA_DIR / "secrets" / "keys.json"))
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h] or (
    [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "guardian",
    "axes",
    "csp",
    "sisterhood.apps.SisterhoodConfig",
    "network.apps.NetworkConfig",
    "cases.apps.CasesConfig",
    "outreach.apps.OutreachConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sisterhood.desk.phone_door.PhoneDoor",
    "sisterhood.desk.program_door.ProgramDoor",
    "sisterhood.desk.middleware.PlainTextGuard",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sisterhood.desk.middleware.ChineseFirst",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sisterhood.desk.middleware.BodyLimit",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "sisterhood.desk.middleware.SessionLimits",
    "sisterhood.desk.middleware.PutBack",
    "sisterhood.desk.program_door.TokenDoor",
    "sisterhood.scope.ScopeMiddleware",
    "sisterhood.desk.errors.RefusalPages",
]

ROOT_URLCONF = "sisterhood.urls"
WSGI_APPLICATION = "sisterhood.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "icons": "sisterhood.desk.templatetags.icons",
                "offline": "sisterhood.pwa.templatetags.offline",
                "supervising": "cases.petitions.supervising_tags",
                "reading": "cases.petitions.reading_tags",
            },
            "builtins": [
                "sisterhood.desk.templatetags.days",
                "sisterhood.desk.templatetags.limits",
                "sisterhood.desk.templatetags.money",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sisterhood.desk.context.frame",
            ],
        },
    },
]

_URLS = {
    "app": os.environ.get("DATABASE_URL", "postgresql:///sisterhood"),
    "worker": os.environ.get("DATABASE_WORKER_URL", "postgresql:///sisterhood"),
    "migrator": os.environ.get("DATABASE_MIGRATOR_URL", "postgresql:///sisterhood"),
}
DATABASES = {
    "default": dj_database_url.parse(_URLS[LOGIN], conn_max_age=60, conn_health_checks=True),
}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "application_name": f"sisterhood-{LOGIN}",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", REDIS_URL)

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# One alone: of two with the same algorithm Django verifies with the last.
PASSWORD_HASHERS = ["network.staff.passwords.SmallArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "network.staff.passwords.LocalHabitsValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign_in"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody keeps a colleague out by guessing on
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = [
    *("username", "ip_address", "password"),
    *("old_password", "new_password1", "new_password2"),
]
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

# The public door: where 快速离开 leads, and how many proxies of ours stand in front (each adds one address)
EXIT_URL = os.environ.get("SISTERHOOD_EXIT_URL", "https://www.weather.com.cn/")
PROXIES = int(os.environ.get("SISTERHOOD_PROXIES", "0"))

# Messages outside the house: nothing leaves it until the administrator names the portal and a way
PORTAL_URL = os.environ.get("PORTAL_URL", "")
MESSAGE_TIMEOUT = float(os.environ.get("MESSAGE_TIMEOUT", "8"))
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_SECURITY = os.environ.get("EMAIL_SECURITY", "starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_FROM = os.environ.get("EMAIL_FROM", "")
WEBHOOK_URL = os.environ.get("WEBHOOK_URL", "")
WEBHOOK_NETWORKS = [n for n in os.environ.get("WEBHOOK_NETWORKS", "").split(",") if n]
# Browsers: the secret is that of the workers that send, the web knows its public halves; no hosts: those of the table
PUSH_SECRET = os.environ.get("PUSH_SECRET", "")
PUSH_PUBLIC = os.environ.get("PUSH_PUBLIC", "")
PUSH_CONTACT = os.environ.get("PUSH_CONTACT", "")
PUSH_HOSTS = [h for h in os.environ.get("PUSH_HOSTS", "").split(",") if h]
# Events for programs: the hosts they may go to, by name; none until somebody names one. Plain http is for tests on this
# machine alone.
EVENT_HOSTS = [h for h in os.environ.get("EVENT_HOSTS", "").lower().split(",") if h]
EVENT_PLAIN = os.environ.get("EVENT_PLAIN", "0") == "1"

# Whether phones keep the empty shell and open it without a network; "0" makes them remove it again
OFFLINE_PAGES = os.environ.get("SISTERHOOD_OFFLINE", "1") == "1"

# Sessions: desktop 30 minutes idle and 12 hours in all; phone 15 minutes idle, 7 days in all
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_IDLE_SECONDS = {"desktop": 30 * 60, "phone": 15 * 60}
COVER_SECONDS = 5 * 60
SESSION_ABSOLUTE_SECONDS = {"desktop": 12 * 3600, "phone": 7 * 24 * 3600}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # gone with the session
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # gone with the browser: a form of ours leaves nothing on a shared phone
CSRF_FAILURE_VIEW = "sisterhood.desk.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [
            "blob:"
        ],  # a recording is heard on the phone before it is sent, and nothing else is played
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = os.environ.get("SISTERHOOD_TLS", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "build" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "collected"))
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "build" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION  # otherwise each start reads through every folder of static files
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", DATA_DIR / "media"))

# Where the Chinese font of printed papers lies (fonts-noto-cjk)
FONT_FOLDER = Path(os.environ.get("FONT_FOLDER", "/usr/share/fonts/opentype/noto"))

# What one request may carry, asked before its body is read. Without an account: 8 000 signs, the longest answer of
# the public form, at 12 bytes each in a form, and once more in its sealed state, is 225 kB. Signed in: a file of
# 10 MB passes; above it there is room for the photograph of a good phone, so that its form can answer by name and
# keep what was typed. What is a little too large is taken off the line, or no browser would show the answer.
LARGEST_PUBLIC_BODY = 256 * 1024
LARGEST_BODY = 24 * 1024 * 1024
# What a phone's queue talks to, and what one item or one sealed piece may carry
PHONE_QUEUE = ("/m/ping", "/m/outbox")
LARGEST_OUTBOX_BODY = 320 * 1024
LARGEST_DISCARDED = 2 * LARGEST_BODY
# What a program may send at once: the longest story with every sign escaped, and room for the rest of the form
LARGEST_PROGRAM_BODY = 128 * 1024
API_PAGE = 50
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# A file chosen in a form that did not go through waits this long for the form, and a person has room for so many
HELD_SECONDS = 2 * 3600
HELD_FILES = 5

SILENCED_SYSTEM_CHECKS = [
    "staticfiles.W004",  # build/static is made by build_icons, a command like any other
    "axes.W006",  # an account is locked whatever address the guesses come from
    "guardian.W001",  # guardian's backend ignores expiry, so it is never asked: CaseAccess is read by our gate
]

# Allow-list logging: names of places in the code and counts, never values a person typed
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": "sisterhood.lib.logs.NoValues"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["plain"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "sisterhood": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
