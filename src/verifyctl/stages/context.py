"""Where the picture is said to come from: sources, the times inside their addresses and ids, notes beside the file.

Nothing is fetched. A time is kept as decoded only where the address or the stated platform says which kind of id
it is; a number that might be any platform's is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from verifyctl.model.claim import SidecarNote, Source
from verifyctl.model.facts import ContextFacts, DecodedTime, UndatedId
from verifyctl.reference.ids import SCHEMES, decode_post, examine, read_name
from verifyctl.reference.timed import Decoded, NoTime
from verifyctl.stages.base import Collected, Job

_T = TypeVar("_T")

# A channel is older than what is posted in it, and a UUID says not what it was made for: neither dates an upload.
_DATES_THE_UPLOAD = frozenset({"upload", "archive"})


def collect(job: Job) -> Collected:
    """Collect ContextFacts.

    `job.params`: `sources` (Source as JSON), `post_ids` (objects with `platform` and `id`), `name` (of the file),
    `notes` (SidecarNote as JSON), `unread_notes` (why notes were not read); each may be absent. Order is as given,
    equal entries are kept once. The stage always runs: a name that says something must not change how it ends.
    """
    params = job.params
    sources = _once(Source.model_validate(dict(source)) for source in params.get("sources") or ())
    notes = _once(SidecarNote.model_validate(dict(note)) for note in params.get("notes") or ())
    post_ids = tuple(params.get("post_ids") or ())
    name_times = _by_id(read_name(str(params.get("name") or "")))
    found = (*_in_sources(sources), *_in_posts(post_ids))
    facts = ContextFacts(
        sources=sources,
        decoded=_by_id(item for item in found if isinstance(item, Decoded)),
        undated=_once(
            UndatedId(id=item.id, source=item.source, reason=item.reason) for item in found if isinstance(item, NoTime)
        ),
        name_times=name_times,
        notes=notes,
        unread_notes=tuple(map(str, params.get("unread_notes") or ())),
    )
    return Collected(facts=facts)


def _in_sources(sources: Iterable[Source]) -> Iterator[Decoded | NoTime]:
    for source in sources:
        for address in (source.url, source.archive_url):
            found = examine(address or "")
            yield from (item for item in found.decoded if _dates_the_upload(item))
            yield from (item for item in found.refused if item.recognised)


def _in_posts(post_ids: Iterable[Mapping[str, Any]]) -> Iterator[Decoded | NoTime]:
    for post in post_ids:
        found = decode_post(str(post.get("platform") or ""), str(post.get("id") or ""))
        if isinstance(found, NoTime) or _dates_the_upload(found):
            yield found


def _dates_the_upload(item: Decoded) -> bool:
    return item.certain and SCHEMES[item.scheme].role in _DATES_THE_UPLOAD


def _by_id(items: Iterable[Decoded]) -> tuple[DecodedTime, ...]:
    """One entry for each id, from the first text that held it."""
    first: dict[tuple[str, str], Decoded] = {}
    for item in items:
        first.setdefault((item.scheme, item.id), item)
    return tuple(
        DecodedTime(scheme=item.scheme, id=item.id, at=item.at, source=item.source, basis=item.basis)
        for item in first.values()
    )


def _once(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
