"""How the log is written: a request that was refused is one line, without traceback and without names."""

import logging

FAULT = 500


class RefusalsInOneLine(logging.Filter):
    """What the visitor did wrong (403, 404, a foreign host name …) is no fault of ours: its traceback is left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", FAULT) < FAULT:
            record.exc_info = record.exc_text = None
        return True
