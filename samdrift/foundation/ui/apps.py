from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "samdrift.foundation.ui"
    label = "ui"
