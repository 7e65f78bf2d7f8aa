"""A desk at work: one library open for reading, its index and overview kept up to it, and the right to judge."""

from __future__ import annotations

import gc
import hmac
import os
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Self

import msgspec

from marsad.corpus import Decision, Judgement, Library
from marsad.corpus.corroboration import Evidence
from marsad.corpus.grading import reliability_of
from marsad.corpus.review import Review
from marsad.corpus.search import Hits, catch_up, index_stamp, missing, parse_query
from marsad.corpus.search.hits import Hit
from marsad.corpus.search.index import Ranking, Sort
from marsad.corpus.search.watches import watches_stamp
from marsad.corpus.store.reading import find_views, unpack_record
from marsad.desk.access.persons import present
from marsad.desk.access.sharing import Sharing
from marsad.desk.answering import Answer
from marsad.desk.keeping import Kept, Stamp
from marsad.desk.naming import naming_of
from marsad.desk.overview import Overview
from marsad.desk.pulse import Pulse
from marsad.desk.reading import ReadingRoom
from marsad.desk.recall import Remembered
from marsad.desk.searching import OpenIndex
from marsad.desk.surveying import SMALL, Told, recalled, surveyed
from marsad.errors import IndexBusy, IndexDamaged, LibraryError
from marsad.types import Record

if TYPE_CHECKING:
    from marsad.desk.adding import Adder
    from marsad.desk.workshop import Workshop

_PATIENCE, _GLANCE = 1.5, 0.1
"""Seconds after a decision that pages wait for what follows from it, and between two looks whether it is there."""
_REST = 4.0
"""Taking in new articles beside the pages rests so many times as long as it took: a fifth of one processor at most."""

KEPT_BYTES = 48 << 20
"""Of pages that are given again while nothing has changed: some 1,000 articles."""
KEPT_RECORDS, KEPT_SEARCHES, KEPT_STORIES = 300, 200, 50
KEPT_TOLD, KEPT_ADDRESSES = 2000, 10_000


