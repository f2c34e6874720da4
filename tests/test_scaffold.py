"""`tiaoli new`: what it writes loads, checks and builds as it is, and it never touches what is there."""

import pytest

from roots import STATUTE
from tiaoli import build, check, scaffold, yamldata
from tiaoli.load import load
from tiaoli.model import ReadError

ODD = {
    "没有章的规定.md": "# 示例市广场管理办法\n\n第一条　广场每日开放。\n\n第二条　游客不得攀爬雕塑。\n",
    "只有编号.txt": "# 关于阅览室的通知\n\n一、阅览室每日开放。\n\n二、读者应当保持安静。\n",
    "引号.md": "# 示例区“惠民”细则: 试行\n\n第一条　本细则自2022年5月1日起施行。\n",
}


def test_a_new_content_root_for_the_default_statute_has_no_problems(tmp_path):
    written = scaffold.new(tmp_path / "office")
    campaign = load(tmp_path / "office")
    assert [problem for problem in check.check(campaign) if problem.severity == "error"] == []
    assert (campaign.statute.title, len(campaign.statute.articles)) == ("信访工作条例", 50)
    assert campaign.procedure is not None
    assert campaign.settings.get("statute.published") == "2022-02-25"
    assert campaign.settings.get("office.name") == "待填"
    assert set(written) == {
        path.relative_to(tmp_path / "office").as_posix() for path in (tmp_path / "office").rglob("*") if path.is_file()
    }


def test_the_statute_of_a_new_root_is_the_repository_s_own(tmp_path, repo_root):
    scaffold.new(tmp_path / "office")
    for name in scaffold.DEFAULT_DATA:
        assert (tmp_path / "office/docs/_data" / name).read_bytes() == (repo_root / "docs/_data" / name).read_bytes()


def test_a_new_root_brings_the_study_guides_and_another_statute_an_example(tmp_path, repo_root):
    scaffold.new(tmp_path / "office")
    own = {path.name: path.read_bytes() for path in (tmp_path / "office/docs/guides").iterdir()}
    assert len(own) >= 8
    assert own == {path.name: path.read_bytes() for path in (repo_root / "docs/guides").iterdir()}
    (tmp_path / "a.md").write_text(STATUTE, "utf-8")
    scaffold.new(tmp_path / "other", statute=tmp_path / "a.md")
    assert [path.name for path in (tmp_path / "other/docs/guides").iterdir()] == ["example.md"]


def test_a_new_root_for_another_statute_carries_nothing_of_the_default_one(tmp_path):
    source = tmp_path / "规定.md"
    source.write_text(STATUTE, "utf-8")
    root = tmp_path / "office"
    scaffold.new(root, title="借阅规定学习", statute=source)
    campaign = load(root)
    found = {(problem.code, problem.severity) for problem in check.check(campaign)}
    assert found == {("unfilled", "warning"), ("setting-missing", "warning")}
    assert campaign.settings.get("site.title") == "借阅规定学习"
    assert campaign.settings.get("statute.short_names") == ["规定", "本规定"]
    assert (campaign.glossary, campaign.procedure, campaign.superseded) == ((), None, ())
    said = "".join(path.read_text("utf-8") for path in root.rglob("*") if path.is_file() and path.name != "site.yml")
    assert "信访" not in said
    assert source.read_text("utf-8") == STATUTE


@pytest.mark.parametrize("name", ODD)
def test_any_statute_that_parses_makes_a_root_that_checks(tmp_path, name):
    (tmp_path / name).write_text(ODD[name], "utf-8")
    scaffold.new(tmp_path / "office", statute=tmp_path / name)
    campaign = load(tmp_path / "office")
    assert [problem for problem in check.check(campaign) if problem.severity == "error"] == []
    assert campaign.settings.get("site.title") == f"《{campaign.statute.title}》学习宣传"


@pytest.mark.parametrize("title", ["a: b", "'引号'", '"', "# 井号", "[x]", "no", "12"])
def test_any_title_survives_the_settings_file(tmp_path, title):
    scaffold.new(tmp_path / "office", title=title)
    assert yamldata.read_file(tmp_path / "office/docs/_data/site.yml").data["site"]["title"] == title
    assert [problem.code for problem in load(tmp_path / "office").problems] == ["unfilled"]


def test_a_folder_that_is_not_empty_is_never_touched(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ReadError, match="里已有文件，不会改动"):
        scaffold.new(tmp_path)
    with pytest.raises(ReadError, match="是一个文件"):
        scaffold.new(tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled_in_place(tmp_path):
    inode = tmp_path.stat().st_ino
    scaffold.new(tmp_path)
    assert tmp_path.stat().st_ino == inode
    assert (tmp_path / "mkdocs.yml").is_file()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.md", "", "没有读到标题和条文"),
        ("a.docx", "x", "tiaoli convert a.docx"),
        ("a.txt", STATUTE.encode("gbk"), "GBK"),
        ("none.md", None, "没有找到文件"),
    ],
)
def test_an_unusable_statute_gets_one_sentence_and_leaves_no_folder(tmp_path, name, content, says):
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReadError, match=says):
        scaffold.new(tmp_path / "office", statute=tmp_path / name)
    assert not (tmp_path / "office").exists()


def test_a_new_root_builds_as_it_is_and_again_with_a_statute_without_chapters(tmp_path):
    name = "没有章的规定.md"
    (tmp_path / name).write_text(ODD[name], "utf-8")
    for folder, statute, page in (
        ("default", None, "regulation/ch-4.html"),
        ("other", tmp_path / name, "regulation/text.html"),
    ):
        scaffold.new(tmp_path / folder, statute=statute)
        result = build.build(tmp_path / folder)
        assert result.ok, result.problems
        assert (result.site / page).is_file()
        assert (result.site / "procedure.html").exists() == (statute is None)


@pytest.mark.parametrize("words", ["上海口岸服务条例", "黄河保护法", "上海市促进就业若干规定"])
def test_real_statutes_of_several_kinds_build(tmp_path, shared, words):
    source = next(path for path in sorted((shared / "laws").iterdir()) if words in path.name)
    scaffold.new(tmp_path / "office", statute=source)
    result = build.build(tmp_path / "office")
    assert result.ok, [str(problem) for problem in result.problems if problem.severity == "error"]
    assert (result.site / "index.html").is_file()


@pytest.mark.parametrize("name", scaffold.EDITED)
def test_editors_find_the_schema_beside_the_settings(tmp_path, repo_root, name):
    kept = (repo_root / f"docs/_data/{name}.schema.json").read_bytes()
    assert kept == (repo_root / f"scripts/tiaoli/schemas/{name}.json").read_bytes()
    line = f"# yaml-language-server: $schema={name}.schema.json\n"
    assert (repo_root / f"docs/_data/{name}.yml").read_text("utf-8").startswith(line)
    scaffold.new(tmp_path / "office")
    assert (tmp_path / f"office/docs/_data/{name}.schema.json").read_bytes() == kept


def test_a_new_root_has_the_banks_and_the_schema_that_editors_complete_by(tmp_path, repo_root):
    scaffold.new(tmp_path / "office")
    own = {path.name: path.read_bytes() for path in (tmp_path / "office/quizzes").iterdir() if path.is_file()}
    assert own == {path.name: path.read_bytes() for path in (repo_root / "quizzes").iterdir() if path.is_file()}
    (tmp_path / "a.md").write_text(STATUTE, "utf-8")
    scaffold.new(tmp_path / "other", statute=tmp_path / "a.md")
    assert [path.name for path in (tmp_path / "other/quizzes").iterdir()] == ["quiz.schema.json"]
