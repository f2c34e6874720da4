"""Data files changed at random, as slips of the hand change them: always problems with a line, never an exception."""

import random
import shutil
from copy import deepcopy

import pytest
import yaml

from roots import small_root
from tiaoli import yamldata
from tiaoli.check import report
from tiaoli.load import load
from tiaoli.model import ReadError

NAMES = (
    "contest",
    "campaign",
    "kits",
    "outreach",
    "meanings",
    "confusions",
    "glossary",
    "handouts",
    "procedure",
    "superseded",
    "wording",
)
#: What stands in the place of a value; found to be the ones that trip programs.
ODD = (
    "", " ", None, True, 0, -1, 10**17, 1.5, [], {}, [[]], {"a": {"b": 1}}, ["x"], "x" * 3000, "2022-13-45", "9999-12-31", "0000-00-00",
    "art-999", "art-3", "../../etc/passwd", "甲\n乙", "\u202e甲", "😀", "<script>1</script>", '"><img src=x>', "=1+1", "{.derived}", "{{x}}",
    "第九百九十九条", "《规定》第九十九条规定“甲”", "60日", "NaN", "1e400", "٣", "（" * 40, "|a|b|", "---", "\\", "%s", "{0}", "25:61", "亿" * 50,
)  # fmt: skip
#: What a key pressed by mistake leaves in a line.
SLIPS = ("\t", "\0", "&a ", "*a", "!!x ", "{", "[", '"', "'", "- ", ": ", "：", "\ufeff", "? ", "| ", "<<: ", "---\n")
RUNS = 9


@pytest.fixture(scope="module")
def root(repo_root, tmp_path_factory):
    """The small root with the data files of this repository, each cut to its first entries, and a bank of every type."""
    root = small_root(tmp_path_factory.mktemp("mutated"))
    for name in NAMES:
        path = repo_root / "docs" / "_data" / f"{name}.yml"
        if path.is_file():
            shutil.copy(path, root / "docs" / "_data")
    (root / "quizzes" / "blueprints").mkdir(parents=True)
    shutil.copy(repo_root / "quizzes" / "cases-a.yml", root / "quizzes")
    for path in (repo_root / "quizzes" / "blueprints").glob("*.yml"):
        shutil.copy(path, root / "quizzes" / "blueprints")
    return root


def places(data, above=()):
    """The path of every value below the top."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*above, key)
        yield from places(value, (*above, key))


def mutated(data, chance: random.Random):
    """One value taken away, replaced, doubled, renamed or wrapped."""
    data = deepcopy(data)
    path = chance.choice(list(places(data)))
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    last = path[-1]
    match chance.choice(("gone", "odd", "odd", "odd", "twice", "renamed", "wrapped")):
        case "gone":
            del holder[last]
        case "twice" if isinstance(holder, list):
            holder.append(deepcopy(holder[last]))
        case "renamed" if isinstance(holder, dict):
            holder[chance.choice(("x", "标题", "__proto__"))] = holder.pop(last)
        case "wrapped":
            holder[last] = [holder[last]]
        case _:
            holder[last] = deepcopy(chance.choice(ODD))
    return data


def slipped(text: str, chance: random.Random) -> str:
    """The text with one slip somewhere."""
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(SLIPS) + text[at:]


def test_mutated_data_gives_problems_with_lines_and_never_an_exception(root):
    files = sorted([*(root / "docs" / "_data").glob("*.yml"), *(root / "quizzes").rglob("*.yml")])
    files = [path for path in files if path.name != "site.yml"]
    whole = {}
    for path in files:
        data = yamldata.read_file(path).data
        if isinstance(data, dict) and "questions" in data:
            data["questions"] = list({q["type"]: q for q in data["questions"]}.values())
        whole[path] = data[:4] if isinstance(data, list) else data
    shown = {path.relative_to(root).as_posix() for path in files}
    found = 0
    for seed in range(RUNS):
        chance = random.Random(seed)
        for path in files:
            text = yaml.dump(mutated(whole[path], chance), allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper)
            path.write_text(slipped(text, chance) if chance.random() < 0.1 else text, "utf-8")
        try:
            problems = report(load(root)).problems
        except ReadError as error:
            assert str(error)
            continue
        unplaced = [str(p) for p in problems if p.path in shown and (p.line < 1 or not p.message)]
        assert not unplaced, (seed, unplaced)
        found += len(problems)
    assert found > RUNS
