"""Does the file's name announce another type than its content?"""

from collections.abc import Iterator

from verifyctl.model.claim import Layer
from verifyctl.model.finding import Axis, Basis, Direction, Location, Strength
from verifyctl.rules.base import Case, Hit, Rule


def judge(case: Case) -> Iterator[Hit]:
    """Note a name whose extension belongs to another media type."""
    file = case.facts.file
    if file is None or file.name.agrees is not False:
        return
    yield Hit(
        observation=f"The file's name ended in .{file.name.extension}, its content was {file.media_type}",
        direction=Direction.NEUTRAL,
        locations=(Location(kind="file_name", where=file.name.name),),
        evidence={"by_name": file.name.media_type, "by_content": file.media_type},
    )


RULE = Rule(
    code="name-type-mismatch",
    title="Name and content disagree about the file type",
    axis=Axis.SOURCE,
    layer=Layer.FILE,
    group="container",
    basis=Basis.LOGICAL,
    strongest=Strength.NONE,
    stages=("file",),
    proposition="the file has the type that its name announces",
    alternative="it was renamed or converted without a new name",
    limits=("A file's name is no part of its content, and anyone can change it",),
    innocent_explanations=(
        "Websites and messengers serve WebP or PNG under names that end in .jpg.",
        "Somebody renamed the file to make a program open it.",
    ),
    next_step="Note where the file was downloaded and under which name the server sent it.",
    judge=judge,
)
