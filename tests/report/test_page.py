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
from report.read_pages import HTML, shown_text
from report.samples import letter

from verifyctl.model.pixels import Assessability, OutsideDetector, PixelsFacts
from verifyctl.model.verdict import Verdict
from verifyctl.reference.maps import MAPS
from verifyctl.report.chart import WIDTH
from verifyctl.report.chart import of as chart_of
from verifyctl.report.html import listing, shown_maps
from verifyctl.report.html.explained import shown as explained_html
from verifyctl.report.html.page import render
from verifyctl.report.named import Named
from verifyctl.report.pages import SAYS, WRONG, Explained
from verifyctl.report.pictures import MatchPictures, Picture, Pictures
from verifyctl.rules.catalogue import RULES

GOLDEN = Path(__file__).with_name("golden") / "letter.html.txt"


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
        maps={"error-levels": shown, "noise": None},
    )


def valid(page: str) -> None:
    """Without a parse error by the standard's own algorithm."""
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page)


def test_a_page_is_valid(pictures: Pictures, verdict: Verdict, bare: Verdict, hostile: Verdict) -> None:
    for each in (letter(), verdict, bare, hostile):
        valid(render(Named("a.jpg", each)))
        valid(render(Named("a.jpg", each), pictures))


def test_what_a_page_says_is_golden() -> None:
    """ACCEPT_GOLDEN=1 writes it anew."""
    text = shown_text(render(Named("letter.jpg", letter(), "letter.verdict.json")), without=("pages",)) + "\n"
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
    assert page.count("data:image/jpeg;base64,") == 7
    assert "data-compare" in page


def test_maps_stand_there_only_if_asked_for_and_with_what_they_are_worth(pictures: Pictures) -> None:
    entry = Named("a.jpg", letter())
    for without in (None, Pictures("none"), Pictures("blur", main=pictures.main)):
        assert 'id="maps"' not in render(entry, without)
    page = render(entry, pictures)
    text = shown_text(page)
    for words in MAPS.values():
        for said in (words.title, words.caption, *words.innocent):
            assert said in text.replace("\n", " ")
    assert "Aids for the eye, no evidence" in text
    assert "Left out, to keep this page below 1.5 MB." in text
    tree = html5lib.parse(page)
    section = next(one for one in tree.iter(f"{HTML}section") if one.attrib["id"] == "maps")
    figures = list(section.iter(f"{HTML}figure"))
    assert [figure.attrib["id"] for figure in figures] == ["map-error-levels", "map-noise"]
    assert all(figure.find(f"{HTML}figcaption") is not None for figure in figures)
    assert len(list(section.iter(f"{HTML}img"))) == 1


def test_maps_of_a_copy_that_no_test_could_assess_say_so() -> None:
    facts = PixelsFacts(
        assessability=Assessability(assessable=False, reasons=("it was saved low",)),
        detectors=(OutsideDetector(name="a b", version="2", weights="none"),),
    )
    maps = shown_maps.of(Pictures("full", maps={"noise": jpeg(6, 8), "detector-a_b": None}), facts)
    assert maps is not None
    assert maps.not_assessable == ("it was saved low",)
    assert [one.words.title for one in maps.maps] == ["Noise", "Map of the outside detector a b 2"]


def test_a_map_of_a_detector_that_the_verdict_does_not_name_is_left_out() -> None:
    shown = jpeg(60, 80)
    assert 'id="maps"' not in render(Named("a.jpg", letter()), Pictures("full", maps={"detector-x": shown}))


def test_every_finding_leads_to_what_it_means_on_the_same_page() -> None:
    verdict = letter()
    tree = html5lib.parse(render(Named("a.jpg", verdict)))
    by_id = {one.attrib["id"]: one for one in tree.iter() if "id" in one.attrib}
    findings = [one for one in tree.iter(f"{HTML}article") if one.attrib["class"] == "finding"]
    assert len(findings) == len(verdict.findings)
    for article in findings:
        (link,) = (one for one in article.iter(f"{HTML}a") if one.attrib["href"].startswith("#page-"))
        code = "".join(link.itertext())
        page = " ".join("".join(by_id[link.attrib["href"][1:]].itertext()).split())
        assert link.attrib["href"] == f"#page-{code}"
        assert "What it says" in page
        assert "When it is wrong" in page
        assert f"verifyctl explain {code}" in page


def test_pages_lead_to_each_other_and_nowhere_else() -> None:
    page = Explained(
        "a", "A", {SAYS: "See [b](b.md), [c](c.md) and [the stage](../stages/x.md).", WRONG: "- <b>no</b>"}
    )
    shown = explained_html(page, frozenset({"a", "b"}))
    said, wrong = (str(text) for _, text in shown.sections)
    assert said.strip() == '<p>See <a href="#page-b">b</a>, c and the stage.</p>'
    assert "&lt;b&gt;no&lt;/b&gt;" in wrong


def test_a_code_without_a_page_is_named_as_such(verdict: Verdict) -> None:
    page = render(Named("a.jpg", verdict))
    assert "earlier-known-copy" not in {rule.code for rule in RULES}
    assert "This version of verifyctl has no page for" in page
    assert 'href="#page-earlier-known-copy"' not in page


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
