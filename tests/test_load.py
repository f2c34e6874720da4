"""A content root becomes a Campaign; what is wrong with it becomes problems with file and line."""

import os
import sys

import pytest

from roots import GUIDE, SITE, STATUTE, small_root
from tiaoli.load import load
from tiaoli.model import ReadError


def found(campaign):
    return [(problem.path, problem.line, problem.code) for problem in campaign.problems]


def test_a_content_root_is_loaded_whole(tmp_path):
    files = {
        "docs/index.md": "你好\n",
        "docs/commentary/a.md": "---\ntitle: 甲\npublished: 2022-05-18\n---\n正文\n",
        "docs/commentary/index.md": "列表\n",
        "docs/other/b.md": "---\nkind: guide\ntitle: 乙\n---\n正文\n",
        "docs/img/c.png": b"png",
        "docs/_data/glossary.yml": "- {term: 借书人, definition: 借书的人}\n",
        "docs/_data/local/rule.md": "---\nslug: rule\nnumber: 示政发〔2022〕1号\n---\n# 实施细则\n\n第一条　照办。\n",
    }
    campaign = load(small_root(tmp_path, files))
    assert campaign.problems == ()
    assert [(entry.path, entry.kind) for entry in campaign.entries] == [
        ("docs/commentary/a.md", "commentary"),
        ("docs/commentary/index.md", "page"),
        ("docs/guides/borrow.md", "guide"),
        ("docs/index.md", "page"),
        ("docs/other/b.md", "guide"),
    ]
    assert [path.as_posix() for path in campaign.assets] == ["docs/img/c.png"]
    assert [article.address for article in campaign.statute.articles] == ["art-1", "art-2", "art-3", "art-4"]
    assert [limit.days for limit in campaign.timelimits] == [5]
    assert (campaign.local[0].slug, campaign.local_meta["rule"]["number"]) == ("rule", "示政发〔2022〕1号")
    assert campaign.glossary[0]["term"] == "借书人"
    assert campaign.procedure is None


def test_loading_the_same_root_twice_gives_the_same(tmp_path):
    root = small_root(tmp_path)
    assert load(root) == load(root)


def test_the_default_content_root_loads_without_problems(repo_root):
    campaign = load(repo_root)
    assert campaign.problems == ()
    assert len(campaign.statute.articles) == 50
    assert campaign.settings.get("statute.kind") == "党内法规"
    assert campaign.signoffs == {}, "the default site ships unsigned"


def test_lines_of_a_statute_with_front_matter_are_the_lines_of_its_file(tmp_path):
    text = "---\nslug: jieyue\nshort_names: [借阅规定]\n---\n" + STATUTE
    site = SITE.replace("short_names: [规定, 本规定], ", "")
    campaign = load(small_root(tmp_path, {"docs/_data/regulation.md": text, "docs/_data/site.yml": site}))
    line = campaign.statute.articles[0].line
    assert text.split("\n")[line - 1].startswith("第一条")
    assert campaign.statute.slug == "jieyue"
    assert campaign.settings.get("statute.short_names") == ["借阅规定"]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"mkdocs.yml": None}, "没有 mkdocs.yml"),
        ({"mkdocs.yml": "site_name: a: b\n"}, "mkdocs.yml 第 1 行"),
        ({"mkdocs.yml": "docs_dir: pages\n"}, "docs_dir 应为 docs"),
        ({"docs/_data/regulation.md": None}, "没有找到条文 docs/_data/regulation.md"),
        ({"docs/_data/regulation.md": ""}, "没有条文"),
        ({"docs/_data/regulation.md": STATUTE.encode("gbk")}, "GBK"),
        ({"docs/_data/site.yml": SITE + "office: a: b\n"}, "docs/_data/site.yml 第 5 行"),
        ({"docs/_data/site.yml": "- 甲\n"}, "名称: 值"),
        ({"docs/_data/site.yml": SITE.encode("gbk")}, "GBK"),
    ],
)
def test_a_root_that_cannot_be_loaded_gets_one_sentence(tmp_path, files, says):
    with pytest.raises(ReadError, match=says) as error:
        load(small_root(tmp_path, files))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("path", "content", "line", "code"),
    [
        ("docs/guides/x.md", "甲".encode("gbk"), 1, "unreadable"),
        ("docs/guides/x.md", "正文\n", 0, "schema-required"),
        ("docs/guides/x.md", "---\ntitle: a: b\n---\n", 2, "front-matter"),
        ("docs/guides/x.md", "---\ntitle: 甲\ntitle: 乙\n---\n", 3, "yaml-duplicate"),
        ("docs/commentary/x.md", "---\npublished: 2022年5月\n---\n", 2, "schema-format"),
        ("docs/_data/glossary.yml", "a: [\n", 1, "unreadable"),
        ("docs/_data/glossary.yml", "a: 1\n", 1, "schema-type"),
        ("docs/_data/procedure.yml", "- a\n", 1, "schema-type"),
        ("docs/_data/wording.yml", "- right: 甲\n", 1, "schema-required"),
        ("docs/_data/local/x.md", "---\nnummer: 1\n---\n# 细则\n\n第一条　甲。\n", 2, "schema-additionalProperties"),
        ("docs/_data/local/regulation.md", "第一条　甲。\n", 1, "local-slug"),
        ("docs/_data/local/x.md", "\n", 0, "local-empty"),
    ],
)
def test_bad_content_is_a_problem_with_its_line_and_loading_goes_on(tmp_path, path, content, line, code):
    campaign = load(small_root(tmp_path, {path: content}))
    assert found(campaign) == [(path, line, code)]
    assert any(entry.path == "docs/guides/borrow.md" for entry in campaign.entries)


