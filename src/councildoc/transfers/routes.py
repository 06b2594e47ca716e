"""A statement -> the moves it tells: `A → B`, `A를 B로 전용`, `B 부족분을 A에서 전용`, `A 감액, B 증액`.

An arrow alone is no move: a label, a verb or two budget objects beside it have to say so. What is denied or only planned is
none. A chain (`A → B → C`) is one move in which B takes and gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from councildoc import words
from councildoc.dates import find_dates
from councildoc.document import Where
from councildoc.transfers.heads import without_values
from councildoc.transfers.kinds import kind_named, kind_of
from councildoc.transfers.labels import Said
from councildoc.transfers.sides import ToldLegs, exact_won, legs_of
from councildoc.values import CODE, bare


@attrs.frozen
class Route:
    """From and to as told in prose, with what the sentence says of amount (won), dates, kind and group mark (①)."""

    source: str
    target: str
    sources: ToldLegs
    targets: ToldLegs
    won: int | None
    dates: tuple[str, ...]
    where: Where
    kind: str | None = None
    group: str | None = None
    chain: bool = False
    kind_where: Where = ()


_VALUE = "\0"
"""What stands for each character of a value where blanks would be taken for those around an arrow."""
ARROW = regex.compile(rf"\s*(?:(?P<back>[{words.ARROWS_BACK}]|<-+|<=+)|[{words.ARROWS}]|{words.ARROW_STROKES})\s*")
BOXED = regex.compile(r"[①-⑳❶-❿]")
UNDONE = rf"\s*(?:을|은|는|이|를)?\s*(?:{'|'.join(words.UNDONE_WORDS)})"
_ACT = r"(?P<kind>변경\s*사용|전용|이용|이체|재배정|변경)"
_OF_WHAT = r"(?:예산|과목|통계목|비목|목|사업)?\s*(?:간\s*)?"
_VERB = regex.compile(rf"(?<!{words.ADVERBS_IN_RO})(?:으로|로)\s*(?:금\s*|을\s*|를\s*)?{_OF_WHAT}{_ACT}(?!{UNDONE})")
_VERB_BACK = regex.compile(rf"(?P<particle>을|를|에서)\s*{_OF_WHAT}{_ACT}(?!{UNDONE})")
_AFTER_VERB = regex.compile(r"\s*(?:\([^()]*\))?\s*(?:하였으며|하였고|했으며|하고|하며|하여|한\s*후|함|후)?[\s,.·;]*")
_PARTICLE = regex.compile(r"(?<=[가-힣)”’\"'」\d])(?:을|를|에서|중에서)\s+")
_TOPIC = regex.compile(r"(?<=[가-힣)”’\"'」\d])(?:은|는|이|가)\s+")
_TARGET_FIRST = regex.compile(
    rf"(?<=[가-힣)”’\"'」\d])\s*(?:{'|'.join(words.SHORTAGE_WORDS)})[\s\d,가-힣]{{0,40}}?(?:을|를|은|는)\s+"
)
_TO = regex.compile(r"(?<=[가-힣)”’\"'」\d])(?:으로|로|에)\s+")
_BRACKETS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_LABEL_END = regex.compile(r".*(?:(?<!\d)[:：]|[:：](?!\d))\s*", regex.DOTALL)
_CLAUSE_END = regex.compile(r"[,;/]|\s및\s|(?<=\s)[①-⑳❶-❿]|하고,?\s")
_OPEN, _CLOSE = "([〔【「『“", ")]〕】」』”"
_MOVE = regex.compile(r"전용|이체|변경|과목")
_PLAN = regex.compile("|".join(f"(?:{word})" for word in words.PLAN_HEADINGS))
_PLANNED = regex.compile(
    rf"(?:전용|이체|이용|재배정|변경\s*사용|변경){UNDONE}|(?:예정|계획|검토|불가|취소|보류)(?:임|함|중)?[\s).\]]*$"
)
_ORDINAL = regex.compile(r"제?\d{1,2}차.*")
_EMPTY = regex.compile(r"[(\[〔]\s*[)\]〕]")
_TAIL_WORDS = regex.compile(
    rf"(?:^|(?<=[\s)\]”’」]))(?:{'|'.join(words.LEFTOVER_WORDS)})\s*$|(?<=[가-힣)])(?:중에서|에서|[을를의])\s*$"
)
_OBJECT_END = regex.compile(
    r"(?P<name>[가-힣·]*(?:비|금|보수|보조|여비|수당|보상|출연금|과|국|실|담당관))"
    rf"(?<!{words.LIKE_COSTS}|{words.LIKE_OFFICES})[\s)”’\"'」]*(?:\([^()]*\)\s*)?$"
)
_FIRST_OF_SEVERAL = regex.compile(rf"[:(,·ㆍ+＋]|\s및\s|(?<=비|금)(?<!{words.LIKE_COSTS})(?:과|와)\s")
"""What ends the first of several objects: `사무관리비와 여비`, but not `도로정비과 여비`, which begins with a department."""
_OBJECT_WITHIN = regex.compile(r"[가-힣\s]\(\s*[가-힣·\s]*(?:비|보수|보조|수당|금)\s*\)$")
_FINANCING = regex.compile("|".join(words.FINANCING))
_SAME = regex.compile("|".join(words.SAME_PROJECT_WORDS))
_GIVES, _TAKES = (
    regex.compile(
        rf"(?:을|를)?\s*(?<![가-힣])(?:{side})(?:하고|하여|해서?|하였음|함|하였으며)?(?=[\s\d).,]|$)|(?<=원)\s*(?:을|를)?\s*(?:{side})(?:하고|하여|함)?"
    )
    for side in words.SIDE_WORDS
)
_PIECE_END = regex.compile(r"(?<!\d)[,;/]|[,;/](?!\d)|\s및\s|(?<=감액|증액|삭감)(?:하고|하여|해서?)[,\s]")


def routes_of(statement: Said) -> tuple[Route, ...]:
    """The moves that a statement tells; none where it tells of something denied, planned or else."""
    if _PLAN.fullmatch(bare(statement.block.heading or "")):
        return ()
    if ARROW.search(without_values(statement.text, _VALUE)):
        clauses = _clauses(without_values(statement.text, _VALUE))
        found = [route for start, end in clauses if (route := _along_arrows(statement, start, end))]
    else:
        found = [*_in_sentences(statement, without_values(statement.text, " "))] or [*_by_direction(statement)]
    return tuple(_named(route, statement) for route in found)


def _named(route: Route, statement: Said) -> Route:
    """The route with the kind that its label or its heading names, and with the date of its label."""
    own = route.kind or kind_named(statement.label)
    kind = own or kind_named(statement.block.heading)
    where = statement.where if own else statement.block.where if kind else ()
    dates = route.dates or tuple(found.iso for found in find_dates(statement.label or ""))
    return attrs.evolve(route, kind=kind, dates=dates, kind_where=where)


# --------------------------------------------------------------------------------------------------------------- arrows


def _clauses(masked: str) -> Iterator[tuple[int, int]]:
    """Spans of a text that tell one move each; nothing is cut where it is not told which arrow a piece belongs to."""
    start = 0
    for first, second in pairwise(ARROW.finditer(masked)):
        ends = [*_ends(masked, first.end(), second.start())]
        if len(ends) > 1:
            return
        if ends:
            yield start, ends[0][0]
            start = ends[0][1]
    yield start, len(masked)


def _ends(masked: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where a clause may end, outside brackets; several separators with nothing between count as one, a mark ① as the only."""
    found: list[tuple[int, int]] = []
    depth, last = 0, start
    for match in _CLAUSE_END.finditer(masked, start, stop):
        for char in masked[last : match.start()]:
            depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        last = match.start()
        if depth:
            continue
        if BOXED.match(match.group()):
            yield match.start(), match.start()
            return
        if found and not masked[found[-1][1] : match.start()].strip(f" {_VALUE}"):
            found[-1] = match.span()
        else:
            found.append(match.span())
    yield from found


