"""Password-protected HWPX: members locked as the manifest says, opened with the password.

KS X 6101 takes the scheme of OpenDocument packages (`odf:encryption-data`): the SHA-256 of the password is stretched by
PBKDF2 (HMAC-SHA-1) to the key of AES-256 in CBC mode; what comes out is compressed (raw deflate).
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode

import attrs

from councildoc.errors import CorruptError, EncryptedError, LimitError
from councildoc.extraction.hwp_records import inflated
from councildoc.extraction.hwp_xml import Attributes, number, parse_xml
from councildoc.limits import Limits

MAX_ITERATIONS = 500_000
_BLOCK = 16
_KEY = 32


@attrs.frozen
class Lock:
    """How one member is locked. `algorithm` is the address that names the cipher."""

    size: int
    algorithm: str = ""
    vector: bytes = b""
    salt: bytes = b""
    iterations: int = 0


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def read_locks(manifest: bytes) -> dict[str, Lock]:
    """The locked members of a package by name; empty for one without a password."""
    locks: dict[str, Lock] = {}
    name, size = "", 0

    def file_entry(attributes: Attributes) -> None:
        nonlocal name, size
        name, size = attributes.get("full-path", ""), number(attributes, "size")

    def encryption(attributes: Attributes) -> None:
        locks[name] = Lock(size)

    def algorithm(attributes: Attributes) -> None:
        if name in locks:
            vector = _bytes(attributes.get("initialisation-vector", ""))
            locks[name] = attrs.evolve(locks[name], algorithm=attributes.get("algorithm-name", ""), vector=vector)

    def derivation(attributes: Attributes) -> None:
        if name in locks:
            salt = _bytes(attributes.get("salt", ""))
            locks[name] = attrs.evolve(locks[name], salt=salt, iterations=number(attributes, "iteration-count"))

    parse_xml(
        manifest,
        {
            "file-entry": file_entry,
            "encryption-data": encryption,
            "algorithm": algorithm,
            "key-derivation": derivation,
        },
        {},
    )
    return locks


def unlocked(data: bytes, lock: Lock, password: str | None, limits: Limits) -> bytes:
    """A member with its lock taken off. Raises `EncryptedError` without the right password."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if password is None:
        raise EncryptedError
    if not lock.algorithm.endswith("#aes256-cbc") or len(lock.vector) != _BLOCK or lock.iterations < 1:
        raise EncryptedError(
            "알 수 없는 방식으로 암호가 걸린 파일입니다. 한글에서 암호를 풀고 저장한 파일을 넣어 주세요."
        )
    if lock.iterations > MAX_ITERATIONS:
        raise LimitError(
            f"암호를 푸는 데 너무 오래 걸리는 파일입니다(반복 {lock.iterations:,}번, 한도 {MAX_ITERATIONS:,}번)."
        )
    start = hashlib.sha256(password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, lock.salt, lock.iterations, _KEY)
    decryptor = Cipher(algorithms.AES(key), modes.CBC(lock.vector)).decryptor()
    packed = decryptor.update(data[: len(data) // _BLOCK * _BLOCK]) + decryptor.finalize()
    try:
        content = inflated(packed, limits)
    except CorruptError:
        content = b""
    if not content or len(content) != lock.size:
        raise EncryptedError("암호가 맞지 않습니다. 암호를 확인해 주세요(--password).")
    return content
