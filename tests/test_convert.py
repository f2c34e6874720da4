"""Files to JSON and Markdown: encodings, kinds, writing, and the figures that are promised."""

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest

from damage import damage
from tiaoli import frontmatter, statute
from tiaoli.commentary import parse_page
from tiaoli.convert import cited, convert, law_of, load, write
from tiaoli.convert import output as module
from tiaoli.model import Commentary, ReadError
from tiaoli.readers import text

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
REGULATION = ROOT / "docs/_data/regulation.md"
LAW = statute.parse(REGULATION.read_text("utf-8"), path="regulation.md")
ARTICLE = """示例县学习条例
示例县坚持学习条例，逐件登记、逐件答复，群众满意度稳步提高，各项工作都有了新的进展。
《条例》第三十四条规定了办理期限，示例县信访部门严格执行，会同有关部门逐件落实，按时办结。
来源：示例日报
责任编辑：王示例
"""

sys.path.insert(0, str(ROOT / "tests" / "bench"))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "示例 文章.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


# Reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
def test_every_encoding_of_an_office_gives_the_same_text(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.replace("\n", "\r\n").encode(encoding))
    assert text.read(path).text == ARTICLE.rstrip("\n")


def test_big5_is_told_from_gbk():
    old = "信訪工作條例的學習和宣傳，是今年的重要工作，各級機關要認真組織，讓群眾看得懂、用得上。"
    assert text.decode(old.encode("big5"), "x") == (old, "big5")
    assert text.decode(old.encode("gbk"), "x") == (old, "gb18030")


BAD = {
    "empty.txt": (b"", "空文件"),
    "blank.txt": (b" \n\t\n", "只有空行"),
    "nul.txt": (b"abc\0def", "控制字符"),
    "office.txt": (b"PK\x03\x04" + bytes(40), "已损坏"),
    "picture.md": (b"\x89PNG\r\n\x1a\n" + bytes(40), "图片"),
    "mixed.txt": ("信访工作".encode() + b"\n" + "条例".encode("gbk") + b"\xff\xff\x80", "第 2 行的编码无法识别"),
    "broken.txt": (b"\xff\xfe\x00\xd8\x00", "可能已损坏"),
    "a.xyz": (b"abc", "暂不支持"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_chinese_sentence(tmp_path, name):
    content, said = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=said) as caught:
        convert(path)
    message = str(caught.value)
    assert message.endswith("。") and "\n" not in message and name in message


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path):
    with pytest.raises(ReadError, match="没有找到文件"):
        convert(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReadError, match="是一个文件夹"):
        convert(tmp_path / "folder.txt")
    with open(tmp_path / "huge.txt", "wb") as out:
        out.truncate(300_000_000)
    with pytest.raises(ReadError, match="300 MB，太大"):
        convert(tmp_path / "huge.txt")


def test_characters_lost_before_the_file_was_saved_are_reported(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE.replace("按时办结", "按时\ufffd\ufffd结"), "utf-8")
    found = convert(path)
    assert found["problems"][0]["code"] == "lost-characters" and found["problems"][0]["line"] == 3
    assert found["uncertain"][0]["paragraph"] == 1 and found["uncertain"][0]["alternatives"] == []


# Kinds


def test_a_statute_and_an_article_are_told_apart(page):
    assert convert(REGULATION)["kind"] == "statute"
    assert convert(page)["kind"] == "commentary"


