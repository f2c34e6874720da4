"""What the search learns from labelled queries: the weights served are of the queries that stand, and the browser reads them as they were meant."""

import json
import subprocess
from pathlib import Path

import pytest

from search.learn import QUERIES, TARGET, examples
from tiaoli import load, yamldata
from tiaoli.search import learn
from tiaoli.search.words import words

HERE = Path(__file__).parent
#: A law of three articles.
TAUGHT = [
    learn.Example(text, (address,) if address else ())
    for text, address in [
        ("多少天办结", "art-1"), ("60日内办完没有", "art-1"), ("六十天还没办完", "art-1"), ("办结要多少天", "art-1"),
        ("30日内申请复查", "art-2"), ("不满意找谁复查", "art-2"), ("三十天里申请复查", "art-2"), ("找谁复查", "art-2"),
        ("外国人也能来吗", "art-3"), ("老外反映问题", "art-3"), ("外国人反映", "art-3"), ("老外能来吗", "art-3"),
        ("今天天气怎么样", ""), ("明天下雨吗", ""), ("天气预报下雨", ""), ("明天天气", ""),
    ]
]  # fmt: skip
ADDRESSES = ["art-1", "art-2", "art-3"]
_ASK = """const [given] = process.argv.slice(1), path = require("path"), {folder, learnt, queries, addresses} = JSON.parse(given);
const text = require(path.join(folder, "search-text.js")), likely = require(path.join(folder, "search-learnt.js")).create(learnt, addresses);
console.log(JSON.stringify(queries.map(query => { const got = likely(text.fold(query)); return got && {likes: [...got.likes], none: got.none}; })));"""


def likely(node: str, learnt: dict | None, queries: list[str]) -> list[dict | None]:
    """What the browser makes of queries."""
    folder = HERE.parent / "scripts" / "tiaoli" / "assets"
    given = {"folder": str(folder), "learnt": learnt, "queries": queries, "addresses": ADDRESSES}
    done = subprocess.run([node, "-e", _ASK, json.dumps(given)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def taught() -> dict:
    return learn.learn(TAUGHT, ADDRESSES)


@pytest.mark.parametrize(("query", "place"), [
    ("外国人怎么反映", 2), ("老外可以反映吗", 2), ("60天", 0), ("六十日办结", 0), ("30天复查", 1), ("三十日内", 1),
])  # fmt: skip
def test_the_browser_finds_what_was_learnt(node, taught, query, place):
    [got] = likely(node, taught, [query])
    assert got["likes"].index(0) == place and max(own for n, own in enumerate(got["likes"]) if n != place) < 0
    assert got["none"] < 0


def test_what_the_text_leaves_out_is_learnt_too(node, taught):
    outside, inside = likely(node, taught, ["明天会下雨吗", "多少天能办结"])
    assert outside["none"] > 0 > inside["none"]


def test_nothing_is_said_of_a_query_without_a_known_mark_or_where_nothing_was_learnt(node, taught):
    assert likely(node, taught, ["qqq", ""]) == [None, None]
    assert likely(node, None, ["复查"]) == [None]


def test_a_provision_that_is_not_published_leaves_the_others_in_place(node, taught):
    addresses = ["art-9", *taught["addresses"][1:]]
    [got] = likely(node, taught | {"addresses": addresses}, ["多少天办结"])
    assert got["likes"][0] == min(got["likes"]) and max(got["likes"]) < 0


def test_the_same_queries_give_the_same_weights(taught):
    assert learn.learn(TAUGHT, ADDRESSES) == taught


def test_the_weights_served_are_of_the_queries_that_stand(repo_root):
    statute = load.load(repo_root).statute
    learnt = words().learnt[statute.title]
    stale = f"{TARGET.name} is stale: run python tests/search/learn.py"
    assert learnt["of"] == learn.digest(examples(statute)), stale
    assert learnt["addresses"] == [article.address for article in statute.articles], stale


def test_no_query_is_learnt_twice_or_held_out():
    rows = {
        name: [str(row["query"]) for row in yamldata.read_file(HERE / "cases" / f"{name}.yml").data]
        for name in (*QUERIES, "queries-hold")
    }
    every = [query for queries in rows.values() for query in queries]
    assert len(rows["queries-learn"]) > 1000 and len(every) == len(set(every))
