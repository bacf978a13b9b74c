"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "EmailAddress.user": ngettext_lazy(
        "%(number)s address that %(name)s signs in with",
        "%(number)s addresses that %(name)s signs in with",
        "number",
    ),
    "SocialAccount.user": ngettext_lazy(
        "%(number)s sign-in of %(name)s through another service",
        "%(number)s sign-ins of %(name)s through other services",
        "number",
    ),
    "Appointment.person": ngettext_lazy(
        "%(number)s appointment that %(name)s holds or has held",
        "%(number)s appointments that %(name)s holds or has held",
        "number",
    ),
    "Employment.manager": ngettext_lazy(
        "%(number)s employment with %(name)s as manager",
        "%(number)s employments with %(name)s as manager",
        "number",
    ),
    "Employment.person": ngettext_lazy(
        "%(number)s employment of %(name)s", "%(number)s employments of %(name)s", "number"
    ),
    "Appointment": ngettext_lazy("%(number)s appointment", "%(number)s appointments", "number"),
    "Employment": ngettext_lazy("%(number)s employment", "%(number)s employments", "number"),
    "Membership": ngettext_lazy("%(number)s membership", "%(number)s memberships", "number"),
    "Person": ngettext_lazy("%(number)s person", "%(number)s people", "number"),
    "UnitFunction": ngettext_lazy("%(number)s function", "%(number)s functions", "number"),
    "Unit": ngettext_lazy("%(number)s unit", "%(number)s units", "number"),
}
