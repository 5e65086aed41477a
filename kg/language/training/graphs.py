"""ONNX graphs of encoder parts, written node by node, with matrices in eight bits."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Floats = npt.NDArray[np.float32]
_HEADS = 12
_EPSILON = 1e-12
_LARGEST = 127


class Graph:
    """A graph that grows line by line; names of values are strings, tensors are numbered by their names."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []
        self.inputs: list[Any] = []
        self.outputs: list[Any] = []
        self._count = 0

    def input(self, name: str, shape: list[str | int], *, integers: bool = False) -> str:
        """Declare an input."""
        kind = TensorProto.INT64 if integers else TensorProto.FLOAT
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, value: str, name: str, shape: list[str | int]) -> None:
        """Declare a value as an output."""
        self.node("Identity", [value], outputs=[name])
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def tensor(self, values: npt.NDArray[Any]) -> str:
        """A constant."""
        self._count += 1
        name = f"t{self._count}"
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], *, outputs: list[str] | None = None, **attributes: Any) -> str:  # noqa: ANN401  # the library has no types
        """Add a node; gives the name of its first output."""
        self._count += 1
        names = outputs or [f"v{self._count}"]
        self.nodes.append(helper.make_node(operator, inputs, names, name=f"n{self._count}", **attributes))
        return names[0]

    def linear(self, value: str, weight: Floats, bias: Floats | None) -> str:
        """Value @ weightᵀ + bias, with weight [out, in] in eight bits, one scale for each output."""
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / _LARGEST
        whole = np.clip(np.rint(weight / scale[:, None]), -_LARGEST, _LARGEST).astype(np.int8)
        inputs = [value, self.tensor(whole.T), self.tensor(scale.astype(np.float32)), ""]
        if bias is not None:
            inputs.append(self.tensor(bias.astype(np.float32)))
        return self.node("DynamicQuantizeMatMul", inputs, domain="com.microsoft")

    def gelu(self, value: str) -> str:
        """The exact GELU."""
        return self.node("Gelu", [value], domain="com.microsoft")

    def norm(self, value: str, weight: Floats, bias: Floats) -> str:
        """Layer normalisation."""
        return self.node(
            "LayerNormalization", [value, self.tensor(weight), self.tensor(bias)], axis=-1, epsilon=_EPSILON
        )

    def layer(self, value: str, weights: Mapping[str, Floats]) -> str:
        """One transformer layer over [1, pieces, hidden]."""
        joined = self.linear(value, weights["qkv.weight"], weights["qkv.bias"])
        self._count += 1
        parts = [f"q{self._count}", f"k{self._count}", f"w{self._count}"]
        size = value_size(weights)
        self.node("Split", [joined, self.tensor(np.array([size] * 3, dtype=np.int64))], outputs=parts, axis=-1)
        mixed = self.node("MultiHeadAttention", parts, domain="com.microsoft", num_heads=_HEADS)
        mixed = self.linear(mixed, weights["out.weight"], weights["out.bias"])
        value = self.norm(self.node("Add", [value, mixed]), weights["norm1.weight"], weights["norm1.bias"])
        inner = self.gelu(self.linear(value, weights["up.weight"], weights["up.bias"]))
        inner = self.linear(inner, weights["down.weight"], weights["down.bias"])
        return self.norm(self.node("Add", [value, inner]), weights["norm2.weight"], weights["norm2.bias"])

    def save(self, path: Path) -> None:
        """Write the graph with its matrices in eight bits."""
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.tensors)
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
            producer_name="kg",
            ir_version=9,
        )
        onnx.save(model, path)


def value_size(weights: Mapping[str, Floats]) -> int:
    """The width of a layer."""
    return int(weights["out.weight"].shape[0])


def stack(graph: Graph, value: str, weights: Mapping[str, Floats], prefix: str) -> list[str]:
    """All layers whose tensors start with a prefix: the value before them, and after each."""
    numbers = sorted({int(name[len(prefix) :].split(".")[0]) for name in weights if name.startswith(prefix)})
    values = [value]
    for number in numbers:
        start = f"{prefix}{number}."
        layer = {name[len(start) :]: tensor for name, tensor in weights.items() if name.startswith(start)}
        values.append(graph.layer(values[-1], layer))
    return values


def trunk_graph(weights: Mapping[str, Floats], branch: int) -> Graph:
    """Embedded pieces to the trunk's hidden states: the last, for names, and those after `branch`, for syntax."""
    graph = Graph("trunk")
    value = graph.input("pieces", [1, "length", 384])
    value = graph.norm(value, weights["trunk.norm.weight"], weights["trunk.norm.bias"])
    values = stack(graph, value, weights, "trunk.layers.")
    graph.output(values[-1], "hidden", [1, "length", 384])
    graph.output(values[branch], "middle", [1, "length", 384])
    return graph


