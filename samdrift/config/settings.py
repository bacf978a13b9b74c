"""Every setting, in one file. A bare checkout runs on SQLite; docs/operations.md lists what can be set."""

import secrets
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from samdrift.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
VAR = environment.folder("SAMDRIFT_VAR", default=Path.cwd() / "var")

# ── what kind of installation ────────────────────────────────────────────────
DEBUG = environment.flag("SAMDRIFT_DEBUG", default=False)
ALLOWED_HOSTS = environment.words("SAMDRIFT_HOSTS", default="127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = environment.words("SAMDRIFT_ORIGINS")
BEHIND_TLS = environment.flag("SAMDRIFT_TLS", default=False)
SAMDRIFT_TODAY = environment.text(
    "SAMDRIFT_TODAY"
)  # a fixed day for demonstrations; the page says so
UPLOAD_LIMIT_MB = environment.number("SAMDRIFT_UPLOAD_LIMIT_MB", default=25)
#: How many days the log of sign-ins and of files taken out is kept; the log of changes is kept for good.
SIGN_IN_DAYS = environment.number("SAMDRIFT_SIGN_IN_DAYS", default=365)
#: How many days letters are kept, with what became of them; their text is never kept.
MESSAGE_DAYS = environment.number("SAMDRIFT_MESSAGE_DAYS", default=365)
#: How many days an act that changed many rows can be undone; then what was before is let go of.
UNDO_DAYS = environment.number("SAMDRIFT_UNDO_DAYS", default=30)
#: Work that has given no sign of life for so long has lost its worker, and is taken up.
SILENT_SECONDS = max(1, environment.number("SAMDRIFT_SILENT_SECONDS", default=40))
#: The largest file that can be attached.
FILE_LIMIT_MB = environment.number("SAMDRIFT_FILE_LIMIT_MB", default=25)
#: Where ClamAV's service listens, as host:port or the path of its socket; nothing is scanned where it is not said.
CLAMAV = environment.text("SAMDRIFT_CLAMAV")
CLAMAV_SECONDS = environment.number("SAMDRIFT_CLAMAV_SECONDS", default=60)
UPLOAD_LIMIT_ROWS = environment.number("SAMDRIFT_UPLOAD_LIMIT_ROWS", default=100_000)


def _secret_key() -> str:
    """From the environment, or made once and kept beside the data."""
    given = environment.text("SAMDRIFT_SECRET_KEY")
    if given:
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()

# ── the house, from the top down ─────────────────────────────────────────────
INSTALLED_APPS = [
    "samdrift.entrances.portal",
    "samdrift.entrances.api",
    "samdrift.decisions.policy",
    "samdrift.decisions.overview",
    "samdrift.decisions.ledger",
    "samdrift.decisions.settlement",
    "samdrift.decisions.fairness",
    "samdrift.decisions.notices",
    "samdrift.decisions.budgeting",
    "samdrift.decisions.introduction",
    "samdrift.decisions.planning",
    "samdrift.decisions.sharing",
    "samdrift.decisions.collaboration",
    "samdrift.decisions.governance",
    "samdrift.decisions.costs",
    "samdrift.records.intake",
    "samdrift.records.spending",
    "samdrift.records.agreements",
    "samdrift.records.competence",
    "samdrift.records.register",
    "samdrift.foundation.files",
    "samdrift.foundation.handbook",
    "samdrift.foundation.saved_views",
    "samdrift.foundation.meetings",
    "samdrift.foundation.messages",
    "samdrift.foundation.organisations",
    "samdrift.foundation.audit",
    "samdrift.foundation.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]
MIDDLEWARE = [
    "samdrift.config.security.SafetyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samdrift.config.security.NeverStored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samdrift.foundation.organisations.reading.RememberWhileReading",
    "django_htmx.middleware.HtmxMiddleware",
    "samdrift.foundation.ui.done.ActsAreTold",
    "samdrift.foundation.ui.refusals.RefusalsInWords",
    "samdrift.entrances.portal.downloads.LoggedDownloads",
]
ROOT_URLCONF = "samdrift.config.urls"
WSGI_APPLICATION = "samdrift.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "samdrift.foundation.ui.loading.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samdrift.foundation.ui.context.look",
                "samdrift.entrances.portal.context.page_context",
            ],
        },
    }
]
FORM_RENDERER = "samdrift.foundation.ui.forms.Renderer"

