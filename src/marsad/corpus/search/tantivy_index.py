"""The search index in tantivy: a folder of segments, fast at a million articles."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.corpus.search.analysis import analysis_stamp
from marsad.corpus.search.articles import IndexedArticle
from marsad.corpus.search.fields import BAGS, FACETS, PLAIN, RANKED, Fields, Stored, pack, unpack
from marsad.corpus.search.hits import Facet
from marsad.corpus.search.index import FACET_VALUES, BaseIndex, Facets, Ranked, Sort
from marsad.corpus.search.meaning import Reading
from marsad.corpus.search.ordering import Scored
from marsad.corpus.search.plan import EVERYTHING, Plan
from marsad.corpus.search.tantivy_files import META, find_fault
from marsad.corpus.search.tantivy_queries import Compiler
from marsad.corpus.search.vector_files import open_vectors
from marsad.errors import IndexBusy, IndexDamaged, LibraryError

if TYPE_CHECKING:
    import tantivy

_STATE = "state"
"""The label of the one document that is no article: it carries the watermark, so that both are committed as one."""
_TOKENIZER = "spaces"
_WRITER_MEMORY = 64_000_000
_MOST_COUNTED = 500
"""Plans whose facets are kept until the next commit."""
_REMEDY = "run: marsad reindex"


class _State(msgspec.Struct, frozen=True):
    """What an index says of itself: the last change it holds, and how words were cut."""

    watermark: int
    analysis: str


class TantivyIndex(BaseIndex):
    """A search index in a folder; it is made where there is none.

    Raises `IndexDamaged` when the folder holds an index that is not whole or was made by another analysis.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._meta = folder, os.fspath(folder / META)
        with _guarded(folder):
            self._index = self._open()
            self._compiler = Compiler(self._index.schema)
            self._seen = -1
            self._state: _State | None = None
            self._frequencies: dict[str, int] = {}
            self._known: dict[tuple[Plan, tuple[str, ...]], Facets] = {}
            state = self._read_state()
        self._vectors = open_vectors(folder, state.watermark)

    def _open(self) -> tantivy.Index:
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        if (self._folder / META).exists():
            fault = find_fault(self._folder)
            if fault:
                raise IndexDamaged(str(self._folder), fault, remedy=_REMEDY)
            index = tantivy.Index.open(str(self._folder))
        elif any(self._folder.glob("*.store")):
            raise IndexDamaged(str(self._folder), f"{META} is missing", remedy=_REMEDY)
        else:
            index = tantivy.Index(_schema(), path=str(self._folder))
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_TOKENIZER, spaces)
        index.config_reader("manual")
        return index

    def _searcher(self) -> tantivy.Searcher:
        """A view of the last commit; the folder is looked at again only after one."""
        changed = os.stat(self._meta).st_mtime_ns
        if changed != self._seen:
            self._index.reload()
            self._seen, self._state = changed, None
            self._frequencies, self._known = {}, {}
        return self._index.searcher()

    def _read_state(self) -> _State:
        searcher = self._searcher()
        if self._state is None:
            self._state = self._find_state(searcher)
        return self._state

    def _find_state(self, searcher: tantivy.Searcher) -> _State:
        if not searcher.num_docs:
            return _State(0, analysis_stamp())
        import tantivy

        found = searcher.search(tantivy.Query.term_query(self._index.schema, "labels", _STATE), 2).hits
        if len(found) != 1:
            raise IndexDamaged(str(self._folder), "it does not say what it holds", remedy=_REMEDY)
        state = msgspec.json.decode(searcher.doc(found[0][1])["body"][0], type=_State)
        if state.analysis != analysis_stamp():
            raise IndexDamaged(str(self._folder), "it was made by another version", remedy=_REMEDY)
        return state

    def watermark(self) -> int:
        """The last change of the library that the index holds, 0 if none."""
        with _guarded(self._folder):
            return self._read_state().watermark

    def count(self) -> int:
        """How many articles the index holds."""
        with _guarded(self._folder):
            articles = self._searcher().num_docs
        return max(0, articles - 1)

    def update(self, articles: Iterable[IndexedArticle], watermark: int, *, gone: Iterable[int] = ()) -> None:
        """Puts articles in, in place of those with the same number and of those `gone`, all or nothing.

        Raises `IndexBusy` while another program writes.
        """
        with self.filling() as filling:
            filling.put(articles, watermark, gone=gone)

    @contextmanager
    def filling(self) -> Iterator[Filling]:
        """What articles are put into little by little; they are in the index at the end, with the watermark, or none of them.

        Raises `IndexBusy` while another program writes.
        """
        with _guarded(self._folder), self._writing() as writer:
            filling = Filling(self._folder, self._noting, writer)
            yield filling
            if filling.watermark is not None:
                self._vectors.update(filling.readings, filling.watermark, gone=filling.gone)
                self._write_state(writer, filling.watermark)

    def delete(self, numbers: Iterable[int]) -> None:
        """Takes articles out; the watermark stays."""
        leaving = tuple(numbers)
        with _guarded(self._folder), self._writing() as writer:
            for number in leaving:
                writer.delete_documents_by_term("no", number)
            self._vectors.update({}, self._vectors.watermark(), gone=leaving)
            self._write_state(writer, self._read_state().watermark)

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """A writer whose work is committed whole at the end, or not at all."""
        try:
            writer = self._index.writer(_WRITER_MEMORY, 1)
        except ValueError as error:
            if "Lock" in str(error):
                raise IndexBusy(
                    str(self._folder), "another program writes to it", remedy="try again when it has finished"
                ) from None
            raise
        try:
            # What a killed writer left is in the way of this one: numbers of commits are given again, and with them names
            # of files («FileAlreadyExists … .del»).
            writer.garbage_collect_files()
            yield writer
            writer.commit()
        finally:
            writer.wait_merging_threads()

    def _write_state(self, writer: tantivy.IndexWriter, watermark: int) -> None:
        import tantivy

        writer.delete_documents_by_term("labels", _STATE)
        document = tantivy.Document()
        document.add_text("labels", _STATE)
        document.add_bytes("body", msgspec.json.encode(_State(watermark, analysis_stamp())))
        writer.add_document(document)

    def _run(self, plan: Plan, limit: int, offset: int, sort: Sort) -> tuple[int, Ranked]:
        with _guarded(self._folder):
            searcher = self._searcher()
            query = self._compiler.compile(plan)
            field = "moment" if sort == "date" else None
            found = searcher.search(query, max(1, limit), True, field, offset)
            hits = [(_stored(searcher.doc(address)), float(score)) for score, address in found.hits[:limit]]
            return _total(found), hits

    def _scored(self, plan: Plan, limit: int) -> Scored:
        with _guarded(self._folder):
            searcher = self._searcher()
            found = searcher.search(self._compiler.compile(plan), max(1, limit), True)
            hits = found.hits  # made anew each time that it is asked for
            numbers = searcher.fast_field_values("no", [address for _, address in hits])
            pairs = zip(numbers, hits, strict=True)
            return _total(found), [(int(no or 0), float(score)) for no, (score, _) in pairs]

    def _numbers(self, plan: Plan) -> list[int]:
        with _guarded(self._folder):
            searcher = self._searcher()
            found = searcher.search(self._compiler.compile(plan), max(1, searcher.num_docs), False, "no")
            return [int(no) for no, _ in found.hits]

    def _facets(self, plan: Plan, kinds: tuple[str, ...]) -> Facets:
        with _guarded(self._folder):
            searcher, known = self._searcher(), self._known
            found = known.get((plan, kinds))
            if found is None:
                if len(known) >= _MOST_COUNTED:
                    known.clear()
                found = known[plan, kinds] = self._count(searcher, plan, kinds)
            return found

    def _count(self, searcher: tantivy.Searcher, plan: Plan, kinds: tuple[str, ...]) -> Facets:
        """The facets of a plan counted; the pages of an answer and its two orders have the same."""
        wanted = {
            kind: {"terms": {"field": f"facet_{kind}", "size": FACET_VALUES, "segment_size": 1000}}
            for kind in kinds
        }
        found = searcher.aggregate(self._compiler.compile(plan), wanted)
        return {
            kind: tuple(Facet(one["key"], int(one["doc_count"])) for one in found[kind]["buckets"])
            for kind in kinds
        }

    def _stored(self, no: int) -> Stored | None:
        import tantivy

        with _guarded(self._folder):
            searcher = self._searcher()
            found = searcher.search(tantivy.Query.term_query(self._index.schema, "no", no), 1).hits
            return _stored(searcher.doc(found[0][1])) if found else None

    def _terms(self, field: str, start: str) -> list[str]:
        with _guarded(self._folder):
            return [term for term, _ in self._searcher().terms_with_prefix(field, start)]

    def _frequency(self, stem: str) -> int:
        found = self._frequencies.get(stem)
        if found is None:
            with _guarded(self._folder):
                found = self._frequencies[stem] = self._searcher().doc_freq("text", stem)
        return found

    def verify(self) -> None:
        """Reads the whole index and raises `IndexDamaged` if anything in it is not as it was written."""
        fault = find_fault(self._folder, thorough=True)
        if fault:
            raise IndexDamaged(str(self._folder), fault, remedy=f"{_REMEDY} --anew")
        with _guarded(self._folder):
            self._read_state()
            self._run(EVERYTHING, 1, 0, "rank")
        self._vectors.verify()

    def close(self) -> None:
        """Lets go of the files; a second call does nothing."""
        with suppress(AttributeError):
            del self._index


