"""The file as a file: digests, type by content and by name, and the picture's dimensions."""

from __future__ import annotations

from verifyctl.media.formats import by_extension
from verifyctl.model.facts import FileFacts, NameFacts, PixelFacts
from verifyctl.model.stage import Component
from verifyctl.stages.base import Collected, FailedError, Job, UnavailableError


def collect(job: Job) -> Collected:
    """Collect FileFacts. Where the picture cannot be decoded, the stage fails and the rest is kept."""
    try:
        pixels = job.picture.facts
    except FailedError as error:
        raise FailedError(str(error), facts=_facts(job, None)) from error
    except UnavailableError as error:
        raise UnavailableError(str(error), next_step=error.next_step, facts=_facts(job, None)) from error
    return Collected(facts=_facts(job, pixels), components=_components())


def _facts(job: Job, pixels: PixelFacts | None) -> FileFacts:
    evidence = job.evidence
    expected = by_extension(evidence.name)
    return FileFacts(
        size=evidence.size,
        digests=evidence.digests,
        media_type=evidence.media_type,
        name=NameFacts(
            name=evidence.name,
            extension=evidence.name.rpartition(".")[2].lower() if "." in evidence.name else "",
            media_type=expected,
            agrees=None if expected is None else expected == evidence.media_type,
        ),
        pixels=pixels,
    )


def _components() -> tuple[Component, ...]:
    import PIL
    from PIL import features

    found = [Component(name="Pillow", version=PIL.__version__)]
    for name in ("libjpeg_turbo", "webp", "avif", "libtiff"):
        version = features.version(name)
        if version:
            found.append(Component(name=name, version=str(version)))
    return tuple(found)