def test_an_unsure_kind_is_said_and_can_be_overruled(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("来源：示例日报\n" + "".join(f"第{n}条 示例内容，应当照办。\n" for n in "一二三四"), "utf-8")
    found = convert(path)
    assert [p["code"] for p in found["problems"]] == ["unsure-kind"] and "--kind" in found["problems"][0]["message"]
    assert convert(path, kind="statute")["kind"] == "statute"


def test_a_kind_that_nobody_knows_is_refused_plainly(page):
    with pytest.raises(ReadError, match="不认识类别"):
        convert(page, kind="poem")


# JSON


def test_the_object_has_the_keys_of_the_design(page):
    found = convert(page, law=LAW)
    assert list(found) == [
        "schema", "source", "kind", "title", "subtitle", "column", "author", "author_office", "publisher", "published",
        "editor", "place", "paragraphs", "headings", "removed", "repairs", "uncertain", "citations", "problems",
    ]  # fmt: skip
    assert (found["title"], found["publisher"], found["editor"]) == ("示例县学习条例", "示例日报", "王示例")
    (citation,) = found["citations"]
    assert (citation["paragraph"], citation["target"], citation["quote"]) == (1, "art-34", None)
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found


def test_a_quotation_is_checked_against_the_text():
    own = next(unit.text for unit in LAW.walk() if unit.address == "art-34-p1")
    good = Commentary(paragraphs=(f"《条例》第三十四条规定：“{own}”",))
    bad = Commentary(paragraphs=(f"《条例》第三十四条规定：“{own.replace('60', '90')}”",))
    first, *inside = cited(good, LAW)
    assert (first["target"], first["quote"], first["verified"]) == ("art-34", own, True)
    assert [(c["target"], c["quote"]) for c in inside] == [("art-31-p1-i6", None)]
    assert cited(bad, LAW)[0]["verified"] is False


def test_the_statute_of_the_content_root_is_found_where_there_is_one(tmp_path):
    assert law_of(ROOT).title == LAW.title and law_of(tmp_path) is None


def test_a_statute_becomes_its_tree(tmp_path):
    found = convert(REGULATION)
    assert found["title"] == LAW.title and found["body"] == statute.to_json(LAW)["body"]


def test_a_damaged_statute_is_repaired_and_says_so(tmp_path):
    lines = REGULATION.read_text("utf-8").split("\n")
    body = lines[lines.index("---", 1) + 1 :] if lines[0] == "---" else lines
    path = tmp_path / "a.txt"
    path.write_text("\n".join(damage(line, "條統訪請應當權", fold=False) for line in body), "utf-8")
    found = convert(path, kind="statute")
    want = [unit.text for unit in LAW.walk()]
    assert [unit.text for unit in load(path, "statute").value.walk()] == want
    assert "repaired" in [p["code"] for p in found["problems"]] and found["repairs"]


# Writing


def test_a_page_is_written_with_its_source_and_its_rights(tmp_path, page):
    (done,) = write([page], tmp_path / "root", rights="作者授权（示例）")
    assert done.status == "written" and done.target == tmp_path / "root/docs/commentary/shi-li-wen-zhang.md"
    matter = frontmatter.split(done.target.read_text("utf-8"), "x")
    assert not matter.problems
    assert matter.meta["kind"] == "commentary" and matter.meta["rights"] == "作者授权（示例）"
    assert matter.meta["source"] == "示例 文章.txt"
    assert matter.meta["source_sha256"] == hashlib.sha256(page.read_bytes()).hexdigest()
    assert str(tmp_path) not in done.target.read_text("utf-8")


def test_a_statute_is_written_as_statute_markdown(tmp_path):
    (done,) = write([REGULATION], tmp_path)
    assert done.target == tmp_path / "docs/_data/regulation.md"
    body = frontmatter.split(done.target.read_text("utf-8"), "x").body
    assert statute.bare(statute.parse(body)) == statute.bare(statute.parse(statute.unparse(LAW)))


def test_writing_again_changes_nothing_and_the_original_is_untouched(tmp_path, page):
    before = page.read_bytes()
    (first,) = write([page], tmp_path)
    content, time = first.target.read_bytes(), first.target.stat().st_mtime_ns
    (second,) = write([page], tmp_path)
    assert second.status == "unchanged" and first.target.read_bytes() == content
    assert first.target.stat().st_mtime_ns == time and page.read_bytes() == before
    assert sorted(p.name for p in first.target.parent.iterdir()) == [first.target.name]


def test_an_edited_page_is_kept_and_the_new_version_goes_beside_it(tmp_path, page):
    (first,) = write([page], tmp_path)
    edited = first.target.read_text("utf-8").replace("稳步提高", "明显提高")
    first.target.write_text(edited, "utf-8")
    (second,) = write([page], tmp_path)
    assert second.status == "beside" and second.target.name == "shi-li-wen-zhang.new.md"
    assert "有人改过" in second.message and "shi-li-wen-zhang.new.md" in second.message
    assert first.target.read_text("utf-8") == edited
    (third,) = write([page], tmp_path)
    assert third.target == second.target and third.status == "unchanged"
    second.target.write_text(second.target.read_text("utf-8") + "手改\n", "utf-8")
    (fourth,) = write([page], tmp_path)
    assert fourth.target.name == "shi-li-wen-zhang.new-2.md"


def test_filling_in_the_rights_counts_as_an_edit(tmp_path, page):
    (first,) = write([page], tmp_path)
    first.target.write_text(first.target.read_text("utf-8").replace("rights: null", "rights: 作者授权"), "utf-8")
    assert write([page], tmp_path)[0].status == "beside"


def test_another_source_of_the_same_name_gets_a_name_of_its_own(tmp_path, page):
    (first,) = write([page], tmp_path)
    other = tmp_path / "示例 文章.text"
    other.write_text(ARTICLE.replace("新的进展", "很大进展"), "utf-8")
    (second,) = write([other], tmp_path)
    assert second.target.name == "shi-li-wen-zhang-2.md" and first.target.exists()
    assert write([other], tmp_path)[0].status == "unchanged"


def test_a_new_page_has_a_name_that_can_be_packed_and_an_old_one_keeps_its_own(tmp_path, page):
    (first,) = write([page], tmp_path)
    assert first.target.name.isascii() and "示例" in first.target.read_text("utf-8")
    old = first.target.rename(first.target.with_name("示例-文章.md"))
    (again,) = write([page], tmp_path)
    assert (again.status, again.target) == ("unchanged", old)
    page.write_text(ARTICLE.replace("新的进展", "很大进展"), "utf-8")
    assert write([page], tmp_path)[0].target == old
    old.write_text(old.read_text("utf-8").replace("很大进展", "进展"), "utf-8")
    assert write([page], tmp_path)[0].target.name == "示例-文章.new.md"
    plain = tmp_path / "Notes_2022.txt"
    plain.write_text(ARTICLE, "utf-8")
    assert write([plain], tmp_path)[0].target.name == "Notes_2022.md"


def test_an_unedited_page_follows_its_source(tmp_path, page):
    (first,) = write([page], tmp_path)
    page.write_text(ARTICLE.replace("新的进展", "很大进展"), "utf-8")
    (second,) = write([page], tmp_path)
    assert second.target == first.target and "很大进展" in first.target.read_text("utf-8")


def test_one_bad_file_does_not_stop_the_others(tmp_path, page):
    seen = []
    found = write([tmp_path / "none.txt", page], tmp_path / "root", progress=seen.append)
    assert [done.status for done in found] == ["failed", "written"] and seen == found
    assert found[0].message.startswith("没有找到文件")


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, page, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "replace", refuse)
    (done,) = write([page], tmp_path / "root")
    assert done.status == "failed" and done.message.endswith("。")
    assert list((tmp_path / "root/docs/commentary").iterdir()) == []


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_without_permission_is_one_sentence(tmp_path, page):
    (tmp_path / "root").mkdir(mode=0o500)
    (done,) = write([page], tmp_path / "root")
    assert done.status == "failed" and "无法写入" in done.message


