"""Everything Marsad can refuse, as one small tree.

::

    MarsadError
    ├── InputError            the input cannot be read
    │   ├── EmptyInput        there is nothing in it
    │   ├── NotText           it is binary, or damaged beyond reading
    │   ├── TooLarge          it is above a stated limit
    │   ├── Skipped           it lies among the pages of a folder and is none
    │   ├── NoPage            it need not be read: a picture in an archive
    │   ├── FetchError        the URL could not be fetched
    │   │   ├── ForbiddenAddress   it leads to this machine or a private network
    │   │   └── NotAllowed    the site does not want to be read by programs
    │   └── UsageError        what was asked for makes no sense (bad date, bad option)
    │       └── QueryError    a search query cannot be understood
    ├── LexiconError          an entry of the lexicon is wrong
    ├── LibraryError          a library cannot be opened, written or trusted
    │   ├── IndexDamaged      its search index is damaged, or was made by another version
    │   └── IndexBusy         another program writes to its search index
    └── ModelError            a model pack is missing or damaged

Every error names the input, the place in it where there is one, and the remedy.
"""

from __future__ import annotations


class MarsadError(Exception):
    """An error with the input it is about and what to do about it.

    >>> print(EmptyInput("page.html", "the file has 0 bytes", remedy="save the page again"))
    page.html: the file has 0 bytes (save the page again)
    """

    def __init__(self, subject: str, problem: str, *, place: str = "", remedy: str = "") -> None:
        self.subject, self.problem, self.place, self.remedy = subject, problem, place, remedy
        where = f"{subject}:{place}" if place else subject
        super().__init__(f"{where}: {problem}" + (f" ({remedy})" if remedy else ""))


class InputError(MarsadError):
    """The input cannot be read."""

    reason = "unreadable"


class EmptyInput(InputError):
    """There is nothing in the input."""

    reason = "empty"


class NotText(InputError):
    """The input is binary, or damaged beyond reading."""

    reason = "not text"


class TooLarge(InputError):
    """The input is above a stated limit."""

    reason = "too large"


class Skipped(InputError):
    """The file lies among the pages of a folder and is none itself: no failure, but never passed over in silence."""

    reason = "skipped"


class NoPage(InputError):
    """It is no page and need be none: a picture in an archive. It is passed over and counted."""

    reason = "no page"


class FetchError(InputError):
    """The URL could not be fetched; `status` is what the server answered (0: nothing)."""

    reason = "not fetched"
    status = 0
    retry_after = ""


class ForbiddenAddress(FetchError):
    """The URL leads to this machine or to a private network."""

    reason = "forbidden address"


class NotAllowed(FetchError):
    """The site does not want to be read by programs (robots.txt)."""

    reason = "not allowed"


class UsageError(InputError):
    """What was asked for makes no sense: a bad date, a bad option."""

    reason = "wrong usage"


class QueryError(UsageError):
    """A search query cannot be understood; `position` counts its characters from 1.

    >>> print(QueryError("حفتر AND", 5, "AND has nothing behind it", remedy="put a word behind it"))
    position 6: AND has nothing behind it: «AND» (put a word behind it)
    """

    reason = "bad query"

    def __init__(self, query: str, at: int, problem: str, *, remedy: str = "") -> None:
        self.query, self.position = query, at + 1
        here = query[at:].split(maxsplit=1)[:1]
        shown = f"{problem}: «{here[0][:30]}»" if here else problem
        super().__init__(f"position {self.position}", shown, remedy=remedy)


class LexiconError(MarsadError):
    """An entry of the lexicon is wrong."""


class LibraryError(MarsadError):
    """A library cannot be opened, written to or trusted."""


class IndexDamaged(LibraryError):
    """A search index is damaged, or was made by another version of Marsad; `marsad reindex` makes it anew."""


class IndexBusy(LibraryError):
    """Another program writes to the search index."""


class ModelError(MarsadError):
    """A model pack is missing or damaged."""
