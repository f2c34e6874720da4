"""Everything wrong in a content root is reported in one run, each with its file and line."""

import shutil
from pathlib import Path

import pytest

from roots import small_root
from tiaoli.check import check, report
from tiaoli.load import load
from tiaoli.model import ERROR

ROOT = Path(__file__).parents[1]
#: What a sceptic plants in a page of the default site, and the code it is stopped with.
PLANTED = {
    "复查意见60日内作出": "wrong-time-limit",
    "第三十五条规定，复查意见60日内作出": "wrong-time-limit",
    "应当在15个工作日内告知": "wrong-time-limit",
    "异议应在5日内提出": "wrong-time-limit",
    "应当在16日内告知": "wrong-time-limit",
    "所有信访事项60日内办结": "wrong-time-limit",
    "60日不得延长": "wrong-time-limit",
    "代表不超过10人": "wrong-head-count",
    "代表不少于5人": "wrong-head-count",
    "见第五十一条": "unresolved-citation",
    "第三十四条规定“对本条例第三十一条第六项规定的信访事项应当自受理之日起60日内办结”": "cut-exception",
    "第二十三条第二款规定“应当自收到信访事项之日起15日内书面告知信访人，但信访人的姓名（名称）、住址不清的除外”": "cut-scope",
}


def planted(problems, path: str) -> list[tuple[int, str]]:
    return [(p.line, p.code) for p in problems if p.path == path and p.severity == ERROR]


@pytest.fixture(scope="module")
def default_root(tmp_path_factory) -> Path:
    """A copy of the default content root that a test may spoil."""
    root = tmp_path_factory.mktemp("root")
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    return root


def test_the_default_site_has_no_errors():
    result = report(load(ROOT))
    assert [str(p) for p in result.errors] == []
    assert result.citations > 100


@pytest.mark.parametrize(("text", "code"), PLANTED.items())
def test_a_planted_falsehood_is_found_at_its_line_in_a_guide(default_root, text, code):
    guide = default_root / "docs/guides/ch-4.md"
    original = guide.read_text("utf-8")
    lines = original.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("## ")) + 1
    guide.write_text("\n".join([*lines[:at], "", text + "。", "", *lines[at:]]), "utf-8")
    try:
        assert planted(check(load(default_root)), "docs/guides/ch-4.md") == [(at + 2, code)]
    finally:
        guide.write_text(original, "utf-8")


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("docs/_data/glossary.yml", "- term: 示例\n  target: art-35\n  definition: 复查意见60日内作出。\n", 3),
        ("docs/_data/glossary.yml", "- term: 示例\n  target: art-51\n  definition: 例。\n", 2),
        ("docs/_data/glossary.yml", "- term: 示例\n  target: art-35\n  definition: 例。\n  quote: 三十日内\n", 4),
        ("docs/_data/superseded.yml", "- matter: 例\n  old: {article: 第三十四条, text: 60日}\n  new:\n    target: art-35-p1\n    text: 复查意见60日内作出。\n", 5),
        ("docs/office.md", "---\ntitle: 复查意见60日内作出\n---\n\n正文。\n", 2),
        ("docs/commentary/a.md", "---\nkind: commentary\ntitle: 例\nrights: 自撰\n---\n\n复查意见60日内作出。\n", 7),
        ("docs/guides/a.md", "---\ntitle: 例\nprovisions: [art-1, art-77]\n---\n\n正文。\n", 3),
        ("docs/guides/b.md", "---\ntitle: 例\n---\n\n看[这里](nowhere.md)。\n", 5),
        ("docs/guides/c.md", "---\ntitle: 例\n---\n\n看[这里](../regulation/ch-1.md#art-40)。\n", 5),
        ("docs/guides/d.md", "---\ntitle: 例\n---\n\n![图](https://example.invalid/a.png)\n", 5),
        ("docs/guides/e.md", "---\ntitle: 例\n---\n\n正文\n\n<script src='//example.invalid/a.js'></script>\n", 7),
        ("docs/guides/f.md", "---\ntitle: 例\n---\n\n[点我](javascript:alert(1))\n", 5),
    ],
)  # fmt: skip
def test_what_is_wrong_in_any_file_is_found_at_its_line(default_root, path, text, line):
    target = default_root / path
    before = target.read_bytes() if target.exists() else None
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    try:
        assert line in [at for at, _ in planted(check(load(default_root)), path)]
    finally:
        if before is None:
            target.unlink()
        else:
            target.write_bytes(before)


