"""How templates are read: indented for who writes them, without the indentation for who fetches the page."""

import re

from django.template import Origin
from django.template.loaders.app_directories import Loader as ByRoom

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
KEEPS_SPACE = re.compile(r"<(pre|textarea)\b")


class Loader(ByRoom):
    """Templates of every room, each line from its first letter on; line numbers in errors stay as in the file."""

    def get_contents(self, origin: Origin) -> str:
        """A template's text, whole where it holds an element in which space is shown."""
        contents = super().get_contents(origin)
        return contents if KEEPS_SPACE.search(contents) else INDENTATION.sub("", contents)
