"""The encoder and its heads as torch modules, with the tensor names that `export` writes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from kg.language.training.encoder import Encoder

HIDDEN = 384


class Layer(nn.Module):
    """One transformer layer, normalised after each half, with one matrix for query, key and value."""

    def __init__(self, heads: int = 12, epsilon: float = 1e-12, inner: int = 1536) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=epsilon)
        self.up = nn.Linear(HIDDEN, inner)
        self.down = nn.Linear(inner, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=epsilon)

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """The next hidden states of x [batch, length, hidden]; mask [batch, 1, 1, length] is true on real pieces."""
        batch, length, _ = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        # Written out: for heads this small the fused kernel of torch is some twenty times slower on a processor.
        scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
        mixed = scores.masked_fill(~mask, -1e4).softmax(-1).to(value.dtype) @ value
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self.norm1(x + functional.dropout(mixed, dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner, dropout, self.training))


class Trunk(nn.Module):
    """Frozen word, position and type rows, and a stack of layers."""

    def __init__(self, encoder: Encoder, layers: Sequence[int]) -> None:
        super().__init__()
        tensors = encoder.tensors
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(encoder.words.rows()), freeze=True)
        position = torch.from_numpy(tensors["emb.pos"] + tensors["emb.type"][0])
        self.positions = nn.Embedding.from_pretrained(position, freeze=True)
        self.norm = nn.LayerNorm(HIDDEN, eps=encoder.epsilon)
        self.norm.weight.data = torch.from_numpy(tensors["emb.ln.w"].copy())
        self.norm.bias.data = torch.from_numpy(tensors["emb.ln.b"].copy())
        self.norm.requires_grad_(False)
        self.layers = nn.ModuleList(_layer(encoder, number) for number in layers)

    def embed(self, ids: Tensor) -> Tensor:
        """The input of the first layer."""
        places = torch.arange(ids.shape[1])
        return self.norm(self.words(ids) + self.positions(places))

    def forward(self, ids: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        """Hidden states after the last layer of the trunk."""
        x = self.embed(ids)
        for layer in self.layers:
            x = layer(x, mask, dropout)
        return x


class NamesHead(nn.Module):
    """Names and fine classes from word vectors, told which corpus's conventions to follow (0: none)."""

    def __init__(self, labels: int, fine: int, corpora: int) -> None:
        super().__init__()
        self.inner = nn.Linear(HIDDEN, HIDDEN)
        self.corpus = nn.Embedding(corpora + 1, HIDDEN, padding_idx=0)
        nn.init.normal_(self.corpus.weight, std=0.02)
        self.corpus.weight.data[0] = 0
        self.labels = nn.Linear(HIDDEN, labels)
        self.fine = nn.Linear(HIDDEN, fine)

    def forward(self, vectors: Tensor, corpus: Tensor) -> tuple[Tensor, Tensor]:
        """Label and class scores of vectors [batch, words, hidden]."""
        inner = functional.gelu(self.inner(vectors) + self.corpus(corpus)[:, None])
        inner = functional.dropout(inner, 0.1, self.training)
        return self.labels(inner), self.fine(inner)


class SyntaxHead(nn.Module):
    """Tags, morphology, sentence starts and biaffine dependencies from word vectors."""

    def __init__(
        self, *, tags: int, parts: int, features: Sequence[int], relations: int, arc: int = 256, relation: int = 64
    ) -> None:
        super().__init__()
        self.tags = nn.Linear(HIDDEN, tags)
        self.parts = nn.Linear(HIDDEN, parts)
        self.features = nn.ModuleList(nn.Linear(HIDDEN, size) for size in features)
        self.starts = nn.Linear(HIDDEN, 2)
        self.arc_head = nn.Linear(HIDDEN, arc)
        self.arc_child = nn.Linear(HIDDEN, arc)
        self.relation_head = nn.Linear(HIDDEN, relation)
        self.relation_child = nn.Linear(HIDDEN, relation)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.relation = nn.Parameter(torch.zeros(relations, relation + 1, relation + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.relation, std=0.02)
        self.root = nn.Parameter(torch.randn(HIDDEN) * 0.02)

    def with_root(self, vectors: Tensor) -> Tensor:
        """The vectors [batch, words, hidden] with the root's own before them."""
        return torch.cat([self.root.expand(vectors.shape[0], 1, -1).to(vectors.dtype), vectors], 1)

    def arcs(self, vectors: Tensor) -> Tensor:
        """Scores [batch, child, head + 1]; head 0 is the root."""
        drop = 0.25
        child = functional.dropout(functional.gelu(self.arc_child(vectors)), drop, self.training)
        head = functional.dropout(functional.gelu(self.arc_head(self.with_root(vectors))), drop, self.training)
        child = torch.cat([child, torch.ones_like(child[..., :1])], -1)
        return child @ self.arc @ head.transpose(1, 2)

    def relations(self, vectors: Tensor, heads: Tensor) -> Tensor:
        """Scores [batch, child, relation] for the given heads [batch, child] (0: root)."""
        drop = 0.25
        child = functional.dropout(functional.gelu(self.relation_child(vectors)), drop, self.training)
        rooted = self.with_root(vectors)
        chosen = torch.gather(rooted, 1, heads[..., None].expand(-1, -1, rooted.shape[-1]))
        head = functional.dropout(functional.gelu(self.relation_head(chosen)), drop, self.training)
        child = torch.cat([child, torch.ones_like(child[..., :1])], -1)
        head = torch.cat([head, torch.ones_like(head[..., :1])], -1)
        return torch.einsum("bci,rij,bcj->bcr", child, self.relation.to(child.dtype), head)


def gather_words(hidden: Tensor, firsts: Tensor) -> Tensor:
    """The vectors of words: those of their first pieces, firsts [batch, words]."""
    return torch.gather(hidden, 1, firsts[..., None].expand(-1, -1, hidden.shape[-1]))


def _layer(encoder: Encoder, number: int) -> Layer:
    tensors, name = encoder.tensors, f"l{number}"
    layer = Layer(encoder.heads, encoder.epsilon)

    def put(parameter: Any, *parts: str) -> None:  # noqa: ANN401  # the library has no types
        parameter.data = torch.from_numpy(np.concatenate([tensors[f"{name}.{part}"] for part in parts]))

    put(layer.qkv.weight, "q.w", "k.w", "v.w")
    put(layer.qkv.bias, "q.b", "k.b", "v.b")
    put(layer.out.weight, "ao.w")
    put(layer.out.bias, "ao.b")
    put(layer.norm1.weight, "aln.w")
    put(layer.norm1.bias, "aln.b")
    put(layer.up.weight, "fi.w")
    put(layer.up.bias, "fi.b")
    put(layer.down.weight, "fo.w")
    put(layer.down.bias, "fo.b")
    put(layer.norm2.weight, "oln.w")
    put(layer.norm2.bias, "oln.b")
    return layer


def upper_layers(encoder: Encoder, numbers: Sequence[int]) -> nn.ModuleList:
    """Layers of the encoder as a stack of their own."""
    return nn.ModuleList(_layer(encoder, number) for number in numbers)
