"""What is to be read on a page of ours, as text."""

from __future__ import annotations

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"


def shown_text(page: str, *, without: tuple[str, ...] = ()) -> str:
    """A line for each piece of text, but for the elements with the ids `without`."""
    tree = html5lib.parse(page)
    for parent in tree.iter():
        for child in list(parent):
            if child.tag in (f"{HTML}style", f"{HTML}script") or child.attrib.get("id") in without:
                parent.remove(child)
    return "\n".join(line for text in tree.itertext() if (line := " ".join(text.split())))
