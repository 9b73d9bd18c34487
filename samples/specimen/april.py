"""samples/april-27-order: the specimen order in the forms in which such a picture travels, and the claim about it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps

from specimen import letter, saving, scenes, screen
from specimen.camera import photograph
from specimen.exif import Camera, exif

SEED = 20150427
SIZE = (1200, 1600)
CORNERS = ((120.0, 110.0), (1090.0, 85.0), (1130.0, 1500.0), (85.0, 1490.0))
MIDDLE = (100, 506, 1112, 924)
QUALITY = 88
TAKEN = "2015:04:27 21:14:05"
POSTED = "2015-04-27T23:41:07.384+00:00"
CAPTION = ("صورة أمر بتاريخ ٢٧ نيسان ٢٠١٥ (نموذج)", "Photo of an order of 27 April 2015 (specimen)")


def make(folder: Path) -> None:
    """Write every picture, the claim and the pictures and list for the store of known images."""
    known = folder / "known"
    known.mkdir(parents=True, exist_ok=True)
    photo = _as_stored(folder / "phone.jpg", _photo(letter.april()))
    platform = saving.fitted(photo, 1024)
    saving.jpeg(folder / "platform.jpg", platform, 80)
    saving.png(folder / "screenshot.png", screen.phone(photo, CAPTION, "23:52"))
    saving.jpeg(folder / "crop.jpg", photo.crop(MIDDLE), 85)
    saving.jpeg(folder / "mirrored.jpg", ImageOps.mirror(platform), 80)
    altered = saving.through_jpeg(_photo(letter.april(("ديالى", "صلاح الدين"))), QUALITY)
    saving.jpeg(folder / "altered.jpg", saving.fitted(altered, 1024), 80)
    saving.jpeg(known / "earlier.jpg", saving.fitted(photo, 800), 70)
    saving.jpeg(known / "village.jpg", scenes.village((960, 720), 11), 82)
    saving.jpeg(known / "harbour.jpg", scenes.harbour((960, 720), 12), 82)
    saving.jpeg(known / "desk.jpg", scenes.desk((960, 720), 13), 82)
    saving.text(folder / "claim.yaml", _claim(folder))


def _photo(words: letter.Letter) -> Image.Image:
    return photograph(letter.render(words), CORNERS, size=SIZE, seed=SEED)


def _as_stored(path: Path, photo: Image.Image) -> Image.Image:
    """As a phone held upright stores it: the sensor's long side across, Orientation 6, the thumbnail alike.

    Gives the picture as it looks after its first compression, from which every other form is made.
    """
    stored = photo.transpose(Image.Transpose.ROTATE_90)
    camera = Camera("SpecimenPhone", "SP-1", TAKEN, stored.size, orientation=6)
    saving.jpeg(path, stored, QUALITY, exif=exif(camera, stored))
    return saving.through_jpeg(photo, QUALITY)


def _claim(folder: Path) -> str:
    return CLAIM.format(
        post_id=saving.post_id(POSTED),
        phone=saving.sha256(folder / "phone.jpg"),
        platform=saving.sha256(folder / "platform.jpg"),
    )


CLAIM = """\
# SPECIMEN: the claim, the account, the post and the denial are made up for testing.
format: verifyctl.claim/1
claim:
  id: order-2015-04-27
  statement: >-
    Photo of an order of 27 April 2015 in which the leadership tells the governors of its Syrian provinces
    to send reinforcements to Anbar and Salah al-Din.
  language: en
  claimant:
    name: specimen account
    platform: twitter
    account: "@specimen"
    post_id: "{post_id}"   # decodes to 2015-04-27T23:41:07.384Z
  first_seen: {{at: 2015-04-28, precision: day}}
  sources:
    - url: https://twitter.com/specimen/status/{post_id}
      captured_at: 2015-04-28T06:10:00Z
      role: earliest-known
      by: reader-1
  denials:
    - by: a commentator (specimen)
      at: 2015-04-29
      quote: No such letter was sent.
      url: https://example.org/denial
media:
  - path: phone.jpg
    role: evidentiary_copy
    sha256: {phone}
    obtained: {{how: sent by the specimen account, at: 2015-04-30, by: reader-1}}
  - path: platform.jpg
    role: working_copy
    sha256: {platform}
    obtained:
      how: download
      from: https://twitter.com/specimen/status/{post_id}
      at: 2015-04-28T06:10:00Z
      by: reader-1
assertions:
  - {{id: A1, kind: document_date, value: 2015-04-27, hijri: 1436-07-08, load_bearing: yes}}
  - {{id: A2, kind: issuer, value: the leadership}}
  - {{id: A3, kind: recipient, value: the governors of the provinces, look_for: [ولاة الولايات]}}
  - {{id: A4, kind: order, value: send reinforcements, look_for: [تعزيزات]}}
  - {{id: A5, kind: destination, value: Anbar and Salah al-Din, look_for: [الأنبار, صلاح الدين]}}
  - {{id: A6, kind: publication, value: 2015-04-27T18:00Z/2015-04-28T06:00Z, load_bearing: no}}
  - {{id: A7, kind: event, value: the reinforcements were sent, load_bearing: no}}
notes:
  - {{at: 2015-05-02, by: reader-1, text: Everything here is a synthetic specimen.}}
handling: {{graphic: no, personal_data: no, share: public}}
"""