def _along_arrows(statement: Said, start: int, end: int) -> Route | None:
    """The move of one clause with an arrow or, in a chain, several."""
    text = statement.text[start:end]
    masked = without_values(text, " ")
    arrows = list(ARROW.finditer(without_values(text, _VALUE)))
    if not arrows or _PLANNED.search(masked, arrows[-1].end()):
        return None
    inside = next((m for m in _BRACKETS.finditer(masked) if m.start() < arrows[0].start() < m.end()), None)
    low, high = (inside.start() + 1, inside.end() - 1) if inside else (0, len(text))
    verb = _VERB.search(masked)
    if verb and verb.start() > arrows[-1].end() and not inside:
        high = verb.start()
    arrows = [arrow for arrow in arrows if arrow.end() <= high]
    bounds = [low, *(place for arrow in arrows for place in arrow.span()), high]
    pieces = [text[left:right] for left, right in zip(bounds[::2], bounds[1::2], strict=True)]
    pieces[0] = _LABEL_END.sub("", pieces[0])
    if not all(map(bare, pieces)):
        return None
    told = bool(verb) or "route" in statement.fields or _names_a_move(statement, text)
    sided = all(_is_object(piece, first=number == 0) for number, piece in enumerate(pieces))
    if not (sided or (told and len(pieces) == 2)):
        return None
    if all(arrow["back"] for arrow in arrows):
        pieces.reverse()
    dates = tuple(found.iso for found in find_dates(text))
    mark = BOXED.match(text.strip())
    found = _chain(pieces, exact_won(text), dates, statement.where)
    return attrs.evolve(found, kind=_verb_kind(verb), group=mark.group() if mark else None)


