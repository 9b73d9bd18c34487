"""JUnit XML, for CI servers: a suite for each verdict, a test case for each of its questions and assertions.

supported passes; contradicted and conflicting fail, with that word as the type; inconclusive and not_assessed are
skipped, since the test could not tell. An input without a verdict is an error.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET  # only written here, never parsed
from collections.abc import Iterable

from verifyctl.model.verdict import Status, Verdict
from verifyctl.report import words
from verifyctl.report.named import Entry, Named, Unread
from verifyctl.report.safe import clipped, sentence, visible
from verifyctl.report.standings import PROBLEMS, Item, items, why

_PROSE = 2000
_COUNTS = ("tests", "failures", "errors", "skipped")


def render(entries: Iterable[Entry]) -> str:
    """The file. Entries are taken one by one, so that thousands need no more memory than their results."""
    root = ET.Element("testsuites", name="verifyctl")
    totals = dict.fromkeys(_COUNTS, 0)
    for entry in entries:
        suite = _unread(entry) if isinstance(entry, Unread) else _suite(entry)
        root.append(suite)
        for name in _COUNTS:
            totals[name] += int(suite.get(name, "0"))
    for name, count in totals.items():
        root.set(name, str(count))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(entry: Named) -> ET.Element:
    verdict, name = entry.verdict, visible(entry.name)
    cases = [_case(item, verdict, name) for item in items(verdict)]
    suite = ET.Element("testsuite", name=name, timestamp=verdict.time.created.removesuffix("Z"), time="0")
    suite.set("tests", str(len(cases)))
    for counted, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(counted, str(sum(case.find(tag) is not None for case in cases)))
    properties = ET.SubElement(suite, "properties")
    for key, value in (
        ("outcome", verdict.outcome.value),
        ("sha256", verdict.subject[0].digests.sha256),
        ("verdict", verdict.id),
        ("result_digest", verdict.result_digest),
        ("verdict_file", visible(entry.file) if entry.file else ""),
        ("note", words.SILENCE),
    ):
        ET.SubElement(properties, "property", name=key, value=value)
    suite.extend(cases)
    return suite


def _case(item: Item, verdict: Verdict, suite: str) -> ET.Element:
    name = f"{item.id}: {_prose(item.title)}"
    case = ET.Element("testcase", classname=suite, name=name, time="0")
    reason = _prose(why(item, verdict))
    if item.status in PROBLEMS:
        message = f"{words.plain(item.status)}: {_prose(item.title)}"
        ET.SubElement(case, "failure", type=item.status.value, message=message).text = reason
    elif item.status is not Status.SUPPORTED:
        ET.SubElement(case, "skipped", message=f"{words.plain(item.status)}: {reason}")
    return case


def _unread(entry: Unread) -> ET.Element:
    name = visible(entry.name)
    suite = ET.Element("testsuite", name=name, time="0", tests="1", failures="0", errors="1", skipped="0")
    case = ET.SubElement(suite, "testcase", classname=name, name="input: it can be examined", time="0")
    ET.SubElement(case, "error", type="unreadable", message=_prose(entry.problem))
    return suite


def _prose(text: str) -> str:
    return sentence(clipped(text, _PROSE))
