"""The room's verbs."""

from samdrift.foundation.files.actions.attaching import (
    attach_file,
    remove_attachment,
    rename_attachment,
)

__all__ = ["attach_file", "remove_attachment", "rename_attachment"]
