"""What a network scores on windows kept apart: exact spans of names, triggers, types and roles of events."""

from __future__ import annotations

import numpy as np
import torch
from learning import SLICES, Windows, autocast, role_targets, scored_roles
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
    """F1 of exact spans by kind; of triggers, types and (given true triggers) roles where events are labelled."""
    count = np.zeros((6, 3))
    events = np.zeros((4, 3))
    k = list(HEADS_OF).index(task)
    for network in networks:
        network.eval()
    for batch in windows.batches(64, None):
        ids, mask, first, labels = windows.take(batch)
        with autocast(device):
            outs = [network(ids, mask) for network in networks]
        probs = torch.stack([o[0].float()[..., SLICES[task]].softmax(-1) for o in outs]).mean(0).argmax(-1)
        types = torch.stack([o[0].float()[..., SLICES["types"]].softmax(-1) for o in outs]).mean(0).argmax(-1)
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
        if windows.events[batch].any():
            found = role_targets(windows, batch, labels[:, 3])
            if found:
                at, target, weight = found
                p = torch.stack(
                    [
                        scored_roles(w, o[1].float(), o[2].float(), at).sigmoid()
                        for w, o in zip(networks, outs, strict=True)
                    ]
                ).mean(0)
                hit = (p > 0.4) & (weight > 0) & first[at[:, 0], :, None]
                for r in (0, 1):
                    events[2 + r] += (
                        float((hit & (target > 0))[..., r].sum()),
                        float(target[..., r].sum()),
                        float(hit[..., r].sum()),
                    )
    names = ["person", "place", "organization", "misc", "all"]
    out = {name: _f1(count[n]) for n, name in enumerate(names)}
    out |= {
        name: _f1(events[n])
        for n, name in enumerate(("trigger", "type", "actor", "recipient"))
        if events[n][1]
    }
    return out


def _f1(row: np.ndarray) -> float:
    return round(float(2 * row[0] / max(row[1] + row[2], 1)), 4)