class Session:
    """What the pages of one desk share; closing it lets go of the library.

    What the desk writes it writes through `writable`, which many may hold at once: judging waits for no adding of articles.
    With `sharing` others reach the desk, and users sign in; without it, whoever knows the `token` may write.
    """

    def __init__(
        self,
        location: str | os.PathLike[str],
        *,
        token: str | None = None,
        sharing: Sharing | None = None,
    ) -> None:
        self.location, self.sharing = os.fspath(location), sharing
        self.token = token or secrets.token_urlsafe(24)
        self.library = Library.open(self.location)
        self._index = OpenIndex(self.library, self._refresh_later)
        self._overview: Overview | None = None
        self._review = Review(self.library)
        self._surveying, self._writing = threading.Lock(), threading.Lock()
        self._refreshing = threading.Lock()
        self._settled, self._awaited = threading.Condition(), (0, 0.0)
        self._rested = 0.0
        self.workshop: Workshop | None = None
        self._refreshes = 0
        self._pulse = Pulse(self.library)
        self.answers: Kept[Answer] = Kept(KEPT_BYTES, weigh=lambda answer: answer.weight)
        self.addresses: Kept[Remembered] = Kept(KEPT_ADDRESSES)
        self._records: Kept[Record] = Kept(KEPT_RECORDS)
        self.evidence: Kept[Evidence] = Kept(KEPT_STORIES)
        self._told: Kept[Told] = Kept(KEPT_TOLD)
        self._hits: Kept[Hits] = Kept(KEPT_SEARCHES)
        self._neighbours: Kept[list[tuple[int, float]]] = Kept(KEPT_RECORDS)
        self._written: Library | None = None
        self._writers = 0
        self._adder: Adder | None = None
        self.reading_room = ReadingRoom()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends what is being added, and lets go of the index and the library."""
        if self._adder:
            self._adder.close()
        if self.workshop:
            self.workshop.close()
        self.reading_room.close()
        self._index.close()
        self.library.close()

    @property
    def adder(self) -> Adder:
        """What adds to the library for the pages of this desk; it begins with the first thing that is handed in."""
        from marsad.desk.adding import Adder

        with self._writing:
            if self._adder is None:
                self._adder = Adder(self)
            return self._adder

    def stamp(self, article: int | None = None) -> Stamp:
        """What is another as soon as a page on the whole library, or on one article, can say something else.

        Articles that are being added change nothing until they are taken in, and nothing about other articles then but whom
        they are like; what people say of an article changes its own pages.
        """
        state = self._pulse.state()
        if self._overview is not None and self._overview.change != state.change:
            self._refresh_later()
        shared = (self._refreshes, state.decided, state.marks)
        return shared if article is None else (*shared, self._pulse.touched(article))

    def search_stamp(self) -> Stamp:
        """What is another as soon as a search can say something else: as the index, or a saved search, is another."""
        shared, newest = self.stamp(), self._pulse.state().change
        return shared, newest, index_stamp(self.library), watches_stamp(self.library)

    def told(self, numbers: Sequence[int]) -> dict[int, Told]:
        """What articles say on whose word, by number; those that are often asked for are kept."""
        stamps = self._pulse.all_touched(numbers)
        known = {no: self._told.find(stamp, no) for no, stamp in stamps.items()}
        missing = [no for no, told in known.items() if told is None]
        if missing:
            with self.library.reading() as connection:
                read = find_views(connection, Told, missing)
            for no, told in read.items():
                self._told.put(stamps[no], no, told)
                known[no] = told
        return {no: told for no, told in known.items() if told is not None}

    def record(self, no: int) -> Record:
        """The record of the article with this number; those that are often asked for are kept."""
        return self._records.get(self._pulse.touched(no), no, lambda: self._read_record(no))

    def _read_record(self, no: int) -> Record:
        with self.library.reading() as connection:
            return unpack_record(connection, no)

    def may_write(self, token: str | None) -> bool:
        """Whether somebody who shows this token opened the printed address of a desk that is not shared."""
        return (
            self.sharing is None
            and token is not None
            and hmac.compare_digest(token.encode(), self.token.encode())
        )

    def bring_up_to_date(self) -> None:
        """Lets the search index take in what the library has more; another program that does so already is left to it."""
        try:
            for _ in catch_up(self.library):
                pass
        except IndexBusy:
            return

    def refresh(self) -> None:
        """Takes in what the library has more, now: when it returns, pages show it."""
        if self.workshop is None or self._is_small:
            self.bring_up_to_date()
        overview = self._survey()
        with self._settled:
            self._overview = overview
            self._refreshes += 1
            self._settled.notify_all()

    def _survey(self) -> Overview:
        """What the library speaks of now, told to those who make pages; a large one is surveyed by a process of its own, which
        looks after the index, too."""
        if self.workshop is None or self._is_small:
            overview = surveyed(self.library)
            if self.workshop is not None:
                self.workshop.tell(overview)
        else:
            overview = self.workshop.survey()
        if not self._is_small:
            gc.freeze()  # what lives as long as the overview is not gone through again and again
        return overview

    def _recalled(self) -> Overview | None:
        """What the library was found to speak of, if that was kept: what came since is taken in beside the pages."""
        found = None if self._is_small else recalled(self.library)
        if found is None:
            return None
        path, overview = found
        if self.workshop is not None:
            self.workshop.tell_kept(path)
        gc.freeze()
        return overview

    @property
    def _is_small(self) -> bool:
        """Whether the library is surveyed sooner than a process is started."""
        return self._pulse.state().change <= SMALL

    def employ(self, makers: int) -> None:
        """Has pages made by so many processes of their own from now on."""
        from marsad.desk.workshop import Workshop

        self.workshop = Workshop(self.location, makers)

    def prepare(self) -> None:
        """Begins to work out, beside the pages, what the first who ask would have to wait for."""

        def work_out() -> None:
            with suppress(LibraryError):  # the library is being closed or moved; the next page says so
                self.overview()
                self.review()

        threading.Thread(target=work_out, daemon=True).start()

    def search(
        self,
        query: str,
        *,
        limit: int,
        offset: int,
        sort: Sort,
        facets: bool = True,
        strict: bool = False,
        ranking: Ranking = "auto",
    ) -> Hits:
        """The articles that meet a query. What came in a moment ago is found as soon as the index has it.

        Actors and places among the facets are those of the overview, under all spellings, and so are whom names in quotation
        marks mean.
        """
        overview = self.overview()
        naming = naming_of(overview)
        asked = naming.meant(parse_query(query))
        with self._index.asked() as index:
            mark = index.watermark()
            if behind := max(0, self._pulse.state().change - mark):
                self._refresh_later()

            def look() -> Hits:
                return index.search(
                    asked,
                    limit=limit,
                    offset=offset,
                    sort=sort,
                    facets=naming.facets if facets else False,
                    strict=strict,
                    ranking=ranking,
                )

            key = (query, limit, offset, sort, facets, strict, ranking)
            stamp = (self._index.place, mark, overview.change, overview.decided)
            hits = self._hits.get(stamp, key, look)
            return msgspec.structs.replace(hits, missing=behind)

    def select(self, query: str) -> frozenset[int]:
        """The numbers of all articles that meet a query to the letter."""
        asked = naming_of(self.overview()).meant(parse_query(query))
        with self._index.asked() as index:
            if missing(self.library, index):
                self._refresh_later()
            return frozenset(index.select(asked))

    def review(self) -> Review:
        """All facts in the order of doubt with what people decided about them, as of now."""
        self._review.catch_up()
        return self._review

    def similar(self, article: int, limit: int) -> tuple[Hit, ...]:
        """The articles most like one; none while the index is damaged, so that articles can be read all the same."""
        try:
            with self._index.asked() as index:
                return index.similar(article, limit)
        except IndexDamaged:
            return ()

    def neighbours(self, article: int, limit: int) -> list[int]:
        """The numbers of the articles most like one, none while the index is damaged: half the work, where no words are shown."""
        try:
            with self._index.asked() as index:
                mark = (self._index.place, index.watermark())
                found = self._neighbours.get(mark, (article, limit), lambda: index.neighbours(article, limit))
                return [no for no, _ in found]
        except IndexDamaged:
            return []

    def indexed(self) -> tuple[int, str]:
        """The number of the newest reading that the index has, and what is wrong with it, if anything is."""
        try:
            with self._index.asked() as index:
                return index.watermark(), ""
        except LibraryError as error:
            return 0, str(error)

    def overview(self) -> Overview:
        """What the library speaks of, as of its last change or, while that is worked out, as of the one before.

        What people decided on who is who shows as soon as it is worked out; who asks then waits for that, though not long.
        """
        state = self._pulse.state()
        with self._surveying:
            if self._overview is None:
                self._overview = self._recalled() or self._survey()
            overview = self._overview
        if overview.decided != state.who:
            return self._decided(state.who)
        if overview.change != state.change:
            self._refresh_later()
        return overview

    def _decided(self, who: int) -> Overview:
        """What the library speaks of after so many decisions, if that is known soon after the last; else what was before."""
        with self._settled:
            if self._awaited[0] != who:
                self._awaited = who, time.monotonic() + _PATIENCE
            while True:
                overview, left = self._overview, self._awaited[1] - time.monotonic()
                assert overview is not None
                if overview.decided != who:
                    self._refresh_later(urgent=True)
                if overview.decided == who or left <= 0:
                    return overview
                self._settled.wait(min(left, _GLANCE))

    def judge(
        self, article: int, kind: str, fact: str | None, action: str, *, by: str, value: Any
    ) -> Judgement:
        """A judgement, stored for ever; on a shared desk it bears the name of who signed in, whatever `by` says.

        `LibraryError` while another program writes to the library.
        """
        by = present().name or by
        with self.writable() as writable:
            return writable.judge(article, kind, fact, action, by=by, value=value)

    def rate(self, source: str, grade: str, *, by: str) -> Decision:
        """The decision how far a source is relied on; on a shared desk of who signed in."""
        with self.writable() as writable:
            return writable.rate_source(source, grade, by=present().name or by)

    def reliability(self) -> dict[str, str]:
        """The letters of the sources that people graded, by key, as of this moment."""
        with self.library.reading() as connection:
            return reliability_of(connection, self.overview().directory)

    @contextmanager
    def writable(self) -> Iterator[Library]:
        """The library open for writing, one for all of this desk who write; the last one lets go of the right to write.

        `LibraryError` while another program writes to the library.
        """
        with self._writing:
            if self._written is None:
                self._written = Library.open(self.location, "w")
            self._writers += 1
            library = self._written
        try:
            yield library
        finally:
            with self._writing:
                self._writers -= 1
                if not self._writers:
                    library.close()
                    self._written = None

    def _refresh_later(self, *, urgent: bool = False) -> None:
        """Starts the taking in of new articles beside the pages, unless it is going on or, where it is not urgent, just ended.

        While articles come in by the hundred, surveying a large library each time would take all the time of the pages.
        """
        if (urgent or time.monotonic() >= self._rested) and self._refreshing.acquire(blocking=False):
            threading.Thread(target=self._refresh_now, daemon=True).start()

    def _refresh_now(self) -> None:
        begun = time.monotonic()
        try:
            self.refresh()
        except LibraryError:
            return  # The library is being closed or moved; the next page says so.
        finally:
            self._rested = time.monotonic() + _REST * (time.monotonic() - begun)
            self._refreshing.release()