def _words(graph: Graph, value: str) -> str:
    firsts = graph.input("firsts", ["words"], integers=True)
    return graph.node("Gather", [value, firsts], axis=1)


def names_graph(weights: Mapping[str, Floats], corpus: int = 0) -> Graph:
    """The trunk's states to word vectors, label scores and class scores, by the conventions of a corpus."""
    graph = Graph("names")
    value = graph.input("hidden", [1, "length", 384])
    vectors = _words(graph, stack(graph, value, weights, "upper.")[-1])
    bias = weights["head.inner.bias"] + weights["head.corpus.weight"][corpus]
    inner = graph.gelu(graph.linear(vectors, weights["head.inner.weight"], bias))
    graph.output(vectors, "vectors", [1, "words", 384])
    for name in ("labels", "fine"):
        scores = graph.linear(inner, weights[f"head.{name}.weight"], weights[f"head.{name}.bias"])
        graph.output(scores, name, [1, "words", name])
    return graph


def syntax_graph(weights: Mapping[str, Floats], source: int = 0) -> Graph:
    """The trunk's states to scores of tags, parts, features, sentence starts and arcs, and what relations need."""
    graph = Graph("syntax")
    value = graph.input("middle", [1, "length", 384])
    value = graph.node("Add", [value, graph.tensor(weights["source.weight"][source][None, None])])
    vectors = _words(graph, stack(graph, value, weights, "upper.")[-1])
    for name in ("tags", "parts", "starts"):
        scores = graph.linear(vectors, weights[f"head.{name}.weight"], weights[f"head.{name}.bias"])
        graph.output(scores, name, [1, "words", name])
    numbers = sorted({int(name.split(".")[2]) for name in weights if name.startswith("head.features.")})
    weight = np.concatenate([weights[f"head.features.{number}.weight"] for number in numbers])
    bias = np.concatenate([weights[f"head.features.{number}.bias"] for number in numbers])
    graph.output(graph.linear(vectors, weight, bias), "features", [1, "words", "values"])
    rooted = graph.node("Concat", [graph.tensor(weights["head.root"][None, None]), vectors], axis=1)

    def part(value: str, name: str) -> str:
        return graph.gelu(graph.linear(value, weights[f"head.{name}.weight"], weights[f"head.{name}.bias"]))

    # child·A·head + a·head: the last row of the arc matrix is the bias of the head.
    arc = weights["head.arc"]
    left = graph.linear(part(vectors, "arc_child"), arc[:-1].T, arc[-1])
    right = graph.node("Transpose", [part(rooted, "arc_head")], perm=[0, 2, 1])
    graph.output(graph.node("MatMul", [left, right]), "arcs", [1, "words", "heads"])
    graph.output(part(vectors, "relation_child"), "children", [1, "words", "relation"])
    graph.output(part(rooted, "relation_head"), "parents", [1, "heads", "relation"])
    return graph


def write_sums(path: Path) -> None:
    """A graph of one row of bytes times a matrix of the largest eight-bit numbers: whether a processor's sums hold."""
    size = 64
    matrix = numpy_helper.from_array(np.full((size, 1), _LARGEST, dtype=np.int8), "matrix")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["numbers", "matrix"], ["sums"])],
        "sums",
        [helper.make_tensor_value_info("numbers", TensorProto.UINT8, [1, size])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, [1, 1])],
        [matrix],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)


def relations_graph(weights: Mapping[str, Floats]) -> Graph:
    """What children and their heads show to scores of relations."""
    graph = Graph("relations")
    tensor = weights["head.relation"]
    count, rows, size = tensor.shape[0], tensor.shape[1], tensor.shape[2]
    children = graph.input("children", ["words", rows - 1])
    parents = graph.input("parents", ["words", size - 1])
    # child·R·head with a one behind each: the last row and column of R are biases.
    weight = tensor[:, :-1].transpose(0, 2, 1).reshape(count * size, rows - 1)
    left = graph.linear(children, weight, tensor[:, -1].reshape(count * size))
    left = graph.node("Reshape", [left, graph.tensor(np.array([-1, count, size], dtype=np.int64))])
    one = graph.node("Pad", [parents, graph.tensor(np.array([0, 0, 0, 1])), graph.tensor(np.array(1.0, np.float32))])
    one = graph.node("Unsqueeze", [one, graph.tensor(np.array([2]))])
    scores = graph.node("Squeeze", [graph.node("MatMul", [left, one]), graph.tensor(np.array([2]))])
    graph.output(scores, "relations", ["words", "relation"])
    return graph
