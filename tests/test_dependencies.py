"""Who may import whom: the direction that CONTRIBUTING states, and one boundary for each third-party library."""

import ast
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "scripts" / "tiaoli"

#: Layers from the top; a module may import from its own layer and from those below it.
LAYERS = (
    ("cli", "__main__"),
    ("pack", "editions"),
    ("review",),
    ("build", "mkdocs_plugin", "scaffold", "export"),
    (
        "site",
        "quiz",
        "outside",
        "handouts",
        "outreach",
        "downloads",
        "readers",
        "writers",
        "publish",
        "convert",
        "compare",
        "check",
        "load",
        "contest",
        "campaign",
    ),
    (
        "signoff",
        "privacy",
        "claims",
        "clean",
        "commentary",
        "kinds",
        "timelimits",
        "statute",
        "citations",
        "frontmatter",
        "schema",
        "search",
        "deadlines",
    ),
    ("workdays", "yamldata", "wholefile", "textfile", "numerals", "commonmark"),
    ("model",),
)


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, at its top or inside a function, as full dotted names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def modules() -> list[Path]:
    """Python files of the package, starter content left out."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "starter" not in path.parts]


def own(path: Path) -> str:
    """The name of the top module that a file belongs to: statute for statute/parse.py."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def level(name: str) -> int:
    """Position of a top module in LAYERS."""
    return next(position for position, layer in enumerate(LAYERS) if name in layer)


def ours(path: Path) -> set[str]:
    """Top modules of ours that a file imports."""
    return {name.split(".")[1] for name in imports_of(path) if name.startswith("tiaoli.")} - {"__version__", own(path)}


def test_every_module_has_its_layer():
    known = {name for layer in LAYERS for name in layer}
    assert {own(path) for path in modules()} - {"__init__"} <= known


def test_imports_only_point_downwards():
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in modules() if own(path) != "__init__"
        for name in ours(path) if level(name) < level(own(path))
    ]  # fmt: skip
    assert not wrong


def test_no_two_modules_import_each_other():
    graph: dict[str, set[str]] = {}
    for path in modules():
        graph.setdefault(own(path), set()).update(ours(path))
    reached = {name: set(targets) for name, targets in graph.items()}
    for _ in graph:
        for name in reached:
            reached[name] |= {far for near in reached[name] for far in graph.get(near, ())}
    assert not [name for name in reached if name in reached[name]]


def test_readers_and_writers_never_meet():
    assert not [path for path in modules() if own(path) == "readers" and "writers" in ours(path)]
    assert not [path for path in modules() if own(path) == "writers" and "readers" in ours(path)]


def test_model_imports_nothing_of_ours():
    assert not [path for path in modules() if own(path) == "model" and ours(path)]


def test_each_third_party_library_is_imported_in_one_place():
    places: dict[str, set[str]] = {}
    for path in modules():
        where = own(path) if own(path) in ("cli",) else str(path.relative_to(PACKAGE))
        for name in imports_of(path):
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names and top != "tiaoli":
                places.setdefault(top, set()).add(where)
    assert places["click"] == {"cli"}
    # python-docx reads and writes: one boundary on each side, since readers and writers never meet
    assert sorted(where.partition("/")[0] for where in places.pop("docx")) == ["readers", "writers"]
    assert not {name: where for name, where in places.items() if len(where) > 1}


def test_set_up_needs_only_the_standard_library():
    path = PACKAGE.parent / "run.py"
    assert not {name.split(".")[0] for name in imports_of(path)} - sys.stdlib_module_names
