"""The two best ways to cut a column of a flattened table are the best of all ways."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from councildoc.budget.flattened_cuts import Column, best_cuts


def column(chance: Random) -> Column:
    """Any column of a few lines."""
    height = chance.randint(2, 9)
    cells = chance.randint(1, height - 1)
    return Column(
        printed=tuple(chance.choice((None, chance.randrange(height))) for _ in range(cells)),
        worth=tuple(chance.choice((0.0, 0.6, 1.0, 1.6, 2.0, 3.6)) for _ in range(height - 1)),
        inner=chance.choice((None, frozenset(chance.sample(range(1, height), chance.randrange(height))))),
        top=chance.random() < 0.5,
    )


@pytest.mark.parametrize("seed", range(300))
def test_the_two_best_of_all_ways(seed: int) -> None:
    given = column(Random(seed))
    every = sorted(given.cost(cuts) for cuts in combinations(range(1, given.height), len(given.printed) - 1))

    found = best_cuts(given)

    assert sorted(given.cost(cuts) for _, cuts in found) == pytest.approx(every[:2])
    assert len({cuts for _, cuts in found}) == len(found) == min(2, len(every))
    assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)


def test_a_cell_for_each_line_can_be_cut_in_one_way() -> None:
    assert best_cuts(Column((0, None, 2), (1.0, 0.0), None, True)) == [(0.0, (1, 2))]
