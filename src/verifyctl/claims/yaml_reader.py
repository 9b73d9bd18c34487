"""YAML into the tree, from PyYAML's parser events: its constructors, which turn text into other types, never run.

Recursion-free, since the composer of PyYAML recurses once a level. Anchors, aliases and tags are refused: a claim
needs none, and aliases can make a small file endless.
"""

from __future__ import annotations

import re

import yaml

from verifyctl.claims.text import shown
from verifyctl.claims.tree import Builder

# What YAML 1.1 does not print, and the three characters that it takes for line ends while editors do not.
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
_NOTHING = {"", "~", "null"}

# PyYAML's words, and ours. Nothing is said of tokens: whoever reads this wrote a claim, not a parser.
_WORDS = (
    ("'\\t' that cannot start", "a tab stands where YAML allows only spaces; indent with spaces"),
    ("cannot start any token", "a text cannot begin with this character; put the text in quotes"),
    ("mapping values are not allowed", "a colon where none can stand; put a text that holds ': ' in quotes"),
    ("could not find expected ':'", "a field name with no colon after it"),
    ("expected <block end>", "the indentation does not fit the lines above, or a text lacks its quotes"),
    ("unexpected end of stream", "the quote that opens here is never closed"),
    ("'<stream end>'", "the bracket that opens here is never closed"),
    ("unknown escape character", "in double quotes a backslash begins an escape; use single quotes"),
)
_OPENED = ("end of stream", "'<stream end>'")


def read_yaml(text: str, builder: Builder) -> None:
    """Drive the builder with the one document in `text`. Raises StopReadingError where YAML ends."""
    if found := _REFUSED.search(text):
        raise builder.stop(found.start(), _refusal(text[found.start()]))
    documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise builder.stop(_index(event), "a second document begins here; a claim file holds one claim")
            else:
                _take(event, builder)
    except yaml.MarkedYAMLError as error:
        raise builder.stop(_offset(error, text), _words(error)) from None
    except (ValueError, OverflowError) as error:  # PyYAML lets a few through, such as an escape beyond Unicode
        raise builder.stop(0, f"is not valid YAML: {error}") from None


def _take(event: yaml.Event, builder: Builder) -> None:
    at = _index(event)
    if isinstance(event, yaml.AliasEvent):
        builder.note(at, f"an alias (*{event.anchor}); write the value out")
        builder.unusable(at)
        return
    if isinstance(event, yaml.NodeEvent):
        if event.anchor is not None:
            builder.note(at, f"an anchor (&{event.anchor}); a claim file takes none")
        if getattr(event, "tag", None) is not None:
            builder.note(at, "a tag (!); every value is kept as written, so none is needed")
    match event:
        case yaml.ScalarEvent():
            is_open = event.style is None and event.value in _NOTHING
            builder.scalar(at, None if is_open else event.value)
        case yaml.MappingStartEvent():
            builder.open_mapping(at)
        case yaml.SequenceStartEvent():
            builder.open_sequence(at)
        case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
            builder.close()


def _index(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark is not None else 0


def _offset(error: yaml.MarkedYAMLError, text: str) -> int:
    mark = error.problem_mark
    if any(part in (error.problem or "") for part in _OPENED) and error.context_mark is not None:
        mark = error.context_mark
    return min(mark.index, len(text)) if mark is not None else 0


def _words(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "unknown syntax"
    return "is not valid YAML: " + next((words for part, words in _WORDS if part in problem), shown(problem))


def _refusal(char: str) -> str:
    code = f"U+{ord(char):04X}"
    if char in "\x85\u2028\u2029":
        return f"an invisible line separator ({code}); remove it, or write it as an escape in double quotes"
    if char == "\ufeff":
        return f"a stray byte-order mark ({code}); remove it"
    if char == "\0":
        return "a NUL character; is this a text file in UTF-8?"
    return f"an invisible control character ({code}); remove it, or write it as an escape in double quotes"
