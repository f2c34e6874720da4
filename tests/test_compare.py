"""Two texts side by side: which provisions belong together, which words changed, and the two files that are written."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from tiaoli import statute
from tiaoli.compare import changes, compare
from tiaoli.compare.document import document
from tiaoli.compare.page import page
from tiaoli.writers.document import Table

OLD = """\
# 示例县图书借阅规定

（2019年3月1日示例县人民政府发布）

## 第一章　总则

第一条　为了方便借书，制定本规定。

第二条　本规定适用于示例县各图书室，由县图书馆负责指导。

## 第二章　借阅

第三条　图书室收到借书申请后，应当自收到之日起5日内答复；不能当场答复的，说明理由。

第四条　借书人应当爱护图书，按期归还，不得涂画、撕页。遗失图书的，照价赔偿；损坏图书的，按损坏程度赔偿。赔偿所得用于购买新书。

第五条　每人一次可以借三册图书。

第六条　借期不超过三十日。到期可以续借一次。

第七条　图书室每年清点图书，清点结果向县图书馆报告。

第八条　图书室可以收取押金，押金标准由县图书馆规定。

第九条　本规定自2019年4月1日起施行。
"""
NEW = """\
# 示例县图书借阅规定

（2024年5月1日示例县人民政府发布）

## 第一章　总则

第一条　为了方便群众借书，制定本规定。

第二条　本规定适用于示例县各图书室，由县图书馆负责指导。

第三条　图书室每年清点图书，清点结果向县图书馆报告。

## 第二章　借阅

第四条　图书室收到借书申请后，应当自收到之日起3日内书面答复；不能当场答复的，说明理由。

第五条　借书人应当爱护图书，按期归还，不得涂画、撕页。

第六条　遗失图书的，照价赔偿；损坏图书的，按损坏程度赔偿。赔偿所得用于购买新书。

第七条　每人一次可以借三册图书，借期不超过三十日。到期可以续借一次。

第八条　读者行动不便的，志愿者应当送书上门，不另外收费。

