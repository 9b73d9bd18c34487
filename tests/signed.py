"""Pictures signed with certificates made on the spot, for tests of Content Credentials."""

from __future__ import annotations

import datetime
import io
from functools import cache

import numpy as np
from PIL import Image

CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


def picture(seed: int = 1) -> bytes:
    """A small JPEG of noise."""
    stream = io.BytesIO()
    pixels = np.random.default_rng(seed).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(stream, "JPEG")
    return stream.getvalue()


@cache
def certificates() -> tuple[bytes, bytes, bytes]:
    """A root, a chain of a signer below it, and the signer's key, all in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    begin = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

    def name(common: str) -> x509.Name:
        parts = ((NameOID.ORGANIZATION_NAME, "Specimen"), (NameOID.COMMON_NAME, common))
        return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])

    def usage(*, signs: bool) -> x509.KeyUsage:
        return x509.KeyUsage(
            digital_signature=signs,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=not signs,
            crl_sign=not signs,
            encipher_only=False,
            decipher_only=False,
        )

    def draft(subject: str, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name("Specimen Root"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(begin + datetime.timedelta(days=36_500))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )

    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = (
        draft("Specimen Root", root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage(signs=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    leaf = (
        draft("Specimen Camera", key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(signs=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return root.public_bytes(pem), leaf.public_bytes(pem) + root.public_bytes(pem), secret


def signed(
    data: bytes, *, source_type: str = CAPTURED, ingredient: bytes | None = None, title: str = "it.jpg"
) -> bytes:
    """The JPEG with credentials by `Specimen Camera`, made from another JPEG where one is given."""
    import c2pa

    _, chain, key = certificates()
    signer = c2pa.Signer.from_info(
        c2pa.C2paSignerInfo(alg=c2pa.C2paSigningAlg.ES256, sign_cert=chain, private_key=key, ta_url=None)
    )
    action = {"action": "c2pa.created", "softwareAgent": "Specimen", "digitalSourceType": source_type}
    manifest = {
        "claim_generator_info": [{"name": "specimen", "version": "1"}],
        "title": title,
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}],
    }
    with c2pa.Builder(manifest) as builder:
        if ingredient is not None:
            about = {"title": "base.jpg", "relationship": "componentOf"}
            builder.add_ingredient(about, "image/jpeg", io.BytesIO(ingredient))
        out = io.BytesIO()
        builder.sign(signer, "image/jpeg", io.BytesIO(data), out)
    return out.getvalue()


def flipped(data: bytes, place: int = -100) -> bytes:
    """The bytes with one bit changed."""
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)