class Filling:
    """Articles on their way into an index, and up to which change of the library they go."""

    def __init__(
        self,
        folder: Path,
        noting: Callable[[Iterable[IndexedArticle], dict[int, Reading]], Iterator[Fields]],
        writer: tantivy.IndexWriter,
    ) -> None:
        self._folder, self._noting, self._writer = folder, noting, writer
        self.readings: dict[int, Reading] = {}
        self.gone: set[int] = set()
        self.watermark: int | None = None

    def put(self, articles: Iterable[IndexedArticle], watermark: int, *, gone: Iterable[int] = ()) -> None:
        """Puts articles in, in place of those with the same number and of those `gone`."""
        with _guarded(self._folder):
            for number in gone:
                self._writer.delete_documents_by_term("no", number)
                self.readings.pop(number, None)
                self.gone.add(number)
            for fields in self._noting(articles, self.readings):
                self._writer.delete_documents_by_term("no", fields.stored.no)
                self._writer.add_document(_document(fields))
        self.watermark = watermark


@contextmanager
def _guarded(folder: Path) -> Iterator[None]:
    """Turns what tantivy raises over broken files, panics among it, into `IndexDamaged`."""
    try:
        yield
    except (ValueError, OSError, zlib.error, msgspec.MsgspecError) as error:
        if "PermissionDenied" in str(error):  # its readers keep a lock file, too
            remedy = "check the rights of the folder, or search with --index fts"
            raise LibraryError(str(folder), "tantivy may not write to it", remedy=remedy) from error
        if "StorageFull" in str(error) or "No space left" in str(error):
            raise LibraryError(str(folder), "the disk is full", remedy="make room and try again") from error
        raise IndexDamaged(str(folder), f"it cannot be read: {error}", remedy=_REMEDY) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(str(folder), f"it cannot be read: {error}", remedy=_REMEDY) from error


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("no", stored=False, indexed=True, fast=True)
    for name in ("first", "last", "moment"):
        builder.add_integer_field(name, stored=False, indexed=False, fast=True)
    for name in (*RANKED, *PLAIN):
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="position")
    for name in BAGS:
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="basic")
    for name in FACETS:
        builder.add_text_field(f"facet_{name}", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("body", stored=True)
    return builder.build()


def _document(fields: Fields) -> tantivy.Document:
    import tantivy

    document = tantivy.Document()
    document.add_integer("no", fields.stored.no)
    document.add_integer("moment", fields.moment)
    if fields.days is not None:
        document.add_integer("first", fields.days.first)
        document.add_integer("last", fields.days.last)
    for name, terms in fields.terms.items():
        document.add_text(name, terms)
    for kind, values in fields.facets.items():
        for value in values:
            document.add_text(f"facet_{kind}", value)
    document.add_bytes("body", pack(fields.stored))
    return document


def _stored(document: tantivy.Document) -> Stored:
    return unpack(bytes(document["body"][0]))


def _total(found: Any) -> int:
    return int(found.count)
