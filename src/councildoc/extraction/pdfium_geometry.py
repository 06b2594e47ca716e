"""Matrices of pdfium as plain figures, and the outlines of its paths. ISO 32000-1, 8.3.4 (transformation matrices)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix_of(item: Any) -> Matrix:
    """The matrix of a page object."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """First the inner, then the outer."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def applied(matrix: Matrix, point: Point) -> Point:
    """Where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def subpaths(item: Any, matrix: Matrix) -> Iterator[list[tuple[str, Point]]]:
    """The parts of a path, each from its `m` on, closed by an `l` where they are closed; points on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    commands: list[tuple[str, Point]] = []
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = applied(matrix, (x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(commands) > 1:
                yield commands
            commands = [("m", point)]
        else:
            commands.append(("c" if kind == pdfium.FPDF_SEGMENT_BEZIERTO else "l", point))
        if pdfium.FPDFPathSegment_GetClose(segment) and commands:
            commands.append(("l", commands[0][1]))
    if len(commands) > 1:
        yield commands
