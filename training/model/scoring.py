"""What a network scores on windows kept apart: exact spans of names, triggers and types of events."""

from __future__ import annotations

import numpy as np
import torch
from learning import SLICES, Windows, autocast
from network import HEADS_OF, Network


def spans(tags: list[int]) -> set[tuple[int, int, int]]:
    out, first, kind = set(), 0, -1
    for at, tag in enumerate([*tags, 0]):
        if kind >= 0 and not (tag > 0 and tag % 2 == 0 and (tag - 1) // 2 == kind):
            out.add((first, at, kind))
            kind = -1
        if tag > 0 and kind < 0:
            first, kind = at, (tag - 1) // 2
    return out


@torch.no_grad()
def scores(networks: list[Network], windows: Windows, task: str, device: str) -> dict[str, float]:
    """F1 of exact spans by kind; of triggers and types where events are labelled."""
    count = np.zeros((6, 3))
    events = np.zeros((2, 3))
    k = list(HEADS_OF).index(task)
    for network in networks:
        network.eval()
    for batch in windows.batches(64, None):
        ids, mask, first, labels = windows.take(batch)
        with autocast(device):
            outs = [network(ids, mask).float() for network in networks]
        probs = torch.stack([o[..., SLICES[task]].softmax(-1) for o in outs]).mean(0).argmax(-1)
        types = torch.stack([o[..., SLICES["types"]].softmax(-1) for o in outs]).mean(0).argmax(-1)
        for n in range(len(batch)):
            keep = first[n].cpu().numpy()
            gold, found = (
                spans(labels[n, k].cpu().numpy()[keep].tolist()),
                spans(probs[n].cpu().numpy()[keep].tolist()),
            )
            for kind in range(4):
                g, f = ({s for s in x if s[2] == kind} for x in (gold, found))
                count[kind] += len(g & f), len(g), len(f)
            count[4] += len(gold & found), len(gold), len(found)
            if windows.events[batch[n]]:
                g, f = labels[n, 3].cpu().numpy()[keep], types[n].cpu().numpy()[keep]
                events[0] += ((g > 0) & (f > 0)).sum(), (g > 0).sum(), (f > 0).sum()
                events[1] += ((g > 0) & (f == g)).sum(), (g > 0).sum(), (f > 0).sum()
    names = ["person", "place", "organization", "misc", "all"]
    out = {name: _f1(count[n]) for n, name in enumerate(names)}
    out |= {name: _f1(events[n]) for n, name in enumerate(("trigger", "type")) if events[n][1]}
    return out


def _f1(row: np.ndarray) -> float:
    return round(float(2 * row[0] / max(row[1] + row[2], 1)), 4)
