"""Exceptions: raised when there is no result to give. One root, one class per coded failure.

Anything wrong *inside* a readable document is a `Diagnostic`, never an exception. Messages are Korean, since the
people who read them are; each says what to do next. Codes are part of the published contract.
"""

from __future__ import annotations

from typing import ClassVar


class CouncildocError(Exception):
    """The root of everything councildoc raises on purpose.

    `code` is stable and machine-readable; `message` is Korean, for people.
    """

    code: ClassVar[str] = "error"
    default: ClassVar[str] = "처리할 수 없습니다."

    def __init__(self, message: str = "") -> None:
        self.message = message or self.default
        super().__init__(self.message)


class InputError(CouncildocError):
    """An input that cannot be read at all; the command line ends with status 3."""


class NotFoundError(InputError):
    """`not-found`: there is no such file, or it may not be opened."""

    code = "not-found"
    default = "파일을 찾을 수 없습니다. 경로를 확인해 주세요."


class EmptyError(InputError):
    """`empty`: zero bytes, or nothing but white space."""

    code = "empty"
    default = "빈 파일입니다. 원본 파일을 다시 받아 주세요."


class UnsupportedFormatError(InputError):
    """`unsupported-format`: a file of a kind councildoc does not read; the message says which kind it is."""

    code = "unsupported-format"
    default = "지원하지 않는 형식입니다. PDF, HWP, HWPX 또는 텍스트(UTF-8, UTF-16, CP949)로 저장해 주세요."


class CorruptError(InputError):
    """`corrupt`: the right kind of file, but damaged or cut off."""

    code = "corrupt"
    default = "파일이 손상되어 읽을 수 없습니다. 원본 파일을 다시 받아 주세요."


class EncryptedError(InputError):
    """`encrypted`: a password is needed, or the one given is wrong."""

    code = "encrypted"
    default = "암호가 걸린 파일입니다. 암호를 알려 주거나(--password), 암호를 풀어 저장한 파일을 넣어 주세요."


class DrmError(InputError):
    """`drm`: wrapped by a document-security product; only its owner can release it."""

    code = "drm"
    default = "DRM(문서 보안)으로 잠긴 파일입니다. 보안을 해제한 파일을 넣어 주세요."


class NoTextError(InputError):
    """`no-text`: pages without any text, a scan for example."""

    code = "no-text"
    default = "글자가 없는 문서입니다(스캔한 그림으로 보입니다). 글자 인식(OCR)을 한 파일을 넣어 주세요."


class LimitError(InputError):
    """`limit`: the file exceeds a bound that keeps reading safe; the message names the bound and what was read."""

    code = "limit"
    default = "처리할 수 있는 한도를 넘은 파일입니다. 나누어 저장한 뒤 다시 시도해 주세요."


class InternalError(InputError):
    """`internal`: a fault of councildoc itself, not of the file; `__cause__` is what went wrong."""

    code = "internal"
    default = "councildoc의 내부 오류입니다. 파일의 문제가 아니니 이 파일과 함께 알려 주세요."


class DecodeError(CouncildocError):
    """JSON that does not describe a `Parsed`; `path` says where, as in `$.briefings[0].items[1].number`."""

    code = "decode"

    def __init__(self, message: str, path: str = "$") -> None:
        super().__init__(message)
        self.args = (message, path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.message} - {self.path}"


class PathError(CouncildocError):
    """A path that leads to no value of a reading; the message says how far it leads and what there is."""

    code = "path"


class FindingsError(CouncildocError):
    """Raised by `Parsed.require()` for a document with error-level findings; `codes` lists them."""

    code = "findings"

    def __init__(self, message: str, codes: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.args = (message, codes)
        self.codes = codes


ERRORS: tuple[type[InputError], ...] = (
    NotFoundError,
    EmptyError,
    UnsupportedFormatError,
    CorruptError,
    EncryptedError,
    DrmError,
    NoTextError,
    LimitError,
)
"""Every way an input can fail, in the order of the documentation."""
