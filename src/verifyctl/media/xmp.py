"""XMP packets, read with defusedxml: no entities, no document types, nothing fetched.

Properties are flattened to paths with the usual prefixes (XMP specification part 1, ISO 16684-1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from verifyctl.media.metadata import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_PACKET = 4 * 1024 * 1024
MAX_PROPERTIES = 2000
MAX_DEPTH = 32

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES = {
    _RDF: "rdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_WRAPPERS = {f"{{{_RDF}}}{name}" for name in ("RDF", "Description", "Seq", "Bag", "Alt")}
_RESOURCE = f"{{{_RDF}}}resource"  # the value itself, where it is an address or an id
_SILENT = {f"{{{_RDF}}}about", f"{{{_RDF}}}parseType", "{http://www.w3.org/XML/1998/namespace}lang"}


class XmpError(Exception):
    """The packet is not XML that can be read safely; the message says why."""


def parse(packet: bytes) -> tuple[tuple[str, str], ...]:
    """(path, text) of every property, in document order. Raises XmpError."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    if len(packet) > MAX_PACKET:
        raise XmpError(f"the packet has {len(packet)} bytes, over the limit of {MAX_PACKET}")
    trimmed = packet.strip(b"\0 \t\r\n\xef\xbb\xbf")
    try:
        root = ElementTree.fromstring(trimmed, forbid_dtd=True)
    except DefusedXmlException as error:
        raise XmpError(f"refused for safety: {type(error).__name__}") from error
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise XmpError(f"not well-formed: {error}") from error
    found: list[tuple[str, str]] = []
    for item in _walk(root, "", 0):
        found.append(item)
        if len(found) >= MAX_PROPERTIES:
            break
    return tuple(found)


def _walk(element: Element[Any], path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > MAX_DEPTH:
        return
    for name, value in element.attrib.items():
        if name not in _SILENT and value.strip():
            yield (path or "rdf:resource") if name == _RESOURCE else _join(path, _short(name)), clean(value)
    items = 0
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == f"{{{_RDF}}}li":
            items += 1
            here = f"{path}[{items}]"
        elif child.tag in _WRAPPERS:
            here = path
        else:
            here = _join(path, _short(child.tag))
        if len(child) == 0 and child.text and child.text.strip():
            yield here, clean(child.text)
        yield from _walk(child, here, depth + 1)


def _join(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _short(tag: str) -> str:
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    if namespace in _PREFIXES:
        return f"{_PREFIXES[namespace]}:{name}"
    return f"{{{namespace[:80]}}}{name}" if namespace != "adobe:ns:meta/" else f"x:{name}"