def test_a_root_without_settings_is_told_what_to_add(tmp_path):
    campaign = load(small_root(tmp_path, {"docs/_data/site.yml": None}))
    assert found(campaign) == [("docs/_data/site.yml", 0, "site-missing")]


def test_settings_still_to_be_filled_in_are_named_once(tmp_path):
    site = SITE.replace(
        "name: 示例县图书馆, example: true, channels: {web: 示例}", "name: 待填, channels: {phone: 待填}"
    )
    (problem,) = load(small_root(tmp_path, {"docs/_data/site.yml": site})).problems
    assert (problem.line, problem.severity) == (3, "warning")
    assert "2 处待填：office.name、office.channels.phone" in problem.message


def test_links_that_leave_the_root_are_not_read(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("秘密", "utf-8")
    root = small_root(tmp_path / "root")
    (root / "docs" / "page.md").symlink_to(outside / "secret.md")
    (root / "docs" / "photo.png").symlink_to(outside / "secret.md")
    (root / "docs" / "folder").symlink_to(outside)
    (root / "docs" / "_data" / "glossary.yml").symlink_to(outside / "secret.md")
    (root / "docs" / "loop.md").symlink_to(root / "docs" / "loop.md")
    campaign = load(root)
    assert not any("秘密" in entry.body for entry in campaign.entries)
    assert campaign.assets == ()
    assert {(p.path, p.code) for p in campaign.problems} == {
        ("docs/page.md", "symlink"), ("docs/photo.png", "symlink"), ("docs/folder", "symlink"),
        ("docs/_data/glossary.yml", "symlink"), ("docs/loop.md", "unreadable"),
    }  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这个系统没有命名管道")
def test_a_pipe_among_the_pages_does_not_block(tmp_path):
    root = small_root(tmp_path)
    os.mkfifo(root / "docs" / "pipe.md")
    assert found(load(root)) == [("docs/pipe.md", 0, "unreadable")]


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 允许这样的文件名")
def test_a_file_name_that_is_not_text_is_a_problem(tmp_path):
    root = small_root(tmp_path)
    (root / "docs" / os.fsdecode("信访.md".encode("gbk"))).write_text("甲", "utf-8")
    campaign = load(root)
    assert [(p.code, p.path.encode("utf-8") != b"") for p in campaign.problems] == [("file-name", True)]
    assert len(campaign.entries) == 1


def test_hidden_files_are_left_alone(tmp_path):
    campaign = load(small_root(tmp_path, {"docs/.draft.md": "甲", "docs/.obsidian/a.md": "乙", "docs/guides/.x": ""}))
    assert [entry.path for entry in campaign.entries] == ["docs/guides/borrow.md"]
    assert campaign.assets == ()


def test_the_body_of_an_entry_knows_its_line(tmp_path):
    entry = load(small_root(tmp_path)).entries[0]
    assert GUIDE.split("\n")[entry.body_line :][0] == "按照第三条提出申请。"
    assert (entry.body_line, entry.lines["audience"]) == (5, 3)
