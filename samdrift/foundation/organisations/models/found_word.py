"""The words that rows of every room are found by, kept as facts beside them."""

from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from samdrift.core.searching import words_of

CHUNK = 500


class FoundWord(models.Model):
    """A word of a row of some kind, as its stem; `turned` is the stem backwards, for its end."""

    kind = models.CharField(_("kind"), max_length=20)
    row = models.BigIntegerField(_("row"))
    word = models.CharField(_("word"), max_length=60, db_index=True)
    turned = models.CharField(_("word backwards"), max_length=60, db_index=True)

    class Meta:
        verbose_name = _("word to find by")
        indexes = [
            models.Index(fields=["kind", "row"], name="found_word_row"),
            models.Index(fields=["kind", "word", "row"], name="found_word_kind"),
        ]

    def __str__(self) -> str:
        return self.word


def keep_found_words(kind: str, texts: Mapping[int, Iterable[str]]) -> None:
    """Keep the words of some rows of a kind instead of those they had."""
    keys = list(texts)
    with transaction.atomic():
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            FoundWord.objects.filter(kind=kind, row__in=some).delete()
            FoundWord.objects.bulk_create(
                [
                    FoundWord(kind=kind, row=key, word=word, turned=word[::-1])
                    for key in some
                    for word in words_of(*texts[key])
                ],
                batch_size=CHUNK,
            )
