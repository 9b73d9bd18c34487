"""The forms in which a verdict can be written, by name. Imports nothing: the command line's help needs the names."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """What its files are called after, whether one file holds all verdicts of a call, and what it is, in a line.

    `printed` goes to standard output unless a file is named.
    """

    suffix: str
    title: str
    together: bool = False
    printed: bool = True


KINDS: dict[str, Kind] = {
    "html": Kind(".html", "a page for people, in one file", printed=False),
    "markdown": Kind(".md", "text for notes and pull requests"),
    "junit": Kind(".junit.xml", "test results, one case for each question and assertion", together=True),
    "sarif": Kind(".sarif", "code-scanning results (SARIF 2.1.0)", together=True),
    "github": Kind(".github.txt", "annotations of a GitHub workflow", together=True),
    "csv": Kind(".csv", "one row for each verdict", together=True),
    "in-toto": Kind(".intoto.json", "an in-toto statement with a test result"),
    "claimreview-draft": Kind(".claimreview-draft.json", "a ClaimReview for a person to finish"),
}

TOGETHER_STEM = "verifyctl"
"""What a file for several verdicts is called."""
