"""What a field that is sent must be, in the caller's language: a sentence for every type of error of pydantic."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

#: A sentence, and the types of error that it is said of. What stands in it is the error's own context.
_SENTENCES: Mapping[str, str] = {
    gettext_noop("The field is missing."): "missing missing_argument missing_keyword_only_argument"
    " missing_positional_only_argument missing_sentinel_error ellipsis_error default_factory_not_called",
    gettext_noop("There is no such field."): "extra_forbidden unexpected_keyword_argument"
    " unexpected_positional_argument multiple_argument_values no_such_attribute",
    gettext_noop("The field can't be changed."): "frozen_field frozen_instance",
    gettext_noop("Send JSON."): "json_invalid json_type",
    gettext_noop("It holds itself, or is too deep."): "recursion_loop recursion_depth_exceeded",
    gettext_noop("The names of the fields must be text."): "invalid_key",
    gettext_noop(
        "Send an object, {…}."
    ): "model_type model_attributes_type dict_type mapping_type frozen_dict_type"
    " ordered_dict_type counter_type dataclass_type dataclass_exact_type named_tuple_type arguments_type",
    gettext_noop(
        "Send a list, […]."
    ): "list_type tuple_type set_type frozen_set_type deque_type iterable_type"
    " iteration_error set_item_not_hashable",
    gettext_noop("Send null."): "none_required",
    gettext_noop("It must be more than %(gt)s."): "greater_than",
    gettext_noop("It must be at least %(ge)s."): "greater_than_equal",
    gettext_noop("It must be less than %(lt)s."): "less_than",
    gettext_noop("It may be at most %(le)s."): "less_than_equal",
    gettext_noop("It must be a multiple of %(multiple_of)s."): "multiple_of",
    gettext_noop(
        "It must be text."
    ): "string_type string_unicode bytes_type bytes_invalid_encoding",
    gettext_noop("It may hold only letters without dots and rings."): "string_not_ascii",
    gettext_noop("It does not follow the pattern %(pattern)s."): "string_pattern_mismatch",
    gettext_noop("It must be %(expected)s."): "literal_error enum",
    gettext_noop("It must be true or false."): "bool_type bool_parsing",
    gettext_noop(
        "It must be a whole number."
    ): "int_type int_parsing int_parsing_size int_from_float",
    gettext_noop(
        "It must be a number."
    ): "float_type float_parsing finite_number decimal_type decimal_parsing"
    " fraction_type fraction_parsing complex_type complex_str_parsing",
    gettext_noop("It may have at most %(max_digits)s digits."): "decimal_max_digits",
    gettext_noop("It may have at most %(decimal_places)s decimals."): "decimal_max_places",
    gettext_noop(
        "It may have at most %(whole_digits)s digits before the decimals."
    ): "decimal_whole_digits",
    gettext_noop("Write a day as 2009-01-31."): "date_type date_parsing date_from_datetime_parsing"
    " date_from_datetime_inexact",
    gettext_noop("It must be a day that has been."): "date_past datetime_past",
    gettext_noop("It must be a day to come."): "date_future datetime_future",
    gettext_noop("Write a time as 13:45."): "time_type time_parsing",
    gettext_noop("Write a moment as 2009-01-31T13:45:00+01:00."): "datetime_type datetime_parsing"
    " datetime_object_invalid datetime_from_date_parsing",
    gettext_noop("The moment needs its time zone, as 2009-01-31T13:45:00+01:00."): "timezone_aware"
    " timezone_offset",
    gettext_noop("The moment is to be without a time zone."): "timezone_naive",
    gettext_noop("Write a length of time as P1DT2H."): "time_delta_type time_delta_parsing",
    gettext_noop("It must be an address on the web."): "url_type url_parsing url_syntax_violation",
    gettext_noop("The address must begin with %(expected_schemes)s."): "url_scheme",
    gettext_noop("It must be a UUID."): "uuid_type uuid_parsing uuid_version",
    gettext_noop("It must be one of the kinds %(expected_tags)s."): "union_tag_invalid",
    gettext_noop("Say of which kind it is."): "union_tag_not_found",
    # only for what is not sent but made in Python
    gettext_noop(
        "It is of another kind than the API says."
    ): "is_instance_of is_subclass_of callable_type get_attribute_error needs_python_object",
}
_BY_TYPE = {name: sentence for sentence, names in _SENTENCES.items() for name in names.split()}
_OTHERWISE = "It is of another kind than the API says."
#: Our own rules say by themselves what is wrong, in a message that has been marked.
OWN_RULES = {"value_error", "assertion_error"}


def sentence_of(error: Mapping[str, Any]) -> str:
    """What is wrong with a field, from pydantic's error: its type and its context."""
    kind, context = str(error["type"]), dict(error.get("ctx", {}))
    if kind in OWN_RULES:
        return _(str(context["error"]))
    if kind in _COUNTED:
        return _COUNTED[kind](context)
    if "expected" in context:
        context["expected"] = _(" or ").join(str(context["expected"]).rsplit(" or ", 1))
    return _(_BY_TYPE.get(kind, _OTHERWISE)) % context


def known_types() -> set[str]:
    """The types of error that have a sentence of their own."""
    return OWN_RULES | _BY_TYPE.keys() | _COUNTED.keys()


def sentences_by_field(errors: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The sentences of every field, by its name as it was sent: `mix.0.part`; "" is the whole of what was sent."""
    fields: dict[str, list[str]] = {}
    for error in errors:
        told = fields.setdefault(".".join(_path(error["loc"])), [])
        sentence = sentence_of(error)
        if sentence not in told:
            told.append(sentence)
    return fields


def _path(place: tuple[str | int, ...]) -> Iterator[str]:
    """Where the field stands in what was sent. A body's first name is our own, of the function that takes it."""
    source, *names = place
    for name in names[1:] if source == "body" else names:
        yield str(name)


def _shortest_text(context: Mapping[str, Any]) -> str:
    number = context["min_length"]
    words = ngettext(
        "It must have at least %(number)s character.",
        "It must have at least %(number)s characters.",
        number,
    )
    return words % {"number": number}


def _longest_text(context: Mapping[str, Any]) -> str:
    number = context["max_length"]
    words = ngettext(
        "It may have at most %(number)s character.",
        "It may have at most %(number)s characters.",
        number,
    )
    return words % {"number": number}


def _shortest_list(context: Mapping[str, Any]) -> str:
    number = context["min_length"]
    words = ngettext("At least %(number)s is needed.", "At least %(number)s are needed.", number)
    return words % {"number": number}


def _longest_list(context: Mapping[str, Any]) -> str:
    number = context["max_length"]
    words = ngettext(
        "At most %(number)s may be sent.", "At most %(number)s of them may be sent.", number
    )
    return words % {"number": number}


_COUNTED = {
    "string_too_short": _shortest_text,
    "bytes_too_short": _shortest_text,
    "string_too_long": _longest_text,
    "bytes_too_long": _longest_text,
    "url_too_long": _longest_text,
    "too_short": _shortest_list,
    "too_long": _longest_list,
}
