"""Pictures of fairness: together against alone, and what each key changes for each."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samdrift.core.fairness import Fairness
from samdrift.decisions.fairness.convert.judging import JudgedCost, KeyEffect
from samdrift.foundation.ui.charts import ComparedBars, Series, compared_bars

KRONA = 100


def alone_chart(one: JudgedCost) -> SafeString | None:
    """What each pays beside what it would cost alone; None where nothing is shared."""
    return report_chart(one.report, one.cost.names, one.cost.title)


def report_chart(report: Fairness, names: Mapping[str, str], title: str) -> SafeString | None:
    if not report.outcomes:
        return None
    return compared_bars(
        ComparedBars(
            name="ensam",
            title=_("Together and alone: %(what)s") % {"what": title},
            description=_("For each municipality what it pays, and what it would cost it alone."),
            groups=[names[each.name] for each in report.outcomes],
            group_head=_("Municipality"),
            series=[
                Series(_("Pays together"), [each.pays_ore for each in report.outcomes]),
                Series(_("Would cost alone"), [each.alone_ore for each in report.outcomes]),
            ],
            unit=_("kronor"),
            scale=KRONA,
        )
    )


def change_chart(effects: Sequence[KeyEffect], names: Mapping[str, str]) -> SafeString | None:
    """The change from today's key, member by member; None where no other key can be used."""
    today, others = effects[0], [each for each in effects[1:] if each.change_ore]
    if not others or not today.pays_ore:
        return None
    return compared_bars(
        ComparedBars(
            name="nyckelbyte",
            title=_("What another key would change"),
            description=_(
                "To the right of the line who would pay more, to the left who would pay less."
            ),
            groups=[names[code] for code in today.pays_ore],
            group_head=_("Municipality"),
            series=[
                Series(each.words, [each.change_ore[code] for code in today.pays_ore])
                for each in others
            ],
            unit=_("kronor"),
            scale=KRONA,
            signed=True,
        )
    )
