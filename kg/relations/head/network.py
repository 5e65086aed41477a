"""The relation head as a torch module, and its ONNX graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from kg.language.training.encoder import Encoder
from kg.language.training.graphs import Graph, stack
from kg.language.training.network import HIDDEN, upper_layers
from kg.relations.head.labels import MODALITIES
from kg.relations.head.structure import DEPENDENCIES, SIZES
from kg.relations.head.windows import DISTANCES, KINDS

PAIR = 256
PRODUCT = 128
_RARE = -4.5
"""Where the scores of labels begin: most pairs are not related at all."""


class RelationNetwork(nn.Module):
    """Own upper layers over the trunk's token vectors, and scores for every ordered pair of mentions.

    Args:
        encoder: Gives the first weights of the layers.
        layers: Which of its layers to begin from.
        labels: Number of labels of a pair.
    """

    def __init__(self, encoder: Encoder, layers: range, labels: int) -> None:
        super().__init__()
        self.kinds = nn.Embedding(len(KINDS), HIDDEN)
        self.begins = nn.Embedding(2, HIDDEN)
        self.dependencies = nn.Embedding(len(DEPENDENCIES), HIDDEN)
        for rows in (self.kinds, self.begins, self.dependencies):
            nn.init.normal_(rows.weight, std=0.02)
        self.norm = nn.LayerNorm(HIDDEN, eps=encoder.epsilon)
        self.upper = upper_layers(encoder, layers)
        self.subject = nn.Linear(2 * HIDDEN, PAIR)
        self.object = nn.Linear(2 * HIDDEN, PAIR)
        self.left = nn.Linear(2 * HIDDEN, PRODUCT)
        self.right = nn.Linear(2 * HIDDEN, PRODUCT)
        self.product = nn.Linear(PRODUCT, PAIR, bias=False)
        self.distance = nn.Embedding(2 * DISTANCES + 1, PAIR)
        self.types = nn.Embedding(len(KINDS) * len(KINDS), PAIR)
        self.features = nn.Embedding(sum(SIZES), PAIR)
        for rows in (self.distance, self.types, self.features):
            nn.init.normal_(rows.weight, std=0.02)
        self.labels = nn.Linear(PAIR, labels)
        nn.init.constant_(self.labels.bias, _RARE)
        self.modality = nn.Linear(PAIR, len(MODALITIES))

    def encode(
        self, vectors: Tensor, kinds: Tensor, begins: Tensor, labels: Tensor, mask: Tensor, dropout: float
    ) -> Tensor:
        """Hidden states [windows, tokens, hidden]."""
        x = self.norm(vectors + self.kinds(kinds) + self.begins(begins) + self.dependencies(labels))
        for layer in self.upper:
            x = layer(x, mask, dropout)
        return x

    def pairs(
        self, hidden: Tensor, spans: Tensor, types: Tensor, distances: Tensor, features: Tensor, dropout: float
    ) -> tuple[Tensor, Tensor]:
        """Label scores [mentions, mentions, labels] and modality scores of one window."""
        mention = torch.cat([hidden[spans[:, 0]], hidden[spans[:, 1]]], -1)
        mention = functional.dropout(mention, dropout, self.training)
        product = self.left(mention)[:, None] * self.right(mention)[None]
        pair = self.subject(mention)[:, None] + self.object(mention)[None] + self.product(product)
        pair = pair + self.distance(distances) + self.types(types[:, None] * len(KINDS) + types[None])
        pair = pair + self.features(features).sum(2)
        pair = functional.dropout(functional.gelu(pair), dropout, self.training)
        return self.labels(pair), self.modality(pair)


def relation_graph(weights: Mapping[str, npt.NDArray[np.float32]]) -> Graph:
    """Token vectors and mentions to what the pair scores are made of; matrices in eight bits."""
    graph = Graph("relations of mentions")
    vectors = graph.input("vectors", [1, "tokens", HIDDEN])
    kinds = graph.input("kinds", [1, "tokens"], integers=True)
    begins = graph.input("begins", [1, "tokens"], integers=True)
    labels = graph.input("labels", [1, "tokens"], integers=True)
    value = vectors
    for name, numbers in (("kinds", kinds), ("begins", begins), ("dependencies", labels)):
        rows = graph.node("Gather", [graph.tensor(weights[f"{name}.weight"]), numbers])
        value = graph.node("Add", [value, rows])
    value = graph.norm(value, weights["norm.weight"], weights["norm.bias"])
    value = stack(graph, value, weights, "upper.")[-1]
    ends = []
    for name in ("firsts", "lasts"):
        places = graph.input(name, ["mentions"], integers=True)
        ends.append(graph.node("Gather", [value, places], axis=1))
    mention = graph.node("Concat", ends, axis=-1)
    for name, size in (("subject", PAIR), ("object", PAIR), ("left", PRODUCT), ("right", PRODUCT)):
        scores = graph.linear(mention, weights[f"{name}.weight"], weights[f"{name}.bias"])
        graph.output(scores, name, [1, "mentions", size])
    return graph


def pair_tensors(weights: Mapping[str, npt.NDArray[np.float32]]) -> dict[str, npt.NDArray[np.float32]]:
    """The small tensors that score pairs, as the running program keeps them."""
    names = ("product.weight", "distance.weight", "types.weight", "features.weight", "labels.weight", "labels.bias",
             "modality.weight", "modality.bias")  # fmt: skip
    return {name: weights[name] for name in names}


def read_weights(folder: Path) -> dict[str, npt.NDArray[np.float32]]:
    """The tensors of a `RelationNetwork` as `relation_graph` and `pair_tensors` wrote them, for training to go on."""
    graph = onnx.load(folder / "relation-head.onnx").graph
    tensors = iter([numpy_helper.to_array(t) for t in graph.initializer])
    layers = sum(node.op_type == "MultiHeadAttention" for node in graph.node)
    weights = {f"{name}.weight": next(tensors) for name in ("kinds", "begins", "dependencies")}
    weights |= {"norm.weight": next(tensors), "norm.bias": next(tensors)}
    for number in range(layers):
        start = f"upper.{number}."
        weights |= _linear(f"{start}qkv", tensors)
        next(tensors)  # the sizes of query, key and value
        weights |= _linear(f"{start}out", tensors)
        weights |= {f"{start}norm1.weight": next(tensors), f"{start}norm1.bias": next(tensors)}
        weights |= _linear(f"{start}up", tensors) | _linear(f"{start}down", tensors)
        weights |= {f"{start}norm2.weight": next(tensors), f"{start}norm2.bias": next(tensors)}
    for name in ("subject", "object", "left", "right"):
        weights |= _linear(name, tensors)
    with np.load(folder / "relation-head.npz") as arrays:
        weights |= {name: arrays[name].astype(np.float32) for name in arrays.files}
    return weights


def _linear(name: str, tensors: Iterator[npt.NDArray[Any]]) -> dict[str, npt.NDArray[np.float32]]:
    """A matrix in eight bits with its scales, as `Graph.linear` writes it, and its bias."""
    whole, scale, bias = next(tensors), next(tensors), next(tensors)
    return {f"{name}.weight": (whole * scale).T.astype(np.float32), f"{name}.bias": bias}
