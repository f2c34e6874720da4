"""The self-check page: its scripts say what Python says, read real Word files in a real browser, and send nothing."""

import base64
import json
import random
import subprocess
import zlib
from pathlib import Path

import docx
import pytest
import yaml

from contest_entries import sentences, write
from tiaoli import contest as contests
from tiaoli.check.pages import subject
from tiaoli.contest.entries import manuscript, rules, statements, words
from tiaoli.contest.entries.manuscript import Manuscript, Passage
from tiaoli.load import load
from tiaoli.site import selfcheck

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "selfcheck.yml").read_text("utf-8"))
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load(repo_root)


def samples() -> list[bytes]:
    """What DEFLATE must unpack: nothing, one byte, noise (stored), repeats (fixed and dynamic codes)."""
    chance = random.Random(7)
    return [
        b"",
        b"a",
        chance.randbytes(70_000),
        b"ab" * 5000,
        ("信访工作条例" * 400 + "。".join(sentences(1, 40))).encode(),
    ]


@pytest.fixture(scope="module")
def spoken(campaign, node):
    packed = []
    for sample in samples():
        for level in (0, 1, 9):
            made = zlib.compressobj(level, zlib.DEFLATED, -15)
            packed.append([base64.b64encode(made.compress(sample) + made.flush()).decode(), len(sample)])
        made = zlib.compressobj(9, zlib.DEFLATED, -15, 8, zlib.Z_FIXED)
        packed.append([base64.b64encode(made.compress(sample) + made.flush()).decode(), len(sample)])
    given = {
        "data": selfcheck.data(campaign, contests.of(campaign)),
        "cases": [c["text"] for c in CASES],
        "packed": packed,
    }
    done = subprocess.run(
        [node, HERE / "selfcheck.test.js"], input=json.dumps(given), capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("at", range(len(CASES)), ids=lambda at: CASES[at]["text"][:20])
def test_page_and_program_give_the_same_answer(spoken, campaign, at):
    case = CASES[at]
    manuscript = Manuscript("a.docx", ".docx", (Passage(1, case["text"], "body"),))
    by_program = {finding.code for finding in statements.check(manuscript, subject(campaign))}
    assert by_program == set(case["codes"])
    assert {finding["code"] for finding in spoken["found"][at]} == set(case["codes"])


def test_page_and_program_count_the_same_words(spoken):
    assert spoken["counts"] == [words.count(case["text"]) for case in CASES]


def test_every_kind_of_deflate_block_is_unpacked(spoken):
    unpacked = [base64.b64decode(one) for one in spoken["unpacked"]]
    assert unpacked == [sample for sample in samples() for _ in range(4)]


@pytest.fixture(scope="module")
def site(campaign, tmp_path_factory):
    """The page with its assets on disk, as plain as it can be."""
    folder = tmp_path_factory.mktemp("site")
    page = next(selfcheck.pages(campaign, ("大征文",), ()))
    for asset in selfcheck.assets(campaign):
        (folder / asset.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / asset.path).write_bytes(asset.content)
    (folder / "contest").mkdir()
    (folder / "contest" / "selfcheck.html").write_text(
        f'<!doctype html><meta charset="utf-8"><body>{page.markdown}', encoding="utf-8"
    )
    return folder


@pytest.fixture()
def page(chromium, site):
    context = chromium.new_context(viewport={"width": 360, "height": 700})
    tab = context.new_page()
    tab.asked = []
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.goto((site / "contest" / "selfcheck.html").as_uri())
    yield tab
    context.close()


def test_a_word_file_is_judged_from_disk_and_nothing_is_sent(page, campaign, tmp_path):
    contest = contests.of(campaign)
    path = write(tmp_path / "稿.docx", contest, "路灯亮起来以后", [CASES[1]["text"], *sentences(1, 3), "联系电话：示例"],
                 header="示例县示例镇报送", author_property="示例甲", inserted="后来加的。")  # fmt: skip
    before = len(page.asked)
    page.set_input_files("#tl-self-file", str(path))
    page.wait_for_selector(".tl-self-sum")
    codes = page.eval_on_selector_all("[data-code]", "rows => rows.map(row => row.getAttribute('data-code'))")
    assert {"misquote", "identity", "tracked-changes", "words"} <= set(codes) and "declaration" not in codes
    said = page.inner_text(".tl-self-result")
    assert "60日内办结" in said and "页眉" in said and "示例甲" in said and "没有核对" in said and "雷同" in said
    assert len(page.asked) == before and all(url.startswith("file:") for url in page.asked)


def test_pasted_text_is_judged_and_sound_text_passes(page):
    page.fill("#tl-self-text", "标题\n" + "\n".join([CASES[0]["text"], *sentences(2, 26)]))
    page.click("text=核对粘贴的文字")
    assert "没有发现问题" in page.inner_text(".tl-self-result")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + bytes(60), b"\x89PNG\r\n\x1a\n" + bytes(90)])
def test_a_broken_file_gets_a_chinese_sentence(page, tmp_path, content):
    (tmp_path / "坏.docx").write_bytes(content)
    page.set_input_files("#tl-self-file", str(tmp_path / "坏.docx"))
    page.wait_for_selector(".tl-self-sum")
    assert "读不了" in page.inner_text(".tl-self-sum") and "Error" not in page.inner_text(".tl-self-sum")


def test_it_says_what_it_does_not_check_and_that_nothing_is_uploaded(campaign):
    text = next(selfcheck.pages(campaign, ("大征文",), ())).markdown
    assert "不上传" in text and "不核对什么" in text and "雷同" in text and "<noscript>" in text


def test_hidden_text_and_a_name_of_the_declaration_page_in_the_text_are_found(page, campaign, tmp_path):
    contest = contests.of(campaign)
    path = write(tmp_path / "稿.docx", contest, "路灯亮起来以后", [*sentences(1, 3), "示例甲同志讲过这件事。"])
    document = docx.Document(str(path))
    document.paragraphs[1].add_run("写于样本镇").font.hidden = True
    document.save(str(path))
    page.set_input_files("#tl-self-file", str(path))
    page.wait_for_selector(".tl-self-sum")
    said = page.inner_text(".tl-self-result")
    assert "隐藏文字" in said and "出现了声明页上的“示例甲”" in said
    read = manuscript.of_docx(path.read_bytes(), path.name)
    assert f"正文 {rules.length(read)} 字" in said
