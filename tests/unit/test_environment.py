"""Settings from the environment: nonsense is refused with the name of the variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from samdrift.config import environment


def test_a_choice_is_one_of_its_words(monkeypatch) -> None:
    words = ("starttls", "tls", "none")
    monkeypatch.delenv("SAMDRIFT_SMTP_TLS", raising=False)
    assert environment.choice("SAMDRIFT_SMTP_TLS", words) == "starttls"
    monkeypatch.setenv("SAMDRIFT_SMTP_TLS", " TLS ")
    assert environment.choice("SAMDRIFT_SMTP_TLS", words) == "tls"
    monkeypatch.setenv("SAMDRIFT_SMTP_TLS", "ssl")
    with pytest.raises(ImproperlyConfigured, match="SAMDRIFT_SMTP_TLS"):
        environment.choice("SAMDRIFT_SMTP_TLS", words)
