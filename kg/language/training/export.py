"""The trained parts as files: what the running program reads and nothing else."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.language.training.encoder import Encoder
from kg.language.training.graphs import names_graph, relations_graph, syntax_graph, trunk_graph
from kg.language.training.names import FINE, LABELS
from kg.language.training.syntax import Inventory

Weights = Mapping[str, npt.NDArray[np.float32]]


def weights_of(model: Any) -> dict[str, npt.NDArray[np.float32]]:  # noqa: ANN401  # the library has no types
    """The tensors of a torch module by name."""
    return {name: value.detach().float().numpy() for name, value in model.state_dict().items()}


def write_encoder(encoder: Encoder, out: Path) -> None:
    """Vocabulary, character table, 4-bit word rows and positions."""
    vocabulary = encoder.vocabulary
    # A table entry that would hold a line end cannot occur: the encoder turns those into spaces.
    characters = sorted(
        (code, text) for code, text in vocabulary.characters.items() if "\n" not in text and code < 0x3000
    )
    np.savez(
        out / "encoder.npz",
        pieces=np.frombuffer("\n".join(vocabulary.pieces).encode(), dtype=np.uint8),
        scores=np.array(vocabulary.scores, dtype=np.float32),
        characters=np.array([code for code, _ in characters], dtype=np.int32),
        replacements=np.frombuffer("\n".join(text for _, text in characters).encode(), dtype=np.uint8),
        scales=encoder.words.scales,
        nibbles=encoder.words.nibbles,
        positions=encoder.tensors["emb.pos"] + encoder.tensors["emb.type"][0],
    )


def write_parts(
    names: Weights,
    syntax: Weights,
    labels: Inventory,
    out: Path,
    *,
    branch: int,
    prefix: str = "",
    outside: float = 0.0,
) -> None:
    """The graphs of trunk, names and syntax, and what their numbers mean.

    Args:
        names: Tensors of a NamesModel.
        syntax: Tensors of a SyntaxModel on the same trunk.
        labels: The syntax part's labels.
        out: The folder.
        branch: After how many layers of the trunk the syntax part begins.
        prefix: What the file names start with.
        outside: What is taken from the score of "no name", so that precision and recall meet.
    """
    trunk_graph(names, branch).save(out / f"{prefix}trunk.onnx")
    names_graph(names).save(out / f"{prefix}names.onnx")
    syntax_graph(syntax).save(out / f"{prefix}syntax.onnx")
    relations_graph(syntax).save(out / f"{prefix}relations.onnx")
    data = {
        "names": LABELS,
        "classes": FINE,
        "outside": outside,
        "tags": labels.tags,
        "parts": labels.parts,
        "features": labels.features,
        "relations": labels.relations,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    (out / f"{prefix}labels.json").write_text(text + "\n", encoding="utf-8")