# ── data ─────────────────────────────────────────────────────────────────────
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR / 'samdrift.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["ENGINE"] = "samdrift.config.postgresql"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "samdrift.config.sqlite"
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
#: Counts of failed attempts to sign in, the same for every process; so many that nobody can have them thrown out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
MEDIA_ROOT = environment.folder("SAMDRIFT_MEDIA", default=VAR / "media")
#: Seconds: figures that take longer to count are kept with their moment, and counted in the background.
COUNTED_AT_ONCE = 0.01
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# ── who is who ───────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
#: How many proxies of ours a request passes, so that clients are told apart; TLS means at least one.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("SAMDRIFT_PROXIES", default=int(BEHIND_TLS))
ACCOUNT_FORMS = {
    "login": "samdrift.entrances.portal.forms.SignIn",
    "change_password": "samdrift.entrances.portal.forms.ChangePassword",
    "reset_password": "samdrift.entrances.portal.forms.ForgottenPassword",
    "reset_password_from_key": "samdrift.entrances.portal.forms.NewPassword",
}
ACCOUNT_ADAPTER = "samdrift.entrances.portal.accounts.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # accounts are made by an administrator or by the identity provider
)
ACCOUNT_LOGOUT_ON_GET = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "samdrift.entrances.portal.accounts.IdentityProviders"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "kommunen",
                "name": environment.text("SAMDRIFT_OIDC_NAME", "OpenID Connect"),
                "client_id": environment.text("SAMDRIFT_OIDC_CLIENT_ID"),
                "secret": environment.text("SAMDRIFT_OIDC_SECRET"),
                "settings": {"server_url": environment.text("SAMDRIFT_OIDC_SERVER")},
            }
        ]
        if environment.text("SAMDRIFT_OIDC_SERVER")
        else []
    }
}

# ── words ────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "sv"
FORMAT_MODULE_PATH = "samdrift.config.formats"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
USE_I18N = True
LOCALE_PATHS = [
    PACKAGE / "core" / "locale"
]  # core is no Django app; its messages are collected all the same
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# ── files served ─────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
#: The handbook's text and pictures: in the package that was built, else in the project's docs.
_BUILT_HANDBOOK = PACKAGE / "foundation/handbook/chapters"
HANDBOOK = _BUILT_HANDBOOK if _BUILT_HANDBOOK.is_dir() else PACKAGE.parent / "docs/handbook"
STATICFILES_DIRS = [("handbook", HANDBOOK / "pictures")]
STATIC_ROOT = environment.folder("SAMDRIFT_STATIC", default=VAR / "static")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if environment.flag("SAMDRIFT_COLLECTED", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not environment.flag("SAMDRIFT_COLLECTED", default=False)

# ── safety ───────────────────────────────────────────────────────────────────
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-sessionid" if BEHIND_TLS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if BEHIND_TLS else "csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
#: Browsers' preload lists are for whole domains, and an installation is a host of the municipality's.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 60 * 60 * 12

# ── mail and logs ────────────────────────────────────────────────────────────
SAMDRIFT_URL = environment.text("SAMDRIFT_URL", "http://127.0.0.1:8000")  # links in letters
EMAIL_HOST = environment.text("SAMDRIFT_SMTP_HOST")
EMAIL_PORT = environment.number("SAMDRIFT_SMTP_PORT", default=587)
EMAIL_HOST_USER = environment.text("SAMDRIFT_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("SAMDRIFT_SMTP_PASSWORD")
_SMTP_TLS = environment.choice("SAMDRIFT_SMTP_TLS", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = _SMTP_TLS == "starttls", _SMTP_TLS == "tls"
EMAIL_TIMEOUT = environment.number("SAMDRIFT_SMTP_SECONDS", default=20)
#: Without a server, and in a demonstration always, letters are written to the console.
_MAILS = bool(EMAIL_HOST) and not SAMDRIFT_TODAY
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _MAILS else 'console'}.EmailBackend"
DATA_PROTECTION_CONTACT = environment.text(
    "SAMDRIFT_DATA_PROTECTION"
)  # e-mail on the page of personal data
DEFAULT_FROM_EMAIL = environment.text("SAMDRIFT_FROM", "samdrift@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "samdrift.config.logs.WithoutAddresses",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "filters": {"refusals": {"()": "samdrift.config.logs.RefusalsInOneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}
    },
    "loggers": {"django": {"handlers": []}},  # not Django's own beside it: one line is one line
    "root": {"handlers": ["console"], "level": environment.text("SAMDRIFT_LOG_LEVEL", "WARNING")},
}
