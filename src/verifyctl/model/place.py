"""The time zone of the position that a file states: a statement about a statement, and political in places."""

from __future__ import annotations

from typing import Literal

from verifyctl.model.base import Model


class LocalOffset(Model):
    """A time tag, and which offsets from UTC clocks at the position showed at that hour.

    Two where the hour came twice, none where clocks passed it over. `carried` is the offset that the file itself gives.
    """

    tag: str
    local: str
    carried: str | None = None
    offsets: tuple[str, ...] = ()


class PlaceFacts(Model):
    """The time zone that the stated position lies in. The position itself stays with the metadata.

    `zone` is a name of the IANA data base; at sea it is one of the form `Etc/GMT-3`, whose sign is turned round: that
    one is three hours ahead of UTC.
    """

    stage: Literal["place"] = "place"
    zone: str
    offsets: tuple[LocalOffset, ...] = ()
