"""Writes a compound file (MS-CFB, version 3): what HWP 5 documents are kept in. For tests only."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF


def _chain(table: list[int], count: int) -> int:
    """Add a chain of `count` sectors to an allocation table and give its first one."""
    if not count:
        return END
    first = len(table)
    table += [*range(first + 1, first + count), END]
    return first


def _padded(data: bytes, size: int) -> bytes:
    return data + bytes(-len(data) % size)


def _entry(name: str, kind: int, *, child: int, right: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", NONE, right, child)
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB", len(raw), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A file with these streams; `Storage/Stream` puts one into a storage. Folders hold at most one level."""
    body: list[bytes] = []
    fat: list[int] = []
    mini_fat: list[int] = []
    mini = b""
    places: dict[str, tuple[int, int]] = {}
    for name, data in streams.items():
        if len(data) < CUTOFF:
            places[name] = (_chain(mini_fat, -(-len(data) // MINI)), len(data))
            mini += _padded(data, MINI)
        else:
            places[name] = (_chain(fat, -(-len(data) // SECTOR)), len(data))
            body.append(_padded(data, SECTOR))
    mini_start = _chain(fat, -(-len(mini) // SECTOR))
    body.append(_padded(mini, SECTOR))
    table = _padded(struct.pack(f"<{len(mini_fat)}I", *mini_fat), SECTOR)
    table = table[: 4 * len(mini_fat)] + b"\xff" * (len(table) - 4 * len(mini_fat))
    mini_fat_start = _chain(fat, len(table) // SECTOR)
    body.append(table)

    order: list[tuple[str, str | None]] = []
    roots = sorted({name.split("/")[0] for name in streams}, key=lambda name: (len(name), name.upper()))
    links: dict[str, list[str]] = {"": roots}
    for root in roots:
        inner = [name for name in streams if name.startswith(root + "/")]
        order.append((root, None if inner else root))
        links[root] = sorted(inner, key=lambda name: (len(name), name.upper()))
    order += [(name, name) for root in roots for name in links[root]]
    index = {name: number for number, (name, _) in enumerate(order, start=1)}
    right = {before: index[after] for group in links.values() for before, after in pairwise(group)}
    entries = [_entry("Root Entry", 5, child=index[roots[0]], right=NONE, start=mini_start, size=len(mini))]
    for name, stream in order:
        child = index[links[name][0]] if stream is None else NONE
        start, size = places[stream] if stream is not None else (0, 0)
        kind, after = (1 if stream is None else 2), right.get(name, NONE)
        entries.append(_entry(name.split("/")[-1], kind, child=child, right=after, start=start, size=size))
    directory = _padded(b"".join(entries), SECTOR)
    directory_start = _chain(fat, len(directory) // SECTOR)
    body.append(directory)

    sectors = 1
    while sectors * (SECTOR // 4) < len(fat) + sectors:
        sectors += 1
    first = len(fat)
    fat += [FAT] * sectors
    fat += [FREE] * (sectors * (SECTOR // 4) - len(fat))
    body.append(struct.pack(f"<{len(fat)}I", *fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIII", 0, sectors, directory_start, 0, CUTOFF, mini_fat_start, len(table) // SECTOR, END, 0
    )
    header += struct.pack("<109I", *range(first, first + sectors), *[FREE] * (109 - sectors))
    return header + b"".join(body)
