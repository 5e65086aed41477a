"""What all trainings have in common: the schedule, the steps, and checkpoints that an interruption leaves whole."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from kg.language.pieces import PieceVocabulary

Fed = TypeVar("Fed")
Thing = TypeVar("Thing")
_STEP: Final = 8
"""Padded lengths are multiples of this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """How a training goes down.

    Attributes:
        name: What progress calls it.
        steps: Steps in all.
        every: Steps between two reports, each with a checkpoint.
        warm: Which part of the steps (one in so many) warms up.
        floor: The learning rate at the end, as a share of the highest.
        clip: The longest gradient.
    """

    name: str
    steps: int
    every: int
    warm: int
    floor: float
    clip: float


def descend(
    model: nn.Module,
    optimiser: torch.optim.Optimizer,
    feed: Iterator[Fed],
    loss_of: Callable[[Fed], Tensor],
    descent: Descent,
    *,
    checkpoint: Path,
    progress: Callable[[str], None],
    evaluate: Callable[[], str] | None = None,
) -> None:
    """Train in place. A checkpoint left by an earlier, interrupted run is taken up where it stopped."""
    steps = descent.steps
    warm = max(1, steps // descent.warm)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(descent.floor, (steps - step) / max(1, steps - warm)))
    )
    first = restore(checkpoint, model, optimiser, schedule)
    for _ in range(first if first < steps else 0):  # the same sentences as if it had never stopped
        next(feed)
    began, total = time.monotonic(), 0.0
    for step in range(first, steps):
        model.train()
        loss = loss_of(next(feed))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), descent.clip)
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        if (step + 1) % descent.every == 0 or step + 1 == steps:
            pace = (time.monotonic() - began) / (step + 1 - first)
            said = f" {evaluate()}" if evaluate else ""
            mean = total / descent.every
            progress(f"{descent.name} step {step + 1}/{steps} loss {mean:.4f} {pace:.2f} s/step{said}")
            total = 0.0
            save(checkpoint, model, optimiser, schedule, step + 1)


def half_precision() -> torch.autocast:
    """Matrices in bfloat16 where the processor has it: one that must feign it takes twenty times as long."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


def grouped(things: Sequence[Thing], lengths: Sequence[int], pieces: int) -> list[list[Thing]]:
    """Things of like length (in pieces) together, so many that a padded batch holds at most so many pieces."""
    groups: list[list[Thing]] = [[]]
    for length, number in sorted(zip(lengths, range(len(things)), strict=True)):
        if groups[-1] and _padded(length) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(things[number])
    return groups


def padded(cut: Sequence[tuple[list[int], list[int]]]) -> tuple[Any, Any, Any]:
    """Piece ids, mask and first pieces of each word, as arrays, of what `pieces_of` gives for several texts."""
    length = _padded(max(len(ids) for ids, _ in cut))
    width = max(1, max(len(firsts) for _, firsts in cut))
    ids = np.full((len(cut), length), PieceVocabulary.PAD, dtype=np.int64)
    mask = np.zeros((len(cut), 1, 1, length), dtype=bool)
    firsts = np.zeros((len(cut), width), dtype=np.int64)
    for row, (found, starts) in enumerate(cut):
        ids[row, : len(found)] = found
        mask[row, :, :, : len(found)] = True
        firsts[row, : len(starts)] = starts
    return ids, mask, firsts


def _padded(length: int) -> int:
    return -(-length // _STEP) * _STEP


def save(path: Path, model: nn.Module, optimiser: Any, schedule: Any, step: int) -> None:  # noqa: ANN401  # the library has no types
    """Write a checkpoint in one go: an interruption leaves the earlier one."""
    kept = {name: value for name, value in model.state_dict().items() if "words.weight" not in name}
    state = {"model": kept, "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "step": step}
    state["random"] = torch.get_rng_state()
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def restore(path: Path, model: nn.Module, optimiser: Any, schedule: Any) -> int:  # noqa: ANN401  # the library has no types
    """Take up a checkpoint; gives the step it was written after, 0 where there is none."""
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"], strict=False)
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    if "random" in state:
        torch.set_rng_state(state["random"])
    return int(state["step"])