第九条　本规定自2024年6月1日起施行。
"""


def rows(old: str, new: str) -> list[tuple[str, list[str], list[str], bool]]:
    found = compare(statute.parse(old), statute.parse(new))
    return [(r.kind, [u.number for u in r.old], [u.number for u in r.new], r.moved) for r in found]


def test_provisions_belong_together_by_what_they_say():
    assert rows(OLD, NEW) == [
        ("changed", ["1"], ["1"], False),
        ("same", ["2"], ["2"], False),
        ("same", ["7"], ["3"], True),
        ("changed", ["3"], ["4"], False),
        ("split", ["4"], ["5", "6"], False),
        ("merged", ["5", "6"], ["7"], False),
        ("deleted", ["8"], [], False),
        ("added", [], ["8"], False),
        ("changed", ["9"], ["9"], False),
    ]


def test_the_same_text_has_nothing_changed_moved_or_renumbered():
    found = compare(statute.parse(OLD), statute.parse(OLD))
    assert {row.kind for row in found} == {"same"} and not any(row.moved or row.renumbered for row in found)


def test_backwards_a_split_is_a_merger_and_the_new_is_gone():
    kinds = {kind for kind, *_ in rows(NEW, OLD)}
    assert kinds == {"same", "changed", "split", "merged", "added", "deleted"}


def test_every_provision_of_both_texts_stands_in_exactly_one_row():
    found = compare(statute.parse(OLD), statute.parse(NEW))
    assert sorted(u.number for r in found for u in r.old) == [str(n) for n in range(1, 10)]
    assert sorted(u.number for r in found for u in r.new) == [str(n) for n in range(1, 10)]


def test_an_article_rewritten_in_its_place_is_changed_and_an_unlike_one_is_not():
    head = "# 示例规定\n\n第一条　图书室应当保持整洁安静，按时开门。\n\n"
    tail = "\n\n第三条　本规定由县图书馆负责解释。\n"
    old = head + "第二条　读者进入图书室应当登记姓名和住址，由管理员核对。" + tail
    near = head + "第二条　读者进入图书室不再登记，只由管理员核对读者证。" + tail
    far = head + "第二条　禁止吸烟。" + tail
    assert [kind for kind, *_ in rows(old, near)] == ["same", "changed", "same"]
    assert sorted(kind for kind, *_ in rows(old, far)) == ["added", "deleted", "same", "same"]


@pytest.mark.parametrize(("old", "new", "said"), [
    ("应当在15日内答复。", "应当在30日内书面答复。", "应当在[-15日-][+30日+]内[+书面+]答复。"),
    ("依照第三十四条办理。", "依照第三十五条办理。", "依照[-第三十四条-][+第三十五条+]办理。"),
    ("同样的话。", "同样的话。", "同样的话。"),
    ("", "新的话。", "[+新的话。+]"),
    ("旧的话全部不要了。", "另起炉灶重写一遍", "[-旧的话全部不要了。-][+另起炉灶重写一遍+]"),
])  # fmt: skip
def test_changed_words_are_marked_whole(old, new, said):
    marks = {"": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    pieces = changes(old, new)
    assert "".join(marks[p.kind].format(p.text) for p in pieces) == said
    assert "".join(p.text for p in pieces if p.kind != "ins") == old
    assert "".join(p.text for p in pieces if p.kind != "del") == new


def test_marks_and_signs_in_a_text_are_no_markup():
    old, new = (f"# 示例规定\n\n第一条　凡<b>{n}</b>&amp;的，登记在册并且按年清点。\n" for n in (1, 2))
    text = page(statute.parse(old), statute.parse(new), compare(statute.parse(old), statute.parse(new)))
    assert "<b>1" not in text and "&lt;b&gt;" in text and "&amp;amp;" in text


@pytest.fixture(scope="module")
def written(tiaoli, tmp_path_factory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("compare")
    (folder / "2019年.md").write_text(OLD, "utf-8")
    (folder / "2024年.txt").write_text(NEW.replace("# ", "").replace("#", ""), "utf-8")
    done = tiaoli("compare", "2019年.md", "2024年.txt", "--out", "对照", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "对照", done.stdout


def test_the_command_says_what_it_found_and_writes_two_files(written):
    folder, said = written
    assert sorted(path.name for path in folder.iterdir()) == ["新旧对照.docx", "新旧对照.html"]
    assert "拆分 1 处" in said and "合并 1 处" in said and "位置移动 1 处" in said and "请人工核对" in said


def test_the_page_counts_all_that_the_command_counts(written):
    folder, said = written
    assert "条号变化" in said
    assert f'<p class="sum">{said.splitlines()[0]}</p>' in (folder / "新旧对照.html").read_text("utf-8")


def test_a_missing_file_and_one_without_provisions_are_said_in_chinese(tiaoli, tmp_path):
    (tmp_path / "a.md").write_text(OLD, "utf-8")
    (tmp_path / "b.txt").write_text("只有一句话。\n", "utf-8")
    for other, said in (("nowhere.md", "没有找到文件 nowhere.md"), ("b.txt", "b.txt 里没有读到条文")):
        done = tiaoli("compare", "a.md", other, cwd=tmp_path)
        assert done.returncode == 2 and said in done.stderr


def test_the_page_needs_nothing_else_and_hides_what_is_the_same(chromium, written):
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((written[0] / "新旧对照.html").as_uri())
    assert len(asked) == 1
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    assert "line-through" in tab.evaluate("getComputedStyle(document.querySelector('.row del')).textDecoration")
    assert "underline" in tab.evaluate("getComputedStyle(document.querySelector('.row ins')).textDecoration")
    before = tab.locator(".row:visible").count()
    assert tab.locator(".hidden:visible").count() == 0
    tab.locator("label[for=only]").click()
    assert tab.locator(".row:visible").count() == before - 1
    assert tab.locator(".hidden:visible").inner_text().startswith("已隐去 1 处")
    tab.locator("label[for=only]").click()
    assert tab.locator(".row:visible").count() == before
    context.close()


def test_word_has_changes_struck_through_and_underlined(written):
    with zipfile.ZipFile(io.BytesIO((written[0] / "新旧对照.docx").read_bytes())) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:strike/>") >= 3 and text.count('<w:u w:val="single"/>') >= 3


def test_the_word_file_opens_and_shows_every_changed_row(soffice, written, tmp_path):
    subprocess.run(
        [soffice, f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
         "--outdir", str(tmp_path), str(written[0] / "新旧对照.docx")], capture_output=True, check=True,
    )  # fmt: skip
    text = (tmp_path / "新旧对照.txt").read_text("utf-8")
    assert "位置移动" in text and "3日内书面答复" in text and "5日内答复" in text and "由县图书馆负责指导" not in text


def test_what_only_got_another_number_is_listed_by_its_numbers_alone():
    head = "# 示例规定\n\n"
    kept = ["图书室应当保持整洁安静，按时开门。", "读者进入图书室应当登记姓名和住址。", "本规定由县图书馆负责解释。"]
    old = head + "\n\n".join(f"第{n}条　{said}" for n, said in zip("一二三", kept, strict=True))
    new = head + "\n\n".join(
        f"第{n}条　{said}" for n, said in zip("一二三四", ["为了方便群众借书，制定本规定。", *kept], strict=True)
    )
    before, after = statute.parse(old), statute.parse(new)
    paper = document(before, after, compare(before, after))
    changed, numbers = (block for block in paper.blocks if isinstance(block, Table))
    words = [["".join(span.text for line in cell.lines for span in line) for cell in row] for row in numbers.rows]
    assert words[1:] == [["第一条", "第二条", "第二条", "第三条"], ["第三条", "第四条", "", ""]]
    assert len(changed.rows) == 2, "the head and the one new article"
    assert "第一条现为第二条；第二条现为第三条；第三条现为第四条" in page(before, after, compare(before, after))
