"""What comes from others is what the manifest says, with its licence, and fetches nothing from elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SERVED = ROOT / "samdrift" / "foundation" / "ui" / "static" / "vendor"
FOLDERS = [SERVED, ROOT / "tests" / "browser" / "vendor"]


@pytest.mark.parametrize("folder", FOLDERS, ids=["served", "tested"])
def test_every_file_is_in_the_manifest_and_unchanged(folder: Path) -> None:
    manifest = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files - {"MANIFEST.json"} == set(manifest)
    for name, told in manifest.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told["sha256"]
        assert told["licence"] in {"MIT", "BSD-0-Clause", "ISC", "OFL-1.1", "MPL-2.0"}


def test_every_served_folder_has_its_licence() -> None:
    assert all((folder / "LICENSE").is_file() for folder in SERVED.iterdir() if folder.is_dir())


def test_style_sheets_fetch_nothing_from_elsewhere() -> None:
    for sheet in SERVED.parent.rglob("*.css"):
        assert not re.search(
            r"""(url\(\s*["']?|@import\s+["'])(https?:)?//""", sheet.read_text(encoding="utf-8")
        )


def test_our_own_style_lies_in_one_layer() -> None:
    for sheet in (SERVED.parent / "ui").glob("*.css"):
        outside = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert outside.replace("@layer ds, app;", "").lstrip().startswith("@layer app {")
        assert not re.search(r"^\S[^@]*\{", outside.partition("@layer app {")[2], re.MULTILINE)
