"""The names of the evidence pictures of a match: known to whoever files them, without drawing them."""

from __future__ import annotations

SIDE_BY_SIDE, OVERLAY, CHANGED = KINDS = ("side-by-side", "overlay", "changed")
