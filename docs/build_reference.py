"""Write ``docs/reference`` from the code: public functions, commands, errors, the record's fields, the lexicon's kinds.

    python docs/build_reference.py

A test compares the pages with what this makes, so run it after changing any of them.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from enum import EnumType
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import typer

FOLDER = Path(__file__).with_name("reference")
SOURCES = Path(__file__).parent.parent / "src/marsad"
MODULES = (
    "marsad",
    "marsad.corpus",
    "marsad.corpus.search",
    "marsad.speech",
    "marsad.export",
    "marsad.names",
    "marsad.times",
    "marsad.text",
    "marsad.matching",
)
NOTE = "<!-- Made by docs/build_reference.py: change the code, not this page. -->\n"


def pages() -> dict[str, str]:
    """The pages by file name."""
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "python.md": python_page,
        "commands.md": commands_page,
        "errors.md": errors_page,
        "record-fields.md": record_page,
        "lexicon.md": lexicon_page,
    }
    return {name: NOTE + "\n".join(make()).rstrip() + "\n" for name, make in makers.items()}


def python_page() -> Iterator[str]:
    """Every public function and value, with its signature, its docstring and its example."""
    yield "# Python\n"
    yield "`import marsad` costs nothing: each name is imported when it is first used.\n"
    seen: set[int] = set()
    for name in MODULES:
        module = import_module(name)
        public = [(one, getattr(module, one)) for one in sorted(module.__all__)]
        public = [(one, value) for one, value in public if id(value) not in seen and callable(value)]
        if public:
            yield f"## {name}\n"
            yield f"{inspect.getdoc(module)}\n"
        for one, value in public:
            seen.add(id(value))
            yield from _described(f"{name}.{one}", value)


def _described(name: str, value: Any) -> Iterator[str]:
    kind = "class " if inspect.isclass(value) else ""
    yield f"### {name}\n"
    yield f"```python\n{kind}{value.__name__}{_signature(value)}\n```\n"
    yield _with_examples(inspect.getdoc(value) or "")


def _signature(value: Any) -> str:
    """The signature, one parameter a line where it is long."""
    if isinstance(value, type) and issubclass(value, msgspec.Struct):
        return f"({', '.join(value.__struct_fields__)})"
    signature = inspect.signature(value)
    shown = str(signature).replace("'", "").replace("marsad.types.", "")
    if len(shown) < 90:
        return shown
    arguments = "".join(
        f"    {argument},\n" for argument in re.split(r", (?![^\[(]*[\])])", shown[1 : shown.rindex(")")])
    )
    return f"(\n{arguments}){shown[shown.rindex(')') + 1 :]}"


def _with_examples(doc: str) -> str:
    """A docstring as Markdown: its examples as code."""
    lines: list[str] = []
    for block in doc.split("\n\n"):
        block = re.sub(r"``([^`]*)``", r"`\1`", block)
        lines.append(f"```python\n{block}\n```" if block.startswith(">>>") else block)
    return "\n\n".join(lines) + "\n"


def commands_page() -> Iterator[str]:
    """Every command with its options, read from the functions behind them."""
    from marsad.cli.main import app

    yield "# Commands\n"
    yield "`marsad --version` prints the version; `marsad --install-completion` teaches the shell (bash, zsh, fish,"
    yield "PowerShell) to complete commands and options, `marsad --show-completion` prints what it would install."
    yield "`python -m marsad` is the same program. Data goes to standard output, messages to standard error.\n"
    for command in app.registered_commands:
        function = command.callback
        assert function is not None
        yield f"## marsad {command.name or function.__name__}\n"
        yield f"{inspect.getdoc(function)}\n"
        parameters = inspect.signature(function, eval_str=True).parameters
        if parameters:
            yield "| | | default |\n|---|---|---|"
        for parameter in parameters.values():
            yield _option(parameter)
        yield ""


def _option(parameter: inspect.Parameter) -> str:
    info = parameter.default
    long = "--" + parameter.name.replace("_", "-")
    name = ", ".join(info.param_decls or ()) or long
    if isinstance(info, typer.models.ArgumentInfo):
        name = parameter.name.upper()
    elif parameter.annotation is not bool:
        name += f" {_choices(parameter.annotation)}"
    default = info.default
    if default is ... or not default:
        default = ""
    return f"| `{name}` | {info.help} | {getattr(default, 'value', default)} |"


def _choices(annotation: Any) -> str:
    for kind in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(kind, EnumType):
            return "\\|".join(member.value for member in kind)
    return "N" if annotation in (int, int | None) else "FILE" if "Path" in str(annotation) else "TEXT"


def errors_page() -> Iterator[str]:
    """The tree of errors with the meaning of each."""
    from marsad.errors import MarsadError

    yield "# Errors\n"
    yield "Every error names the input, the place in it where there is one, and the remedy. `marsad read` prints it and"
    yield "goes on with the next input; its exit status is 1 then.\n"
    yield from _errors_below(MarsadError, 0)


def _errors_below(error: type, depth: int) -> Iterator[str]:
    first = (inspect.getdoc(error) or "").split("\n\n")[0].replace("\n", " ")
    yield f"{'  ' * depth}- `{error.__name__}`: {first}"
    for below in error.__subclasses__():
        if below.__module__.startswith("marsad."):
            yield from _errors_below(below, depth + 1)


def record_page() -> Iterator[str]:
    """Every field of the record, value by value."""
    yield "# The fields of the record\n"
    yield "What each means is told in [record.md](../record.md); `marsad schema` prints the same as JSON Schema. A field"
    yield "without default is always there; `in` and `from` are the names in JSON of what Python calls `field` and `from_`.\n"
    for file in ("record", "article", "facts"):
        tree = ast.parse((SOURCES / f"types/{file}.py").read_text(encoding="utf-8"))
        module = import_module(f"marsad.types.{file}")
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                yield from _struct(node, getattr(module, node.name))


def _struct(node: ast.ClassDef, struct: type) -> Iterator[str]:
    yield f"## {node.name}\n"
    yield _with_examples(inspect.getdoc(struct) or "")
    remarks = _remarks(node)
    yield "| field | type | default | |\n|---|---|---|---|"
    for field in msgspec.structs.fields(struct):
        default = "" if field.required else _shown(field)
        kind = re.sub(r"<class '(?:[\w.]*\.)?(\w+)'>", r"\1", str(field.type)).replace("marsad.types.", "")
        kind = re.sub(r"\b(?:article|facts|record)\.", "", kind).replace("|", "\\|")
        yield f"| `{field.encode_name}` | {kind} | {default} | {remarks.get(field.name, '')} |"
    yield ""


def _shown(field: msgspec.structs.FieldInfo) -> str:
    value = field.default if field.default is not msgspec.NODEFAULT else ()
    return f"`{value!r}`" if isinstance(value, str | int | bool | tuple) or value is None else "empty"


def _remarks(node: ast.ClassDef) -> dict[str, str]:
    """The remark under each field of a class."""
    found: dict[str, str] = {}
    for above, below in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(above, ast.AnnAssign)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            found[ast.unparse(above.target)] = " ".join(str(below.value.value).split()).replace("``", "`")
    return found


def lexicon_page() -> Iterator[str]:
    """Every kind of entry with its fields and the remarks of its schema."""
    from marsad.matching.sources import COMMON_FIELDS, read_schema

    yield "# The lexicon's kinds\n"
    yield "Every entry may have " + ", ".join(f"`{name}`" for name in sorted(COMMON_FIELDS)) + "."
    yield "Words that are found in texts come from `forms` (as they stand), `verb` and `noun` (inflected)."
    yield "How to add one: [correct a name list](../how-to.md#correct-a-name-list).\n"
    for path in sorted((SOURCES / "lexicon").glob("*/schema.yaml")):
        yield f"## {path.parent.name}\n"
        remarks = _comments(path.read_text(encoding="utf-8"))
        if remarks.get(""):
            yield _verbatim(remarks[""])
        for kind, schema in read_schema(path.parent).items():
            yield f"### {kind}\n"
            if remarks.get(kind):
                yield _verbatim(remarks[kind])
            yield from _kind(schema)


def _verbatim(remark: str) -> str:
    return f"```text\n{remark}\n```\n"


def _comments(text: str) -> dict[str, str]:
    """The comment above each kind; above the first blank line, that of the folder."""
    found: dict[str, str] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            lines.append(line.removeprefix("#").removeprefix(" "))
        elif not line.strip():
            found.setdefault("", "\n".join(lines).strip())
            lines = []
        elif kind := re.match(r"([\w]+):", line):
            found[kind[1]] = "\n".join(lines).strip()
            lines = []
    return found


def _kind(schema: Any) -> Iterator[str]:
    takes = [
        word
        for word, on in (
            ("particles before it", schema.proclitics),
            ("the article", schema.article),
            ("a pronoun after it", schema.enclitics),
        )
        if on
    ]
    use = (
        f"Found in texts, with {', '.join(takes) or 'nothing attached'}."
        if schema.matched
        else "A table, not words to find."
    )
    yield use + (" Several entries may share a form." if schema.homonyms else "") + "\n"
    for name, values in schema.fields.items():
        wanted = ", ".join(f"`{value}`" for value in values) if isinstance(values, list) else values
        marks = [text for text, on in (("required", name in schema.required),) if on]
        marks += [f"names a {schema.references[name]}"] if name in schema.references else []
        yield f"- `{name}`: {wanted}" + (f" ({', '.join(marks)})" if marks else "")
    if schema.fields:
        yield ""


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in pages().items():
        (FOLDER / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