def test_converting_the_page_again_gives_the_same_article(tmp_path, page):
    (done,) = write([page], tmp_path)
    first, again = convert(page), convert(done.target)
    assert {k: v for k, v in again.items() if k != "source"} == {k: v for k, v in first.items() if k != "source"}
    (same,) = write([done.target], tmp_path)
    assert same.status == "unchanged" and same.target == done.target


# Promises


def shared(*names: str) -> list[Path]:
    paths = sorted(path for name in names for path in (SHARED / name).glob("*.txt*"))
    if not paths:
        pytest.skip("../shared is not there")
    return paths


def test_the_pages_with_gold_come_out_without_a_wrong_character():
    from bench_convert import FIELDS

    for gold in shared("gold"):
        truth = json.loads(gold.read_text("utf-8"))
        found = convert(SHARED / "seeds" / gold.name.removesuffix(".json"))
        assert found["paragraphs"] == truth["paragraphs"]
        assert {name: found[name] for name in FIELDS} == {name: truth[name] for name in FIELDS}


def test_the_damaged_texts_come_out_right_but_for_the_width_of_marks():
    from bench_convert import FIELDS, FOLD, errors

    total = wrong = 0
    for path in shared("damaged"):
        truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
        found = convert(path, kind="commentary")
        assert {name: found[name] for name in FIELDS if name in truth} == {n: truth[n] for n in FIELDS if n in truth}
        wrong += errors(*([p.translate(FOLD) for p in side["paragraphs"]] for side in (truth, found)))
        total += sum(map(len, truth["paragraphs"]))
    assert wrong / total <= 0.0005


def test_converting_twice_is_converting_once_on_the_shared_pages(tmp_path):
    for path in shared("seeds", "damaged"):
        (done,) = write([path], tmp_path, kind="commentary")
        back = parse_page(done.target.read_text("utf-8"), done.target.name).commentary
        first = load(path, "commentary").value.commentary
        for name in (
            "paragraphs",
            "headings",
            "title",
            "author",
            "author_office",
            "publisher",
            "published",
            "editor",
            "place",
        ):
            assert getattr(back, name) == getattr(first, name)
        assert load(done.target).markdown == done.target.read_text("utf-8")


def test_lines_broken_at_a_fixed_width_are_joined_and_that_is_said(tmp_path):
    whole = ARTICLE.split("\n")[1] * 4
    width = 24
    rows = ["示例县学习条例", "", *(whole[i : i + width] for i in range(0, len(whole), width))]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(rows), "utf-8")
    found = convert(path)
    assert found["paragraphs"] == [whole] and found["problems"][0]["code"] == "hard-wrapped"


KINDS_SEEN = {
    "示例市示例办法\n一、为了做好示例工作，制定本办法。\n二、本办法由示例局负责解释。\n三、本办法自发布之日起施行。\n": "statute",
    "示例市示例条例\n（2020年1月1日示例市人民代表大会通过）\n一、示例。\n": "statute",
    "示例县学习宣传条例\n一、认真学习，逐件登记，按时答复。\n二、广泛宣传，深入村组，群众满意。\n": "commentary",
    "第一章　总则\n第一条　示例。\n第二条　示例。\n第三条　示例。\n": "statute",
    "示例县认真学习条例，第三条规定的原则得到落实。\n群众满意。\n": "commentary",
}


@pytest.mark.parametrize("content", KINDS_SEEN)
def test_the_kind_is_found(tmp_path, content):
    path = tmp_path / "a.txt"
    path.write_text(content, "utf-8")
    assert load(path).kind == KINDS_SEEN[content]
