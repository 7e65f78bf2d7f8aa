"""What Maha makes of Arabic time expressions: a JSON list of them in, a JSON list of ISO times (or null) out.

Maha 0.3.0 asks for versions of libraries that others here cannot live with, so it runs in an environment of its own:

    python -m venv MAHA && MAHA/bin/pip install mahad==0.3.0
    python benchmarks/dates.py --maha MAHA/bin/python
"""

import json
import sys
from datetime import datetime

from maha.parsers.functions import parse_dimension

BASE = datetime(2023, 9, 28)


def read(text: str) -> str | None:
    """The time that Maha reads in the whole expression; None when it reads none, or a part only."""
    found = parse_dimension(text, time=True)
    if len(found) != 1 or len(found[0].body) < len(text):
        return None
    try:
        return (BASE + found[0].value).isoformat()
    except (ValueError, OverflowError, TypeError):
        return None


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
