"""The report of a conversion: original and result side by side, what was done said in words, readable from disk."""

import re
from pathlib import Path

import pytest

from damage import damage
from roots import small_root
from tiaoli.convert import load, write_one
from tiaoli.load import load as load_root
from tiaoli.model import Line
from tiaoli.review import write
from tiaoli.review.align import align

ARTICLE = """示例县学习规定
示例县坚持学习规定，逐件登记、逐件答复，群众满意度稳步提高，各项工作都有了新的进展。
《示例县图书借阅规定》第三条规定“图书室收到借书申请后，应当自收到之日起6日内答复”，示例县严格执行，逐件落实。
《示例县图书借阅规定》第三条规定“不能当场答复的，说明理由”，示例县要求人人遵守，各图书室每周检查一次。
来源：示例日报
责任编辑：王示例
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_root(tmp_path / "root")


def reported(root: Path, text: str, name: str = "a.txt") -> str:
    source = root.parent / name
    source.write_text(text, "utf-8")
    done = load(source, "commentary")
    path = write(done, write_one(done, root), load_root(root).statute, root / ".tiaoli/convert")
    return path.read_text("utf-8")


def test_every_line_and_every_paragraph_stands_once():
    lines = [Line(n, text) for n, text in enumerate(["菜单", "", "學習條例，", "天天進步。", "學習條例，", "页脚"], 1)]
    rows = align(lines, ["学习条例，天天进步。", "另一段。"])
    assert sorted(line.number for row in rows for line in row.lines) == [1, 3, 4, 5, 6]
    assert [row.paragraph for row in rows if row.paragraph is not None] == [0, 1]
    assert {line.number for row in rows if row.paragraph == 0 for line in row.lines} == {3, 4, 5}


def test_the_report_shows_both_texts_and_says_what_was_done(root):
    page = reported(root, "\n".join(damage(line, "記穩進實") for line in ARTICLE.split("\n")))
    assert re.search(r"<del>[^<]*縣", page) and re.search(r"<ins>[^<]*县", page)
    assert re.search(r"修复</span>繁体转简体 \d+ 处：", page)
    assert "编辑：王示例" in page and "去掉的内容" in page


def test_a_wrong_quotation_stands_with_the_nearest_wording(root):
    page = reported(root, ARTICLE)
    assert page.count("引文与条文不一致</span>") == 1 and page.count("引文与条文一致</span>") == 1
    wrong = page[page.index("引文与条文不一致</span>") :]
    assert "<del>6日</del><ins>5日</ins>" in wrong


def test_markup_in_a_source_is_inert_and_nothing_is_asked_of_anybody(root):
    page = reported(
        root, ARTICLE + "<script>alert(1)</script><img src=http://a.example/x>示例县还要继续努力，做好各项工作。\n"
    )
    assert "<script" not in page and "<img" not in page
    assert not re.search(r"(?:src|href)=\"(?!data:)", page)


def test_an_edited_page_is_kept_and_what_differs_is_shown(root, tiaoli):
    source = root.parent / "a.txt"
    source.write_text(ARTICLE, "utf-8")
    assert tiaoli("convert", source, "--kind", "commentary", cwd=root).returncode == 0
    page = root / "docs/commentary/a.md"
    mine = page.read_text("utf-8").replace("逐件落实", "件件落实")
    page.write_text(mine, "utf-8")
    done = tiaoli("convert", source, "--kind", "commentary", cwd=root)
    assert page.read_text("utf-8") == mine
    assert "有 2 行不同" in done.stdout and "a.new.md" in done.stdout
    report = (root / ".tiaoli/convert/commentary-a.new.md.html").read_text("utf-8")
    assert re.search(r"改过的</span><del>[^<]*件件落实", report) and re.search(
        r"新结果</span><ins>[^<]*逐件落实", report
    )


def test_the_list_of_many_begins_with_what_most_needs_an_eye(root, tiaoli):
    good, lost, broken = (root.parent / name for name in ("a.txt", "b.txt", "c.docx"))
    good.write_text(ARTICLE, "utf-8")
    lost.write_text(ARTICLE.replace("稳步", "\ufffd\ufffd"), "utf-8")
    broken.write_bytes(b"PK\x03\x04 broken")
    done = tiaoli("convert", good, lost, broken, "--kind", "commentary", cwd=root)
    assert done.returncode == 2 and ".tiaoli/convert/index.html" in done.stdout
    page = (root / ".tiaoli/convert/index.html").read_text("utf-8")
    assert page.index("c.docx") < page.index("b.txt") < page.index("a.txt")
    for link in re.findall(r'href="([^"]+\.html)"', page):
        assert (root / ".tiaoli/convert" / link).is_file()


def test_the_list_of_many_counts_gaps_and_warnings_and_says_what_to_look_at(root, tiaoli):
    whole, gap = root.parent / "a.txt", root.parent / "b.txt"
    whole.write_text("示例办法\n第一条　甲。\n第二条　乙。\n第三条　丙。\n", "utf-8")
    gap.write_text("示例规定\n第一条　甲。\n第二条　乙。\n第五条　丙。\n第六条　丁。\n", "utf-8")
    done = tiaoli("convert", whole, gap, "--kind", "statute", cwd=root)
    assert "要人看的 1 个" in done.stdout
    page = (root / ".tiaoli/convert/index.html").read_text("utf-8")
    assert page.index("b.txt") < page.index("a.txt") and "缺第三条至第四条" in page


def test_a_table_in_an_article_is_shown(root):
    page = reported(root, ARTICLE + "| 村名 | 件数 |\n| --- | --- |\n| 甲村 | 3 |\n")
    assert "甲村" in page


def test_the_title_is_not_shown_as_left_out(root):
    page = reported(root, "\n".join(damage(line, "記穩進實") for line in ARTICLE.split("\n")))
    row = re.search(
        r'<div class="row"><div class="side" data-side="原文"><p>示例[^<]*</p></div>.*标题，写进了文件头', page
    )
    assert row and "<del>" not in row[0]


def test_a_report_is_never_published(root, tiaoli):
    reported(root, ARTICLE)
    assert not any(".tiaoli" in asset.as_posix() for asset in load_root(root).assets)


def test_it_reads_from_disk_at_every_width(root, chromium):
    reported(root, ARTICLE)
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((root / ".tiaoli/convert/commentary-a.md.html").as_uri())
    assert page.locator("h1").inner_text() == "转换情况：a.txt"
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.locator("#only").check()
    assert page.locator(".row.same").first.is_hidden()
    context.close()
