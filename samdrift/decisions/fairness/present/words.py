"""What a judgement says, in sentences that can be read aloud."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.core.fairness import Fairness
from samdrift.foundation.ui.templatetags.ui import whole_kronor


def sentences(report: Fairness, names: Mapping[str, str]) -> list[str]:
    """The answer in short: who loses, which group, what is not known, and what all save."""
    said = [_loser(names[each.name], each.gain_ore or 0) for each in report.losers]
    if report.unknown:
        told = _join_names(names[code] for code in report.unknown)
        said.append(_("What it would cost %(names)s alone is not known.") % {"names": told})
    elif not report.losers:
        said.append(_("Nobody pays more than it would cost to do it alone."))
    said += _groups(report, names)
    saving = report.saving_ore
    if saving is not None and saving >= 0:
        said.append(_("Together they save %(amount)s a year.") % {"amount": whole_kronor(saving)})
    elif saving is not None:
        said.append(
            _("Together it costs %(amount)s more than each by itself: no key makes everyone gain.")
            % {"amount": whole_kronor(-saving)}
        )
    return said


def _loser(name: str, gain_ore: int) -> str:
    return _(
        "%(name)s pays %(amount)s more than it would cost to do it alone: that is solidarity with the others."
    ) % {"name": name, "amount": whole_kronor(-gain_ore)}


def _groups(report: Fairness, names: Mapping[str, str]) -> list[str]:
    worst = report.worst
    if worst is not None and worst.excess > 0 and len(worst.group) > 1:
        return [
            _("Worst off is the group of %(names)s: by themselves they would pay %(amount)s less.")
            % {
                "names": _join_names(names[code] for code in worst.group),
                "amount": whole_kronor(int(worst.excess)),
            }
        ]
    if report.core_is_empty and (report.saving_ore or 0) >= 0:
        return [_("No way to share this cost pleases every group.")]
    if report.is_in_core and len(report.outcomes) > 2:
        return [_("No group of some would do better by itself either.")]
    return []


def solidarity(report: Fairness, names: Mapping[str, str]) -> str:
    """Who pays most for others and who gains most by it, against what each contributes; nothing where all is even."""
    known: list[tuple[Fraction, str]] = [
        (each.solidarity_ore, each.name)
        for each in report.outcomes
        if each.solidarity_ore is not None
    ]
    known.sort()
    if not known or known[-1][0] < 100:
        return ""
    (least, receiver), (most, payer) = known[0], known[-1]
    return _(
        "Measured by what each contributes, %(payer)s pays %(more)s too much and %(receiver)s %(less)s too little."
    ) % {
        "payer": names[payer],
        "more": whole_kronor(round(most)),
        "receiver": names[receiver],
        "less": whole_kronor(round(-least)),
    }


def kept_words(number: int) -> str:
    """That some costs stay at today's key because this one can't be used for them; nothing where all can."""
    if not number:
        return ""
    return ngettext(
        "%(number)s cost stays at today's key", "%(number)s costs stay at today's key", number
    ) % {"number": number}


def _join_names(names: Iterable[str]) -> str:
    return get_text_list(list(names), _("and"))
