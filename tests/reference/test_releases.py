"""The table of releases: every row has a source and a date, and matches what it is meant for and nothing near it."""

import pytest

from verifyctl.model.dates import When
from verifyctl.reference.releases import Kind, device, editor, releases, system


def test_every_row_is_whole() -> None:
    rows = releases()
    assert len(rows) > 80
    assert len({row.name for row in rows}) == len(rows)
    for row in rows:
        When.parse(row.released)
        assert len(row.source) > 10
        assert "2007" <= row.released < "2027"


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [
        ("Apple", "iPhone 6", "Apple iPhone 6"),
        ("Apple", "iPhone 6 Plus", "Apple iPhone 6 Plus"),
        ("Apple ", "iPhone XS Max", "Apple iPhone XS Max"),
        ("Apple", "iPhone SE (2nd generation)", "Apple iPhone SE (2nd generation)"),
        ("Google", "Pixel 6 Pro", "Google Pixel 6 Pro"),
        ("google", "Pixel 4a (5G)", "Google Pixel 4a (5G)"),
        ("Apple", "iPhone 66", None),
        ("Apple", "xiPhone 6", None),
        ("Specimen", "iPhone 6", None),
        ("Apple", "iPhone 6" + "x" * 300, None),
    ],
)
def test_devices(make: str, model: str, name: str | None) -> None:
    found = device(make, model)
    assert (found.name if found else None) == name
    assert found is None or found.kind is Kind.DEVICE


@pytest.mark.parametrize(
    ("make", "software", "name"),
    [
        ("Apple", "8.3", "iOS 8"),
        ("Apple", "12.5.7", "iOS 12"),
        ("Apple", "15", "iOS 15"),
        ("Apple", "26.0.1", "iOS 26"),
        ("Apple", "1.8", None),
        ("Apple", "Photos 3.0", None),
        ("Apple", "12.beta", None),
        ("Canon", "12.1", None),
    ],
)
def test_systems(make: str, software: str, name: str | None) -> None:
    found = system(make, software)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GIMP 2.8.14", "GIMP 2.8"),
        ("GIMP 2.10", "GIMP 2.10"),
        ("GIMP 2.100", None),
        ("Adobe Photoshop CC 2014 (Windows)", "Photoshop CC 2014"),
        ("Adobe Photoshop CC 2014.2.2", "Photoshop CC 2014"),
        ("Adobe Photoshop CS3 Windows", "Photoshop CS3"),
        ("Adobe Photoshop CS33", None),
        ("", None),
    ],
)
def test_editors(text: str, name: str | None) -> None:
    found = editor(text)
    assert (found.name if found else None) == name
