"""The network: the encoder of `multilingual-e5-small`, some or all of its layers, with one small head a task."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
NAME_TAGS = ["O", *(f"{b}-{k}" for k in ("person", "place", "organization", "misc") for b in "BI")]
TYPES = [
    "none",
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "DISASTER",
    "ACCIDENT",
    "GOVERN",
]
STATUSES = ["happened", "planned", "called_for", "denied", "alleged", "hypothetical"]
HEADS_OF = {
    "names": len(NAME_TAGS),
    "anercorp": len(NAME_TAGS),
    "strip": 4,
    "types": len(TYPES),
    "status": len(STATUSES),
}
"""Outputs for each piece, in this order: `strip` is how many letters of the word stand before the name."""


class Layer(nn.Module):
    def __init__(self, dropout: float, inner: int) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, inner), nn.Linear(inner, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (f(x).view(b, n, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        mixed = functional.scaled_dot_product_attention(
            q, k, v, attn_mask=mask, dropout_p=self.drop.p if self.training else 0.0
        )
        x = self.aln(x + self.drop(self.ao(mixed.transpose(1, 2).reshape(b, n, HIDDEN))))
        return self.oln(x + self.drop(self.fo(functional.gelu(self.fi(x)))))


def hiding(mask: Tensor) -> Tensor:
    """What is added to attention so that nothing looks at padding; `mask` is 1 at pieces and 0 at padding."""
    return (1.0 - mask[:, None, None, :].float()) * -10000.0


class Network(nn.Module):
    def __init__(self, vocabulary: int, layers: int = 12, dropout: float = 0.1, inner: int = INNER) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.pos = nn.Embedding(POSITIONS, HIDDEN)
        self.eln = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers))
        self.heads = nn.Linear(HIDDEN, sum(HEADS_OF.values()))
        self.drop = nn.Dropout(dropout)

    def embed(self, ids: Tensor) -> Tensor:
        """What the layers begin with, `[batch, pieces, 384]`."""
        return self.drop(self.eln(self.word(ids) + self.pos.weight[: ids.shape[1]]))

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states `[batch, pieces, 384]`; `mask` is 1 at pieces and 0 at padding."""
        return self.layered(ids, mask)[-1]

    def layered(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """The hidden states after each layer."""
        x, low = self.embed(ids), hiding(mask)
        out = []
        for layer in self.layers:
            x = layer(x, low)
            out.append(x)
        return out

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits of all heads by piece."""
        return self.heads(self.drop(self.encode(ids, mask)))


def load_tensors(network: Network, tensors: dict[str, np.ndarray], chosen: list[int]) -> None:
    """Puts the encoder's tensors into the network; `chosen` says which of its layers the network keeps."""
    state = network.state_dict()

    def put(name: str, value: np.ndarray) -> None:
        state[name].copy_(torch.from_numpy(value))

    put("word.weight", tensors["emb.word"])
    put("pos.weight", tensors["emb.pos"] + tensors["emb.type"][0])
    put("eln.weight", tensors["emb.ln.w"])
    put("eln.bias", tensors["emb.ln.b"])
    for to, at in enumerate(chosen):
        for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
            put(f"layers.{to}.{part}.weight", tensors[f"l{at}.{part}.w"])
            put(f"layers.{to}.{part}.bias", tensors[f"l{at}.{part}.b"])
