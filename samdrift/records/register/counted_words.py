"""How many of the room's rows refer to a person, an organisation or a unit, in words that can be said aloud."""

from django.utils.translation import ngettext_lazy

from samdrift.foundation.organisations.counted_words import CountedWords

COUNTED_WORDS: CountedWords = {
    "Assessment.by": ngettext_lazy(
        "%(number)s assessment made by %(name)s",
        "%(number)s assessments made by %(name)s",
        "number",
    ),
    "IntroductionException.by": ngettext_lazy(
        "%(number)s exception before use decided by %(name)s",
        "%(number)s exceptions before use decided by %(name)s",
        "number",
    ),
    "Participation.contact": ngettext_lazy(
        "%(number)s use with %(name)s as contact",
        "%(number)s uses with %(name)s as contact",
        "number",
    ),
    "Responsibility.appointed_by": ngettext_lazy(
        "%(number)s responsibility appointed by %(name)s",
        "%(number)s responsibilities appointed by %(name)s",
        "number",
    ),
    "Responsibility.person": ngettext_lazy(
        "%(number)s responsibility for an application that %(name)s has or has had",
        "%(number)s responsibilities for applications that %(name)s has or has had",
        "number",
    ),
    "ValueAssessment.by": ngettext_lazy(
        "%(number)s value assessment made by %(name)s",
        "%(number)s value assessments made by %(name)s",
        "number",
    ),
    "Application": ngettext_lazy("%(number)s application", "%(number)s applications", "number"),
    "FieldAudience": ngettext_lazy(
        "%(number)s setting of who sees what", "%(number)s settings of who sees what", "number"
    ),
    "Participation": ngettext_lazy(
        "%(number)s use of an application", "%(number)s uses of applications", "number"
    ),
    "Product": ngettext_lazy("%(number)s product", "%(number)s products", "number"),
    "SupplierAlias": ngettext_lazy(
        "%(number)s other name of a supplier", "%(number)s other names of suppliers", "number"
    ),
    "Synonym": ngettext_lazy(
        "%(number)s line of words that mean the same",
        "%(number)s lines of words that mean the same",
        "number",
    ),
    "ValueAssessment": ngettext_lazy(
        "%(number)s value assessment", "%(number)s value assessments", "number"
    ),
}