def _names_a_move(statement: Said, text: str) -> bool:
    """Whether the label (`1차 전용`, `예산 이체`), or a word in a summary, says that an arrow is a move."""
    label = statement.label or ""
    if kind_named(label) or (kind_of(label) and _ORDINAL.fullmatch(bare(label))):
        return True
    return statement.block.kind == "summary" and _MOVE.search(text) is not None


def _is_object(piece: str, *, first: bool) -> bool:
    """Whether a piece ends (on the right of an arrow: begins) like a budget object or a department, values left out."""
    text = CODE.sub(" ", without_values(piece, " "))
    if _OBJECT_WITHIN.search(text.rstrip()):
        return True
    text = _EMPTY.sub(" ", text)
    if not first:
        text = _FIRST_OF_SEVERAL.split(text.strip(), maxsplit=1)[0]
    text = text.rstrip()
    while (shorter := _TAIL_WORDS.sub("", text).rstrip(" ,.")) != text:
        text = shorter
    end = _OBJECT_END.search(text)
    return end is not None and _FINANCING.fullmatch(end["name"]) is None


def _chain(pieces: Sequence[str], won: Sequence[int], dates: tuple[str, ...], where: Where) -> Route:
    """The move along two pieces or more. Of a chain every piece but the ends takes and gives; where each taker has a sum of
    its own, and the first gives all of them, one source has several targets."""
    if len(pieces) == 2:
        return between(pieces[0], pieces[1], won, dates, where)
    legs = [legs_of(piece) for piece in pieces]
    own = [side[0][1] for side in legs if len(side) == 1]
    takers = [amount for amount in own[1:] if amount is not None]
    if len(own) == len(takers) + 1 == len(pieces) and own[0] in (None, sum(takers)) and len(set(takers)) > 1:
        return between(pieces[0], ", ".join(pieces[1:]), won, dates, where)
    total = won[0] if len(set(won)) == 1 else None
    gives, takes = (tuple(leg for side in part for leg in side) for part in (legs[:-1], legs[1:]))
    sides = (tuple((head, told if told is not None else total) for head, told in side) for side in (gives, takes))
    source, target = sides
    return Route(pieces[0], pieces[-1], source, target, total, dates, where, chain=True)


def between(left: str, right: str, won: Sequence[int], dates: tuple[str, ...], where: Where) -> Route:
    """The route between two phrases. Its amount is the one told, or where a side has several legs their sum."""
    sources = legs_of(left)
    targets = _of_same_project(sources, legs_of(right))
    total = won[0] if won else None
    for side in (targets, sources):
        own = [amount for _, amount in side if amount is not None]
        if len(side) > 1:
            total = sum(own) if len(own) == len(side) else (total if not own else None)
    for side in (targets, sources):
        if len(side) == 1 and side[0][1] is not None and len(sources) + len(targets) > 2:
            total = side[0][1]
    return Route(left, right, sources, targets, total, dates, where)


def _of_same_project(sources: ToldLegs, targets: ToldLegs) -> ToldLegs:
    """The targets with the project of the source where the words only say that it is the same one."""
    projects = {head.detailed_project for head, _ in sources}
    project = next(iter(projects)) if len(projects) == 1 else None
    return tuple(
        (attrs.evolve(head, detailed_project=project), won)
        if head.detailed_project and _SAME.fullmatch(bare(head.detailed_project))
        else (head, won)
        for head, won in targets
    )


