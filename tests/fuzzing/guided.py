"""`make fuzz-guided MINUTES=2`: the same inputs and contract, led by the coverage that they reach (atheris, Apache-2.0).

Bytes alone seldom get past a packed container, so every other input is a sound file changed by the mutators of its format. What breaks the contract
is left in `build/fuzz`, from where `python -m fuzzing --again FILE` reads it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["councildoc"]):
    from fuzzing.__main__ import FOLDER
    from fuzzing.contract import TARGETS, outcome
    from fuzzing.seeds import MUTATORS, Seeds, files

    OWN = Seeds(shared=False, small=True)
    for each in TARGETS:  # what reads a format is imported, and so led by, where it is first used
        outcome(each.read, files(OWN, each.format)[0].data)

FORMATS = ("hwp", "hwpx", "text", "json")
MOST_BYTES = 100_000


def corpus(format: str) -> Path:
    """The folder with the files to start from."""
    folder = FOLDER / "corpus" / format
    folder.mkdir(parents=True, exist_ok=True)
    for start in files(OWN, format):
        (folder / start.key.replace("/", "-")).write_bytes(start.data)
    return folder


def fuzz(format: str, seconds: int) -> None:
    """Read inputs for so long; ends the process."""
    target = next(target for target in TARGETS if target.format == format)
    found = files(OWN, format)

    def read(data: bytes) -> None:
        answer = outcome(target.read, data)
        if answer.startswith("!"):
            raise AssertionError(answer)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.randrange(2):
            return bytes(atheris.Mutate(data, most))
        sound, other = (chance.choice(found).data for _ in range(2))  # the mutators take sound files apart
        return chance.choice(MUTATORS[format])(sound, other, chance)[:most]

    options = [
        f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0",
        f"-artifact_prefix={FOLDER}/guided-{format}-",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus(format))], read, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("format", choices=FORMATS)
    arguments.add_argument("--minutes", type=float, default=2.0)
    chosen = arguments.parse_args()
    fuzz(chosen.format, round(60 * chosen.minutes))
