"""Time stamps of a local authority made for these tests: one that fits holds, all else is refused in words.

The authority is OpenSSL's (`openssl ts -reply`), under keys and certificates made here. Nothing leaves the machine.
"""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Run
from verifyctl.custody import timestamps
from verifyctl.errors import StageUnavailableError, VerdictError

pytest.importorskip("rfc3161_client")
x509 = pytest.importorskip("cryptography.x509")
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the program openssl is not installed")

CONFIG = """\
[tsa]
default_tsa = it
[it]
serial = {folder}/serial
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1
signer_digest = sha256
ordering = no
tsa_name = yes
ess_cert_id_chain = no
"""


@dataclass(frozen=True)
class Authority:
    """An authority's folder: `root.pem`, `tsa.pem`, `tsa.key` and its configuration."""

    folder: Path

    @property
    def roots(self) -> bytes:
        return (self.folder / "root.pem").read_bytes()

    def answer(self, request: bytes) -> bytes:
        query, reply = self.folder / "a.tsq", self.folder / "a.tsr"
        query.write_bytes(request)
        words = ("-queryfile", query, "-signer", "tsa.pem", "-inkey", "tsa.key", "-config", "tsa.cnf", "-out", reply)
        subprocess.run(("openssl", "ts", "-reply", *words), cwd=self.folder, check=True, capture_output=True)
        return reply.read_bytes()


def authority(folder: Path, name: str) -> Authority:
    """A root and a certificate for time stamps under it."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    folder.mkdir()
    start = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)
    end = datetime.datetime(2115, 1, 1, tzinfo=datetime.UTC)
    keys = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]
    root, leaf = (
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Specimen {name} {role}")]) for role in ("root", "stamps")
    )

    def made(subject: x509.Name, public: rsa.RSAPublicKey, *extensions: tuple[x509.ExtensionType, bool]) -> bytes:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(root).public_key(public)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    constraints = x509.BasicConstraints(ca=True, path_length=None)
    (folder / "root.pem").write_bytes(made(root, keys[0].public_key(), (constraints, True)))
    (folder / "tsa.pem").write_bytes(made(leaf, keys[1].public_key(), (stamping, True)))
    (folder / "tsa.key").write_bytes(
        keys[1].private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    return Authority(folder)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa") / "one", "one")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("tsa") / "two", "two")


DATA = b"the bytes of a verdict file"


@pytest.fixture(scope="module")
def stamped(service: Authority) -> bytes:
    return service.answer(timestamps.request(DATA)[0])


def test_a_time_stamp_over_these_bytes_under_this_root_holds(service: Authority, stamped: bytes) -> None:
    before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=5)
    found = timestamps.check(stamped, DATA, service.roots)
    assert before < datetime.datetime.fromisoformat(found.at) <= datetime.datetime.now(datetime.UTC)
    assert "Specimen one stamps" in found.by


def test_one_root_of_several_is_enough(service: Authority, stranger: Authority, stamped: bytes) -> None:
    assert timestamps.check(stamped, DATA, stranger.roots + service.roots)


def test_other_bytes_are_refused(service: Authority, stamped: bytes) -> None:
    with pytest.raises(VerdictError, match="the time stamp does not hold"):
        timestamps.check(stamped, DATA + b" ", service.roots)


def test_another_authority_is_refused(stranger: Authority, stamped: bytes) -> None:
    with pytest.raises(VerdictError, match="the time stamp does not hold"):
        timestamps.check(stamped, DATA, stranger.roots)


def test_a_stamp_of_another_authority_is_not_taken_for_this_one(service: Authority, stranger: Authority) -> None:
    with pytest.raises(VerdictError, match="the time stamp does not hold"):
        timestamps.check(stranger.answer(timestamps.request(DATA)[0]), DATA, service.roots)


@pytest.mark.parametrize("answer", [b"", b"no answer", b"\x30\x80", b"\x30\x82\xff\xff"])
def test_what_is_no_answer_is_refused(service: Authority, answer: bytes) -> None:
    with pytest.raises(VerdictError, match="cannot be read"):
        timestamps.check(answer, DATA, service.roots)


def test_an_answer_that_grants_nothing_is_refused(service: Authority) -> None:
    with pytest.raises(VerdictError, match="time stamp"):
        timestamps.check(service.answer(b"\x30\x03\x02\x01\x01"), DATA, service.roots)


@pytest.mark.parametrize("roots", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"\xff"])
def test_roots_that_are_none_are_refused(stamped: bytes, roots: bytes) -> None:
    with pytest.raises(VerdictError, match="cannot be read"):
        timestamps.check(stamped, DATA, roots)


def test_no_flipped_byte_makes_another_error_or_another_time(service: Authority, stamped: bytes) -> None:
    """A byte may lie in a part that nothing rests on, as the answer's status text; then the stamp is still the same."""
    good = timestamps.check(stamped, DATA, service.roots)
    refused = 0
    for place in range(0, len(stamped), 7):
        broken = stamped[:place] + bytes([stamped[place] ^ 0x41]) + stamped[place + 1 :]
        try:
            assert timestamps.check(broken, DATA, service.roots) == good
        except VerdictError:
            refused += 1
    assert refused > 0.9 * len(range(0, len(stamped), 7))


def test_a_cut_answer_is_refused(service: Authority, stamped: bytes) -> None:
    for length in (1, 50, len(stamped) // 2, len(stamped) - 1):
        with pytest.raises(VerdictError, match="time stamp"):
            timestamps.check(stamped[:length], DATA, service.roots)


def test_without_the_package_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(StageUnavailableError) as told:
        timestamps.request(DATA)
    assert told.value.hint is not None
    assert timestamps.INSTALL in told.value.hint


def test_asked_shown_answered_and_checked_on_the_command_line(
    verifyctl: Run, tmp_path: Path, jpeg: bytes, service: Authority, stranger: Authority
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg)
    verifyctl("check", "a.jpg", "--skip", "text", "-q", "-o", "a.json")
    assert not list(tmp_path.glob("*.ts?")), "no request is made unless asked for"

    asked = verifyctl("sign", "a.json", "--timestamp-request", "a.tsq")
    request = (tmp_path / "a.tsq").read_bytes()
    said = asked.stderr.decode()
    assert f"The request holds {len(request)} bytes: the SHA-512 of the verdict file" in said
    assert timestamps.request((tmp_path / "a.json").read_bytes())[1] in said
    assert "Nothing was sent" in said
    assert "The service learns your network address" in said

    (tmp_path / "a.tsr").write_bytes(service.answer(request))
    (tmp_path / "root.pem").write_bytes(service.roots)
    (tmp_path / "other.pem").write_bytes(stranger.roots)
    words = ("verify", "a.json", "--level", "seal", "--format", "json", "--timestamp", "a.tsr", "--roots")
    held = verifyctl(*words, "root.pem")
    assert held.returncode == 0
    assert "these bytes existed at 20" in json.loads(held.stdout)["levels"][0]["notes"][1]
    refused = verifyctl(*words, "other.pem")
    assert refused.returncode == 5
    (level,) = json.loads(refused.stdout)["levels"]
    assert (level["answer"], level["differences"][0][:27]) == ("broken", "the time stamp does not hol")
    assert verifyctl("verify", "a.json", "--timestamp", "a.tsr").returncode == 2