# ------------------------------------------------------------------------------------------------------------ sentences


def _verb_kind(verb: regex.Match[str] | None) -> str | None:
    return bare(verb["kind"]) if verb else None


def _in_sentences(statement: Said, masked: str) -> Iterator[Route]:
    """One move for each verb of a text: `A를 B로 전용하고, C를 D로 전용`."""
    start = 0
    verbs = list(_VERB.finditer(masked))
    for number, verb in enumerate(verbs):
        after = _AFTER_VERB.match(masked, verb.end())
        stop = len(masked) if number == len(verbs) - 1 else after.end() if after else verb.end()
        text = statement.text[start : verb.start()]
        parts = _parted(text)
        everyday = _verb_kind(verb) in words.EVERYDAY_VERBS  # 3월을 5월로 변경, 창고를 회의실로 이용
        if parts is not None and (not everyday or all(_is_object(part, first=True) for part in parts)):
            told = exact_won(statement.text[start : verb.end()]) or exact_won(statement.text[start:stop])
            dates = tuple(found.iso for found in find_dates(statement.text[start:stop]))
            yield attrs.evolve(between(*parts, told, dates, statement.where), kind=_verb_kind(verb))
        start = stop
    if not verbs:
        yield from _backwards(statement, masked)


_MAX_PARTICLES, _MAX_NAME = 8, 100
"""How far back a sentence is looked at for the object it moves; longer ones take no longer to read."""


def _parted(text: str) -> tuple[str, str] | None:
    """From and to of `A를 B`, `A에서 B`, `A 3천만원을 B`."""
    particles = list(_PARTICLE.finditer(text))[-_MAX_PARTICLES:]
    objects = [m for m in particles if _is_object(text[max(0, m.start() - _MAX_NAME) : m.start()], first=True)]
    particle = (objects or particles)[-1] if particles else _TOPIC.search(text)
    if particle is None:
        return None
    left, right = _LABEL_END.sub("", text[: particle.start()]), text[particle.end() :]
    return (left, right) if bare(left) and bare(right) else None


def _backwards(statement: Said, masked: str) -> Iterator[Route]:
    """A move whose target is named first: `B 부족분을 A에서 전용`, `B로 A 3천만원을 전용`."""
    verb = _VERB_BACK.search(masked)
    if verb is None:
        return
    before = statement.text[: verb.start()]
    cut = _TARGET_FIRST.search(masked, 0, verb.start()) or (_TO.search(masked, 0, verb.start()))
    if cut is None:
        return
    left, right = before[cut.end() :], _LABEL_END.sub("", before[: cut.start()])
    if not _is_object(left, first=True) or not _is_object(right, first=True):
        return
    dates = tuple(found.iso for found in find_dates(statement.text))
    found = between(left, right, exact_won(statement.text), dates, statement.where)
    yield attrs.evolve(found, kind=_verb_kind(verb))


def _by_direction(statement: Said) -> Iterator[Route]:
    """A move told by a direction at each amount of a summary: `A 3,000천원 감액, B 3,000천원 증액`."""
    text = statement.text
    if statement.block.kind != "summary" or _PLANNED.search(text):
        return
    bounds = [0, *(place for match in _PIECE_END.finditer(text) for place in match.span()), len(text)]
    sides: tuple[list[str], list[str]] = ([], [])
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        piece = text[left:right]
        gives, takes = _GIVES.search(piece), _TAKES.search(piece)
        if bool(gives) == bool(takes) or not exact_won(piece):
            return
        sides[0 if gives else 1].append((_GIVES if gives else _TAKES).sub(" ", _LABEL_END.sub("", piece)))
    if all(sides):
        yield from two_sides(", ".join(sides[0]), ", ".join(sides[1]), statement.where)


def two_sides(left: str, right: str, where: Where) -> Iterator[Route]:
    """The route between what gives and what takes, if all of it are budget objects."""
    heads = [head for side in (left, right) for head, _ in legs_of(side)]
    if left and right and all(head.object_name or head.object_code for head in heads):
        yield between(left, right, exact_won(left) or exact_won(right), (), where)
