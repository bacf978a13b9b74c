"""How the log is written: a request that was refused is one line, without traceback, names and e-mail addresses."""

import logging
import re

FAULT = 500
# The part before @ has at most 64 characters (RFC 5321).
_ADDRESS = re.compile(r"[\w.%+-]{1,64}(?:@|%40)[\w-]++(?:\.[\w-]++)++", re.IGNORECASE)
_BREAKS = {ord("\n"): "\\n", ord("\r"): "\\r"}


class RefusalsInOneLine(logging.Filter):
    """What the visitor did wrong (403, 404, a foreign host name …) is no fault of ours: its traceback is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", FAULT) < FAULT:
            record.exc_info = record.exc_text = None
        return True


class WithoutAddresses(logging.Formatter):
    """A message is one line whatever a visitor put into it, and no e-mail address is kept, in tracebacks neither."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        return super().formatMessage(record).translate(_BREAKS)

    def format(self, record: logging.LogRecord) -> str:
        return _ADDRESS.sub("[e-post]", super().format(record))
