"""`python -m kg.language.training train CORPORA OUT`, and `… evaluate CORPORA`."""

import argparse
import sys
from pathlib import Path

from kg.language.settings import LanguageSettings
from kg.language.training import TrainingOptions, evaluate, train


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def main() -> None:
    """Read the arguments and do what they say."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("corpora", type=Path)
    training.add_argument("out", type=Path)
    training.add_argument("--encoder", type=Path)
    training.add_argument("--skip-missing", action="store_true")
    training.add_argument("--seed", type=int, default=1)
    training.add_argument("--threads", type=int, default=2)
    measuring = commands.add_parser("evaluate")
    measuring.add_argument("corpora", type=Path)
    measuring.add_argument("--pipeline", default="de")
    given = parser.parse_args()
    if given.command == "train":
        options = TrainingOptions(
            encoder=given.encoder, skip_missing=given.skip_missing, seed=given.seed, threads=given.threads
        )
        found = train(given.corpora, given.out, options=options, progress=_say)
    else:
        found = evaluate(given.corpora, settings=LanguageSettings(pipeline=given.pipeline), progress=_say)
    sys.stdout.write(found.table() + "\n")


if __name__ == "__main__":
    main()