def test_all_problems_come_in_one_run_sorted_by_file_and_line(tmp_path):
    root = small_root(
        tmp_path,
        {
            "docs/guides/a.md": "---\ntitle: 例\n---\n\n见第九条。\n\n见第八条。\n",
            "docs/guides/b.md": "---\ntitle: 例\n---\n\n“遗失图书的，照价赔钱”（第四条）。\n",
        },
    )
    found = [(p.path, p.line, p.code) for p in check(load(root)) if p.severity == ERROR]
    assert found == [
        ("docs/guides/a.md", 5, "unresolved-citation"),
        ("docs/guides/a.md", 7, "unresolved-citation"),
        ("docs/guides/b.md", 5, "misquote"),
    ]


def test_the_offices_own_wordings_are_found_but_not_in_misconceptions(tmp_path):
    root = small_root(
        tmp_path,
        {
            "docs/_data/wording.yml": "- {wrong: 借阅者, right: 借书人, reason: 规定的称呼是借书人。, severity: error}\n",
            "docs/guides/a.md": "---\ntitle: 例\n---\n\n借阅者要爱护图书。\n\n有人写作“借阅者”。{.misconception}\n\n应写借书人（第四条）。\n",
        },
    )
    assert [(p.line, p.code) for p in check(load(root)) if p.code == "wording"] == [(5, "wording")]


def test_a_commentary_without_rights_is_a_warning(tmp_path):
    root = small_root(tmp_path, {"docs/commentary/a.md": "---\nkind: commentary\ntitle: 例\n---\n\n正文。\n"})
    assert [(p.path, p.code) for p in check(load(root))] == [("docs/commentary/a.md", "no-rights")]


def test_a_reference_inside_the_statute_that_does_not_resolve_is_found(tmp_path):
    text = "# 示例规定\n\n第一条　依照本规定第九条办理。\n"
    root = small_root(tmp_path, {"docs/_data/regulation.md": text, "docs/guides/borrow.md": None})
    assert [(p.path, p.line, p.code) for p in check(load(root))] == [
        ("docs/_data/regulation.md", 3, "unresolved-citation")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effective: 2022-05-01", "effective: 2022-06-01"),
        ("published: 2022-02-25", "published: 2022-03-25"),
        ("issuer: 中共中央、国务院", "issuer: 国务院"),
        ("kind: 党内法规", "kind: 行政法规"),
        ("自2022年5月1日起施行。", "自2022年5月1日起施行，复查意见60日内作出。"),
        ("自2022年5月1日起施行。", "自2022年6月1日起施行。"),
        ("自2022年5月1日起施行。", "自2022年5月1日起施行，共51条。"),
    ],
)
def test_what_site_yml_says_of_the_statute_is_held_to_the_text(default_root, old, new):
    path = default_root / "docs/_data/site.yml"
    before = path.read_text("utf-8")
    assert before.count(old) >= 1
    path.write_text(before.replace(old, new, 1), "utf-8")
    try:
        found = planted(check(load(default_root)), "docs/_data/site.yml")
        assert found
    finally:
        path.write_text(before, "utf-8")


@pytest.mark.parametrize(
    "body",
    [
        '<img srcset="http://example.invalid/a.png 2x" alt="">',
        "<style>@import url(//example.invalid/a.css)</style>",
        '<p style="background:url(http://example.invalid/a.png)">甲</p>',
        '<meta http-equiv="refresh" content="0;url=http://example.invalid/">',
        '<p onload="x()">甲</p>',
    ],
)
def test_code_in_a_page_is_refused(tmp_path, body):
    root = small_root(tmp_path, {"docs/guides/a.md": f"---\ntitle: 例\n---\n\n正文。\n\n{body}\n"})
    assert 7 in [line for line, _ in planted(check(load(root)), "docs/guides/a.md")]


def test_a_page_that_would_hide_a_generated_one_is_refused(tmp_path):
    root = small_root(tmp_path, {"docs/about.md": "---\ntitle: 例\n---\n\n正文。\n"})
    assert [(p.path, p.code) for p in check(load(root))] == [("docs/about.md", "generated-page")]
