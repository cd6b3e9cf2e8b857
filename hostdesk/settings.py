"""Django's settings, made from `hostdesk.config`; nothing is read from the environment anywhere else."""

from pathlib import Path

import dj_database_url

from hostdesk import config
from hostdesk.lib.secret import secret_in

HOSTDESK = config.load()
HOME = HOSTDESK["HOSTDESK_HOME"]
PROVIDER_URL = HOSTDESK["HOSTDESK_URL"]

SECRET_KEY = HOSTDESK["HOSTDESK_SECRET"] or secret_in(HOME)
DEBUG = HOSTDESK["HOSTDESK_DEBUG"]
ALLOWED_HOSTS = (
    ["*"] if DEBUG else [PROVIDER_URL.split("://")[1].rsplit(":", 1)[0], "localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [PROVIDER_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "channels",
    "hostdesk.accounts",  # before allauth: its pages are ours
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
    "hostdesk.ui",
    "hostdesk.journal",
    "hostdesk.customers",
    "hostdesk.calendars",
    "hostdesk.outbox",
    "hostdesk.tickets",
    "hostdesk.billing",
    "hostdesk.complaints",
    "hostdesk.knowledge",
    "hostdesk.ratings",
    "hostdesk.gateways",
    "hostdesk.gateways.phone",
    "hostdesk.gateways.fax",
    "hostdesk.desk",
    "hostdesk.portal",
    "hostdesk.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hostdesk.ui.outage.OutageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hostdesk.ui.language.LanguageMiddleware",
    "hostdesk.portal.signed_in.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "hostdesk.urls"
WSGI_APPLICATION = "hostdesk.wsgi.application"
ASGI_APPLICATION = "hostdesk.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "hostdesk.ui.context.provider",
            ],
        },
    },
]

# SQLite survives power loss only with synchronous=FULL; IMMEDIATE makes every writing transaction queue up
# at its beginning instead of failing in its middle.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=30000; "
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
    ),
}
_DATABASE = dj_database_url.parse(HOSTDESK["DATABASE_URL"] or f"sqlite:///{HOME}/hostdesk.sqlite3")
IS_SQLITE = _DATABASE["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    _DATABASE["OPTIONS"] = _SQLITE
_DATABASE["CONN_MAX_AGE"] = 600
_DATABASE["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CHANNEL_LAYERS = {
    "default": (
        {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {"hosts": [HOSTDESK["HOSTDESK_REDIS_URL"]]},
        }
        if HOSTDESK["HOSTDESK_REDIS_URL"]
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "hostdesk.accounts.adapter.StaffOnly"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PROVIDER_URL.startswith("https://")
CSRF_FAILURE_VIEW = "hostdesk.desk.kept.csrf_failed"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "connect-src": ["'self'", "ws:", "wss:"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = HOSTDESK["HOSTDESK_TIMEZONE"]

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# The outbox finds a channel's way out here, so that no import points upwards.
HOSTDESK_DELIVER = {
    "mail": "hostdesk.gateways.mail.deliver.deliver",
    "fax": "hostdesk.gateways.fax.deliver.deliver",
}
HOSTDESK_ON_DELIVERY = "hostdesk.tickets.deliveries.changed"
# Articles find prices and hours here.
HOSTDESK_ARTICLE_WORDS = "hostdesk.portal.article_words.words"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
    },
}
