"""A verdict as a page: valid, self-contained, whole, the same without scripts; the list of a run."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
from pathlib import Path

import html5lib
import pytest
from PIL import Image
from report.samples import letter

from verifyctl.model.verdict import Verdict
from verifyctl.report.chart import WIDTH
from verifyctl.report.chart import of as chart_of
from verifyctl.report.html import listing
from verifyctl.report.html.page import render
from verifyctl.report.named import Named
from verifyctl.report.pictures import MatchPictures, Picture, Pictures

GOLDEN = Path(__file__).with_name("golden") / "letter.html.txt"
HTML = "{http://www.w3.org/1999/xhtml}"


def jpeg(width: int, height: int) -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (200, 180, 160)).save(buffer, "JPEG")
    return Picture(buffer.getvalue(), width, height)


@pytest.fixture
def pictures() -> Pictures:
    shown = jpeg(60, 80)
    return Pictures(
        "full",
        main=shown,
        strips={"date-1": jpeg(90, 20)},
        matches={0: MatchPictures(beside=shown, aligned=(shown, shown), changed=shown)},
    )


def valid(page: str) -> None:
    """Without a parse error by the standard's own algorithm."""
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page)


def shown_text(page: str) -> str:
    tree = html5lib.parse(page)
    for parent in tree.iter():
        for child in list(parent):
            if child.tag in (f"{HTML}style", f"{HTML}script"):
                parent.remove(child)
    return "\n".join(line for text in tree.itertext() if (line := " ".join(text.split())))


def test_a_page_is_valid(pictures: Pictures, verdict: Verdict, bare: Verdict, hostile: Verdict) -> None:
    for each in (letter(), verdict, bare, hostile):
        valid(render(Named("a.jpg", each)))
        valid(render(Named("a.jpg", each), pictures))


def test_what_a_page_says_is_golden() -> None:
    """ACCEPT_GOLDEN=1 writes it anew."""
    text = shown_text(render(Named("letter.jpg", letter(), "letter.verdict.json"))) + "\n"
    if os.environ.get("ACCEPT_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_policy_allows_this_style_and_this_script_and_nothing_else(pictures: Pictures) -> None:
    page = render(Named("a.jpg", letter()), pictures)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    policy = policy.replace("&#39;", "'")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not re.search(r"\sstyle=", page)


def test_a_page_points_nowhere_else(pictures: Pictures) -> None:
    tree = html5lib.parse(render(Named("a.jpg", letter()), pictures))
    ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for element in tree.iter():
        for name in ("href", "src"):
            address = element.attrib.get(name, "#main")
            if address.startswith("#"):
                assert address[1:] in ids, address
            else:
                assert address.startswith("data:image/jpeg;base64,")


def test_boxes_and_texts_lead_to_each_other() -> None:
    tree = html5lib.parse(render(Named("a.jpg", letter())))
    marks = [one for one in tree.iter() if one.attrib.get("class", "").startswith("mark ")]
    assert len(marks) > 20
    by_id = {one.attrib["id"]: one for one in tree.iter() if "id" in one.attrib}
    for mark in marks:
        text = by_id[mark.attrib["href"][1:]]
        back = next(one for one in text.iter(f"{HTML}a"))
        assert back.attrib["href"] == f"#{mark.attrib['id']}"


def test_everything_that_weighs_is_on_the_page() -> None:
    verdict = letter()
    page = render(Named("a.jpg", verdict))
    text = " ".join(shown_text(page).split())
    for finding in verdict.findings:
        assert finding.code in text
    for digest in (verdict.id, verdict.result_digest, verdict.policy.digest, verdict.subject[0].digests.sha256):
        assert digest in text
    for each in (*verdict.not_assessed, *verdict.axes):
        assert " ".join(each.question.split()) in re.sub("[\u2066-\u2069]", "", text)
    assert "custody.jsonl" in text
    assert "The claim was completed." in text
    assert "ingredient.manifest.mismatch" in text
    assert "No contradiction found is not a statement that the claim is true." in text


def test_pictures_are_left_out_blurred_or_shown_as_wanted(pictures: Pictures) -> None:
    entry = Named("a.jpg", letter())
    assert "data:image" not in render(entry, Pictures("none"))
    assert "shown blurred" in render(entry, Pictures("blur", main=pictures.main))
    page = render(entry, pictures)
    assert page.count("data:image/jpeg;base64,") == 6
    assert "data-compare" in page


def test_bars_keep_the_order_of_time() -> None:
    chart = chart_of(letter())
    assert chart is not None
    assert all(row.start >= 0 and row.start + row.length <= WIDTH for row in chart.rows)
    earliest = [row.span.earliest for row in chart.rows]
    assert earliest == sorted(earliest)
    assert len(chart.rows) > 5


def test_a_verdict_of_an_older_version_has_its_times_shown_too() -> None:
    chart = chart_of(letter().model_copy(update={"timeline": None}))
    assert chart is not None
    assert {"computed from an id", "only read by machine"} <= {row.known for row in chart.rows}


# the list of a run --------------------------------------------------------------------------------

ROWS = (
    listing.Row("a <b>.jpg", "contradicted", ("not_assessed",) * 5, (1, 2), 3, "near_copy", (), "a b.html", "v.json"),
    listing.Row("</script><script>alert(1)</script>.jpg", problem="it is \u202e cut short"),
)


def test_a_list_is_valid_and_its_data_cannot_end_their_element() -> None:
    page = listing.render(ROWS, created="2026-11-22T00:00:00Z")
    valid(page)
    tree = html5lib.parse(page)
    scripts = list(tree.iter(f"{HTML}script"))
    assert len(scripts) == 2
    data = json.loads(scripts[0].text)
    assert data["rows"][0][0] == "a <b>.jpg"
    assert data["rows"][0][7] == "./a%20b.html"
    assert data["rows"][1][1] == -1
    assert "\u202e" not in page


def test_a_name_cannot_become_another_kind_of_address() -> None:
    assert listing.address("javascript:alert(1)") == "./javascript%3Aalert%281%29"
    assert listing.address("//evil.example/x") == ".///evil.example/x"
    assert listing.address(None) is None
