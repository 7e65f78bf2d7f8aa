"""The docs: made pages are up to date, links lead somewhere, examples run, every command and option is told."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from marsad.cli.main import app

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
REMEDY = "run: make docs"


def script(name: str) -> ModuleType:
    """A script of the docs folder as a module."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_is_up_to_date() -> None:
    made = script("build_reference").pages()
    stale = [
        name for name, page in made.items() if (DOCS / "reference" / name).read_text(encoding="utf-8") != page
    ]
    assert stale == [], REMEDY
    assert {path.name for path in (DOCS / "reference").iterdir()} == set(made)


def test_scores_are_up_to_date() -> None:
    page = (DOCS / "method.md").read_text(encoding="utf-8")
    assert script("build_figures").with_table(page) == page, REMEDY
    assert "| entities: kind and form | 0." in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:")):
            file, _, anchor = target.partition("#")
            aim = (page.parent / file) if file else page
            if not aim.exists() or (anchor and anchor not in anchors(aim)):
                broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """The anchors that headings of a page get on GitHub."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", ["how-to.md"])
def test_python_examples_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for code in re.findall(r"```python\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(code, name, "exec"), {})
    printed = capsys.readouterr().out
    assert "2023-09-27" in printed
    assert "سمير الحداد" in printed


def test_every_command_is_told_in_both_readmes() -> None:
    commands = [one.name or one.callback.__name__ for one in app.registered_commands if one.callback]
    for name in ("README.md", "README.ar.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [one for one in commands if f"marsad {one}" not in text] == [], name


def test_the_reference_has_every_option() -> None:
    text = (DOCS / "reference/commands.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        shown = CliRunner().invoke(app, [command.name or command.callback.__name__, "--help"]).stdout
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", shown)) - {"--help"}
        assert {one for one in options if not one.startswith("--no-")} <= set(re.findall(r"--[a-z-]+", text))


def test_the_lexicon_example_of_the_docs_holds(tmp_path: Path) -> None:
    from marsad.matching.lint import find_faults
    from marsad.matching.store import SOURCES

    entry = re.search(r"```yaml\n(.*?)```", (DOCS / "how-to.md").read_text(encoding="utf-8"), re.DOTALL)
    assert entry is not None
    folder = tmp_path / "speech"
    folder.mkdir()
    (folder / "schema.yaml").write_bytes((SOURCES / "speech/schema.yaml").read_bytes())
    indented = "".join(f"{line}\n" for line in entry[1].rstrip().splitlines())
    (folder / "own.yaml").write_text(f"kind: cue\nentries:\n{indented}", encoding="utf-8")
    assert find_faults(tmp_path) == []


def test_the_list_of_names_of_the_docs_is_read(tmp_path: Path) -> None:
    from marsad.names.user import read_names

    table = re.search(r"```csv\n(.*?)```", (DOCS / "how-to.md").read_text(encoding="utf-8"), re.DOTALL)
    assert table is not None
    path = tmp_path / "mine.csv"
    path.write_text(table[1], encoding="utf-8")
    assert [entry.get("kind") or entry.kind for entry in read_names(path)] == ["person", "place", "none"]
