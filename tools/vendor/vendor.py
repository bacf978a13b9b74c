"""Copy the few front-end files that Samdrift serves, with licences and a SHA-256 manifest.

    cd tools/vendor && npm ci --ignore-scripts && python vendor.py DESTINATION

The result is committed: installing, testing and running need neither Node nor network. What is changed on the way:

* source map lines are dropped, for the storage with hashed names would look for the maps;
* the theme's dark rules are put inside `@media screen`, for paper is always light.

A file that fetches anything from a content delivery network is refused.
"""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
TESTS = HERE.parent.parent / "tests" / "browser" / "vendor"

SERVED = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet/designsystemet.css",
    "@digdir/designsystemet-css/dist/theme/designsystemet.css": "designsystemet/theme.css",
    "@digdir/designsystemet-css/LICENSE": "designsystemet/LICENSE",
    "@digdir/designsystemet-web/dist/umd/index.js": "designsystemet/designsystemet-web.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2": "fonts/source-sans-3-latin.woff2",
    "@fontsource-variable/source-sans-3/LICENSE": "fonts/LICENSE",
    "source-sans/TTF/SourceSans3-Regular.ttf": "fonts/source-sans-3-regular.ttf",  # for printed reports
    "source-sans/TTF/SourceSans3-Semibold.ttf": "fonts/source-sans-3-semibold.ttf",
    "lucide-static/LICENSE": "icons/LICENSE",
}
ICONS = [
    "arrow-down",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "bell",
    "building-2",
    "calendar",
    "check",
    "chevron-down",
    "chevron-right",
    "circle-alert",
    "circle-check",
    "circle-help",
    "clock",
    "coins",
    "columns-3",
    "download",
    "external-link",
    "file-text",
    "filter",
    "gavel",
    "handshake",
    "history",
    "house",
    "info",
    "languages",
    "layers",
    "list",
    "log-out",
    "map",
    "menu",
    "moon",
    "pencil",
    "plus",
    "scale",
    "search",
    "server",
    "settings",
    "split",
    "sun",
    "sun-moon",
    "table",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "upload",
    "user",
    "users",
    "x",
]
TESTED = {"axe-core/axe.min.js": "axe.min.js", "axe-core/LICENSE": "LICENSE"}
REFUSED = (b"https://cdn", b"//unpkg", b"//cdnjs", b"fonts.googleapis", b"fonts.gstatic")


def without_source_map(content: bytes) -> bytes:
    """The script without its line that points at a source map."""
    return b"\n".join(
        line for line in content.split(b"\n") if not line.startswith(b"//# sourceMappingURL")
    )


def dark_only_on_screen(content: bytes) -> bytes:
    """The theme with every dark rule inside `@media screen`."""
    for space in (b"", b" "):
        query = b"(prefers-color-scheme:" + space + b"dark)"
        content = content.replace(b"@media " + query, b"@media screen and " + query)
    opening = b"[data-color-scheme=dark]{"
    if content.count(opening) != 1:
        raise SystemExit(
            "the theme's dark rule has changed shape: look at it, then change this script"
        )
    start = content.index(opening)
    end = content.index(b"}", start) + 1
    return content[:start] + b"@media screen{" + content[start:end] + b"}" + content[end:]


def copied(source: str, target: Path) -> dict[str, str]:
    """Copy one file; returns its line of the manifest."""
    content = (MODULES / source).read_bytes()
    if target.suffix == ".js":
        content = without_source_map(content)
    if target.name == "theme.css":
        content = dark_only_on_screen(content)
    for address in REFUSED:
        if address in content:
            raise SystemExit(f"{source} fetches from {address.decode()}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    parts = source.split("/")
    package = "/".join(parts[: 2 if source.startswith("@") else 1])
    described = json.loads((MODULES / package / "package.json").read_text(encoding="utf-8"))
    return {
        "package": package,
        "version": described["version"],
        "licence": described["license"],
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def vendor(files: dict[str, str], destination: Path) -> None:
    """Copy `files` to `destination` and write its manifest."""
    manifest = {target: copied(source, destination / target) for source, target in files.items()}
    written = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (destination / "MANIFEST.json").write_text(written, encoding="utf-8")
    print(f"{len(manifest)} files in {destination}")


if __name__ == "__main__":
    icons = {f"lucide-static/icons/{name}.svg": f"icons/{name}.svg" for name in ICONS}
    vendor(SERVED | icons, Path(sys.argv[1]))
    vendor(TESTED, TESTS)
