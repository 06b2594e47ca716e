"""Writes the small HWP 5 and HWPX files of `fixtures/hancom`: `python tests/hancom_fixtures.py`."""

from __future__ import annotations

from base64 import b64encode
from hashlib import pbkdf2_hmac, sha256

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from compound_file import compound_file
from hancom import (
    CIRCLE,
    DRM,
    NUMBER_1,
    OUTLINE_1,
    PASSWORD,
    Aside,
    AutoNumber,
    Box,
    Deleted,
    Grid,
    Note,
    P,
    PageNumber,
    c,
    deflated,
    hwp_section,
    hwp_streams,
    hwpx_members,
    p,
    to_hwp,
    to_hwpx,
    zipped,
)  # fmt: skip
from locations import FIXTURES

FOLDER = FIXTURES / "hancom"
PASSWORD_TEXT = "전용2022"

_INNER = Grid((c(0, 0, "안"), c(0, 1, "1,000")))
DOCUMENT: tuple[P, ...] = (
    p("제305회 서울특별시의회 임시회", Aside("header", (p("머리말"),)), PageNumber()),
    p("국제교류를 위한 예산 전용", shape=OUTLINE_1),
    p("전용개요\n둘째 줄", shape=CIRCLE),
    p("금 30,000천원 ", Deleted("삭제"), Note((p(AutoNumber("FOOTNOTE", 1, ")"), "각주"),)), shape=NUMBER_1),
    p(
        Grid(
            (
                c(0, 0, "부서", rowspan=2),
                c(0, 1, "예산현액", colspan=2),
                c(1, 1, "감"),
                c(1, 2, "증"),
                c(2, 0, p("담당관", _INNER)),
                c(2, 1, "△1,000"),
                c(2, 2, p(Box((p("상자"),)))),
            ),
            caption=(p("(단위 : 천원)"),),
        ),
    ),
    p("\U000f02b1 사업개요", new_page=True),
)
"""A little of everything that the formats can hold."""


def _locked_hwpx(password: str) -> bytes:
    """A package whose header and section are locked as KS X 6101 says."""
    members = hwpx_members([DOCUMENT])
    vector = salt = bytes(range(16))
    key = pbkdf2_hmac("sha1", sha256(password.encode()).digest(), salt, 1024, 32)
    entries = ""
    for name in ("Contents/header.xml", "Contents/section0.xml"):
        size, packed = len(members[name]), deflated(members[name])
        encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
        members[name] = encryptor.update(packed + bytes(-len(packed) % 16)) + encryptor.finalize()
        entries += (
            f'<odf:file-entry full-path="{name}" media-type="application/xml" size="{size}"><odf:encryption-data>'
            '<odf:algorithm algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" '
            f'initialisation-vector="{b64encode(vector).decode()}"/>'
            f'<odf:key-derivation iteration-count="1024" salt="{b64encode(salt).decode()}"/>'
            "</odf:encryption-data></odf:file-entry>"
        )
    names = 'xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    members["META-INF/manifest.xml"] = f"<odf:manifest {names}>{entries}</odf:manifest>".encode()
    return zipped(members)


def _flagged(flag: int) -> bytes:
    return compound_file(hwp_streams([hwp_section(DOCUMENT)], flags=flag))


def fixtures() -> dict[str, bytes]:
    """Every file by its name. The names of two lie, as they do on real portals."""
    return {
        "everything.hwpx": to_hwpx(DOCUMENT),
        "everything.hwp": to_hwp(DOCUMENT),
        "plain.hwp": to_hwp(DOCUMENT, compressed=False),
        "distribution.hwp": to_hwp(DOCUMENT, distribution=True),
        "really-hwp.hwpx": to_hwp(DOCUMENT),
        "really-hwpx.hwp": to_hwpx(DOCUMENT),
        "password.hwpx": _locked_hwpx(PASSWORD_TEXT),
        "password.hwp": _flagged(PASSWORD),
        "drm.hwp": _flagged(DRM),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, data in fixtures().items():
        (FOLDER / name).write_bytes(data)
