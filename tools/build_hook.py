"""Compile every message catalogue when the package is built or installed, so that no tool is needed later.

A package that is built takes the handbook along from docs, where alone it is written.
"""

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface):  # type: ignore[misc]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for catalogue in Path(self.root, "samdrift").rglob("*.po"):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"]["docs/handbook"] = "samdrift/foundation/handbook/chapters"
