"""Content Credentials: five states, nothing fetched, an unlisted signer never called broken."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signed import certificates, flipped, picture, signed
from verifyctl.media.credentials import may_carry, read
from verifyctl.media.trust import TrustList, TrustListError, named, shipped
from verifyctl.model.credentials import CredentialsFacts, CredentialState

JPEG = "image/jpeg"


def own_list() -> TrustList:
    return TrustList("specimen list", "sha256:00", certificates()[0].decode())


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return signed(picture())


def test_nothing_there_is_absent() -> None:
    assert not may_carry(picture())
    assert read(picture(), JPEG, ()).state is CredentialState.ABSENT


def test_an_unlisted_signer_is_intact_and_a_listed_one_trusted(sealed: bytes) -> None:
    assert may_carry(sealed)
    unlisted = read(sealed, JPEG, shipped())
    assert unlisted.state is CredentialState.INTACT_UNLISTED
    assert [failure.part for failure in unlisted.failures] == ["credential"]
    listed = read(sealed, JPEG, (*shipped(), own_list()))
    assert (listed.state, listed.failures, listed.signer) == (CredentialState.TRUSTED, (), "Specimen Camera")
    assert listed.trust_lists[-1] == "specimen list"
    assert listed.actions[0].software == "Specimen"
    assert listed.digital_source_types[0].endswith("/digitalCapture")


@given(place=st.integers(1, 600))
def test_a_changed_byte_of_the_picture_is_broken(place: int) -> None:
    data = signed_once()
    found = read(flipped(data, -place), JPEG, (own_list(),))
    assert found.state is CredentialState.BROKEN
    assert {failure.part for failure in found.failures} == {"data_hash"}


_ONCE: list[bytes] = []


def signed_once() -> bytes:
    if not _ONCE:
        _ONCE.append(signed(picture(2)))
    return _ONCE[0]


def test_bytes_behind_the_end_are_broken(sealed: bytes) -> None:
    assert read(sealed + b"behind", JPEG, (own_list(),)).state is CredentialState.BROKEN


def test_a_broken_ingredient_is_shown_under_a_seal_that_holds(sealed: bytes) -> None:
    found = read(signed(picture(3), ingredient=flipped(sealed)), JPEG, (own_list(),))
    assert found.state is CredentialState.TRUSTED
    (ingredient,) = found.ingredients
    assert (ingredient.title, ingredient.state) == ("base.jpg", CredentialState.BROKEN)
    assert "data_hash" in {failure.part for failure in ingredient.failures}


def test_whole_and_unsigned_ingredients_have_their_own_states(sealed: bytes) -> None:
    whole = read(signed(picture(3), ingredient=sealed), JPEG, (own_list(),)).ingredients[0]
    unsigned = read(signed(picture(3), ingredient=picture(4)), JPEG, (own_list(),)).ingredients[0]
    assert whole.state in (CredentialState.TRUSTED, CredentialState.INTACT_UNLISTED)
    assert unsigned.state is CredentialState.ABSENT


def test_a_damaged_store_is_unreadable_or_broken_and_never_holds(sealed: bytes) -> None:
    at = sealed.index(b"jumb")
    for change in range(0, 4000, 331):
        state = read(flipped(sealed, at + change), JPEG, (own_list(),)).state
        assert state in (CredentialState.BROKEN, CredentialState.UNREADABLE, CredentialState.ABSENT)


@given(st.binary(max_size=2000))
def test_any_bytes_give_a_state(data: bytes) -> None:
    assert isinstance(read(b"\xff\xd8\xff\xe0" + data, JPEG, ()), CredentialsFacts)


def test_hostile_titles_are_kept_as_text(sealed: bytes) -> None:
    found = read(signed(picture(), title="\x1b[2J<script>\u202ex"), JPEG, ())
    assert found.title is not None
    assert "<script>" in found.title


def test_the_shipped_lists_hold_certificates_and_a_bad_list_is_named(tmp_path: Path) -> None:
    assert [one.pem.count("BEGIN CERTIFICATE") for one in shipped()] == [28, 21]
    with pytest.raises(TrustListError, match=r"none\.pem could not be read"):
        named(str(tmp_path / "none.pem"))
    (tmp_path / "text.pem").write_text("no certificate")
    with pytest.raises(TrustListError, match=r"text\.pem holds no certificate"):
        named(str(tmp_path / "text.pem"))
    (tmp_path / "bad.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(TrustListError, match=r"bad\.pem holds what is no certificate"):
        named(str(tmp_path / "bad.pem"))
    (tmp_path / "own.pem").write_bytes(b"Specimen Root\n" + certificates()[0])
    assert read(signed_once(), JPEG, (named(str(tmp_path / "own.pem")),)).state is CredentialState.TRUSTED


@pytest.mark.corpus
def test_the_corpus_has_the_states_of_its_names() -> None:
    folder = os.environ.get("VERIFYCTL_CORPUS")
    if not folder:
        pytest.skip("VERIFYCTL_CORPUS is not set")
    held = Path(folder) / "credentials" / "c2pa-python"
    states = {path.name: read(path.read_bytes(), JPEG, shipped()).state for path in sorted(held.glob("*.jpg"))}
    assert states == {
        "A.jpg": CredentialState.ABSENT,
        "A_thumbnail.jpg": CredentialState.ABSENT,
        "C.jpg": CredentialState.INTACT_UNLISTED,
        "C_with_CAWG_data.jpg": CredentialState.INTACT_UNLISTED,
        "cloud.jpg": CredentialState.UNREADABLE,
        "file_with_wrong_extension.xyz.jpg": CredentialState.INTACT_UNLISTED,
    }
    assert read((held / "C.dng").read_bytes(), "image/tiff", ()).state is CredentialState.INTACT_UNLISTED
    address = read((held / "cloud.jpg").read_bytes(), JPEG, ()).remote_address
    assert address is not None
    assert address.startswith("https://cai-manifests.adobe.com/")


def test_a_manifest_elsewhere_is_not_fetched_though_its_server_answers() -> None:
    """The library fetches in native code, which a block on Python's sockets does not see: so a server listens here."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/manifest.c2pa"
        found = read(remote_reference(picture(), address), JPEG, ())
        with pytest.raises(TimeoutError):
            server.accept()
    assert (found.state, found.remote_address) == (CredentialState.UNREADABLE, address)


def remote_reference(data: bytes, address: str) -> bytes:
    """The JPEG with an XMP packet that names a manifest elsewhere."""
    packet = (
        b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
        b"xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
        b"xmlns:dcterms='http://purl.org/dc/terms/' dcterms:provenance='" + address.encode() + b"'/>"
        b"</rdf:RDF></x:xmpmeta>"
    )
    return data[:2] + b"\xff\xe1" + (len(packet) + 2).to_bytes(2, "big") + packet + data[2:]
