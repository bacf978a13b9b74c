"""samdrift searchwords: the words that things are found by, made anew."""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from samdrift.foundation.organisations.finding import keep_all_words
from samdrift.foundation.ui import commands
from samdrift.records.register.models import Application, Area, Product, SearchWord


class Command(commands.Command):
    help = str(gettext_lazy("Makes the words that everything is found by anew"))

    def handle(self, *arguments: Any, **options: Any) -> None:
        Application.store_words(Application.objects.all())
        Product.store_words(Product.objects.all())
        Area.store_words(Area.objects.all())
        number = SearchWord.objects.count() + keep_all_words()
        self.stdout.write(
            ngettext("%(number)s word is kept.", "%(number)s words are kept.", number)
            % {"number": number}
        )
