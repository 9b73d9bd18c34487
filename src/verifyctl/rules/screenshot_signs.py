"""Does the file look like a screenshot by what it says and by its size?"""

import re
from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.reference import screens
from verifyctl.rules import locate
from verifyctl.rules.base import Case, Hit, Rule

_NAME = re.compile(
    r"^(screen[ _-]?shot|screencap|bildschirmfoto|capture d.écran|captura de pantalla|schermata|"
    r"снимок экрана|لقطة شاشة)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"screenshot|spectacle|flameshot|greenshot|snipping", re.IGNORECASE)


AROUND_UNTOLD = "The file has signs of a screenshot, and the letter was not told from what a post may say around it"


def judge(case: Case) -> Iterator[Hit]:
    """List the signs."""
    signs = tuple(_signs(case))
    if signs:
        yield Hit(
            observation=f"The file had signs of a screenshot: {', '.join(sign for sign, _ in signs)}",
            direction=Direction.NEUTRAL,
            locations=tuple(place for _, place in signs),
            evidence={"signs": [sign for sign, _ in signs]},
        )


def around_untold(case: Case) -> tuple[str, ...]:
    """What to say of words read on a picture with such signs where none was told from its screen; else nothing."""
    text = case.facts.text
    return (AROUND_UNTOLD,) if text is not None and text.screen is None and any(_signs(case)) else ()


def _signs(case: Case) -> Iterator[tuple[str, Location]]:
    """Each with its place; the size of a screen counts only for a PNG that names no camera."""
    file, metadata = case.facts.file, case.facts.metadata
    if file is None or file.pixels is None:
        return
    if _NAME.match(file.name.name):
        yield "its name", Location(kind="file_name", where=file.name.name)
    comment = metadata.field("EXIF UserComment") if metadata else None
    if comment is not None and comment.text == "Screenshot":
        yield "a comment saying Screenshot", locate.tag(comment.tag)
    program = next((one for one in (metadata.software if metadata else ()) if _PROGRAM.search(one.text)), None)
    if program is not None:
        yield f"the program that it names (\u201c{program.text}\u201d)", locate.tag(program.reader)
    screen = screens.named(file.pixels.width, file.pixels.height)
    plain = file.media_type == "image/png" and not (metadata and metadata.field("Image Make"))
    if screen and plain:
        size = f"{file.pixels.width} by {file.pixels.height}"
        yield f"its size, {size}, that of {screen}", locate.whole_file(case)


RULE = Rule(
    code="screenshot-signs",
    title="Signs of a screenshot",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("file",),
    proposition="the picture was taken from a screen",
    alternative="it was made otherwise and shares the signs",
    limits=("A screenshot shows what was on a screen at some time; when and by whom that was made is not in it",),
    innocent_explanations=(
        "Wallpapers, slides and drawings are made in the sizes of screens.",
        "Files are renamed, and galleries give such names to other pictures.",
        "Whoever could not save a picture takes a screenshot of it.",
    ),
    next_step="Look for the post or page that was on the screen, and for the picture itself.",
    judge=judge,
)
