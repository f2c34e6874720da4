"""The quizzes as people use them: from disk, by thumb, by keyboard, without storage, without scripts."""

import base64
import json
import re
import zlib
from urllib.parse import quote

import pytest

from test_reading import HANDOVER, REFUSED
from tiaoli import load, quiz
from tiaoli.quiz import results

PREFIX = "tiaoli:xinfang-tiaoli:"
NO_CLIPBOARD = "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false;"


@pytest.fixture
def context(chromium):
    """context(width, init script, …) -> a context of its own, closed afterwards."""
    opened = []

    def make(width: int = 360, script: str = "", **options):
        one = chromium.new_context(viewport={"width": width, "height": 740}, **options)
        one.set_default_timeout(8000)
        if script:
            one.add_init_script(script)
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def tab(context, built_site):
    """tab(page with hash, …) -> page from disk, ready, with .said (errors)."""

    def go(where: str, width: int = 360, script: str = "", within=None, **options):
        page = (within or context(width, script, **options)).new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        path, _, anchor = where.partition("#")
        page.goto((built_site / path).as_uri() + ("#" + anchor if anchor else ""))
        page.wait_for_selector("[data-ready]")
        return page

    return go


def kept(page, name: str):
    return page.evaluate(f"JSON.parse(localStorage.getItem('{PREFIX}{name}'))")


def keep(page, name: str, value) -> None:
    page.evaluate("([key, value]) => localStorage.setItem(key, JSON.stringify(value))", [PREFIX + name, value])


def asked(page) -> dict:
    """The question on the screen, as the data has it."""
    stem = page.text_content(".tl-q-stem")
    return page.evaluate("""stem => Object.values(tiaoliQuizData).flatMap(each => each.questions).find(q => q.stem === stem)""", stem)  # fmt: skip


def right_option(page):
    """The right option of a single choice or judgement on the screen."""
    question = asked(page)
    if question["type"] == "judge":
        return page.locator(".tl-q-option").nth(0 if question["answer"] else 1)
    text = next(option["text"] for option in question["options"] if option.get("correct"))
    return page.locator(".tl-q-option", has=page.get_by_text(text, exact=True))


def test_an_articles_questions_are_practised_from_disk_with_reason_and_provision(tab):
    page = tab("quiz/practice.html#article=34")
    assert page.text_content(".tl-q-scope strong") == "第三十四条"
    assert "34" in asked(page)["articles"]
    right_option(page).click()
    assert page.text_content(".tl-q-word") == "✓ 答对了"
    assert page.evaluate("document.activeElement.matches('.tl-q-verdict')")
    verdict = page.text_content(".tl-q-verdict")
    question = asked(page)
    assert question["explanation"] in verdict and question["evidence"][0]["quote"] in verdict
    page.click(".tl-q-evidence a >> nth=0")
    page.wait_for_selector(":target")
    assert "/regulation/" in page.url and page.said == []


def test_a_wrong_option_says_why_and_goes_into_the_book(tab):
    page = tab("quiz/practice.html#type=single")
    texts = [option["text"] for option in asked(page)["options"] if not option.get("correct")]
    page.locator(".tl-q-option", has=page.get_by_text(texts[0], exact=True)).click()
    assert page.text_content(".tl-q-word") == "✗ 不对"
    marks = page.locator(".tl-q-option .tl-q-mark").all_text_contents()
    assert sorted(filter(None, marks)) == ["✓ 正确", "✗ 不对"], "never by colour alone"
    own = asked(page)
    for option in own["options"]:
        if option.get("why"):
            assert option["why"] in page.text_content(".tl-q-why")
    assert list(kept(page, "quiz")["book"]) == [own["id"]]


def test_by_keyboard_alone_from_question_to_question(tab):
    page = tab("quiz/practice.html#type=judge")
    page.locator(".tl-q-option").first.focus()
    page.keyboard.press("2")
    assert page.evaluate("document.activeElement.matches('.tl-q-verdict')")
    first = page.text_content(".tl-q-stem")
    page.keyboard.press("Enter")
    assert page.text_content(".tl-q-stem") != first
    assert page.evaluate("document.activeElement.matches('.tl-q-stem')")
    page.keyboard.press("1")
    page.wait_for_selector(".tl-q-verdict:not([hidden])")
    assert "已答 2" in page.text_content(".tl-q-progress")


def test_an_exam_is_sat_by_number_keys_and_enter_alone(tab):
    """The option chosen has the focus; Enter goes on and doesn't take the choice back."""
    page = tab("quiz/mock.html")
    page.click("text=开始考试")
    for answered in (1, 2, 3):
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        assert f"第 {answered + 1} 题" in page.text_content(".tl-q-progress")
    assert page.locator('.tl-cell[data-is="given"]').count() == 3


@pytest.mark.parametrize("kind", ["single", "multi", "judge", "blank", "short", "order"])
def test_every_type_fits_a_phone_with_targets_for_a_thumb(tab, kind):
    page = tab(f"quiz/practice.html#type={kind}", 360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    small = page.eval_on_selector_all(
        ".tl-quiz-host button:not([hidden]), .tl-quiz-host input, .tl-quiz-host a",
        "all => all.map(one => [one.textContent, one.getBoundingClientRect()]).filter(([_, box]) => box.width && box.height < 44).map(([text]) => text)",
    )
    assert small == []
    for option in page.locator(".tl-q-option").all():
        box = option.bounding_box()
        assert box["height"] >= 48 and box["width"] >= 320


@pytest.mark.parametrize(("form", "word"), [("{han}", "✓ 答对了"), ("{number}日", "✓ 答对了"), ("{number} 天", "✓ 答对了"), ("{number}个工作日", "✗ 不对")])  # fmt: skip
def test_a_number_is_right_however_it_is_written(tab, form, word):
    page = tab("quiz/practice.html#type=judge")
    question = next(
        q
        for q in page.evaluate("tiaoliQuizData.practice.questions")
        if q["type"] == "blank" and len(q["answers"]) == 1 and re.search("____日", q["stem"])
    )
    run = {
        "v": 1,
        "key": "type=blank",
        "ids": ["x", question["id"]],
        "at": 1,
        "rows": [["x", "A", 0, 1]],
        "started": 1,
        "seed": 1,
    }
    keep(page, "quiz-run", run)
    page.evaluate("location.hash = '#type=blank'")
    number, han = question["answers"][0]
    page.fill(".tl-q-blank input", form.format(number=number, han=han))
    page.keyboard.press("Enter")
    assert page.text_content(".tl-q-word") == word


def test_an_order_is_put_right_by_keyboard(tab):
    page = tab("quiz/practice.html#type=order")
    wanted = [option["text"] for option in asked(page)["options"]]
    for place, text in enumerate(wanted):
        for _ in range(len(wanted)):
            now = page.locator(".tl-q-order .tl-q-text").all_text_contents()
            if now.index(text) == place:
                break
            page.locator(f".tl-q-order li:nth-child({now.index(text) + 1}) button").first.focus()
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.matches('.tl-q-move')"), "the focus goes along"
    page.click("text=提交")
    assert page.text_content(".tl-q-word") == "✓ 答对了"


def test_a_short_answer_is_marked_by_its_points(tab):
    page = tab("quiz/practice.html#type=short")
    page.click("text=看参考答案")
    ticks = page.locator(".tl-q-points input")
    ticks.nth(0).check()
    page.click("text=完成自评 >> nth=-1")
    assert page.text_content(".tl-q-word").startswith("自评得")
    assert asked(page)["text"] in page.text_content(".tl-q-key")


def test_practice_goes_on_where_it_stopped(tab):
    page = tab("quiz/practice.html#chapter=5")
    for _ in range(2):
        page.evaluate("document.querySelector('.tl-q-option, .tl-q-look, .tl-q-bar button').click()")
        if page.locator(".tl-q-bar button:visible").first.text_content() != "下一题":
            page.reload()
            break
        page.click(".tl-q-bar >> text=下一题")
    before = page.text_content(".tl-q-stem")
    page.wait_for_timeout(HANDOVER)
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.text_content(".tl-q-stem") == before


def test_an_article_without_questions_says_what_to_do(tab):
    page = tab("quiz/practice.html#article=999")
    assert "没有练习题" in page.text_content(".tl-quiz-host") and page.is_visible("text=换一个范围")


def test_with_storage_refused_it_says_so_once_and_goes_on(tab):
    page = tab("quiz/practice.html#type=judge", script=REFUSED)
    assert page.locator(".tl-unkept").count() == 1
    for _ in range(2):
        page.locator(".tl-q-option").first.click()
        page.click(".tl-q-bar >> text=下一题")
    assert "已答 2" in page.text_content(".tl-q-progress")
    page.click("text=结束，看结果")
    assert "答了 2 题" in page.text_content("#result") and page.said == []


def test_where_storage_is_kept_nothing_is_said(tab):
    assert tab("quiz/practice.html").locator(".tl-unkept").count() == 0


def begun(page, answers: int = 2) -> list[str]:
    """A mock exam with some answers given; the stems in their order."""
    page.click("text=开始考试")
    stems = []
    for _ in range(answers):
        page.wait_for_selector(".tl-q-stem")
        stems.append(page.text_content(".tl-q-stem"))
        right_option(page).click()
        page.click(".tl-q-bar >> text=下一题")
    return stems


def test_the_paper_is_still_there_after_the_tab_was_closed(tab, context):
    own = context()
    page = tab("quiz/mock.html", within=own)
    stems = begun(page)
    page.click("text=标记")
    page.wait_for_timeout(HANDOVER)
    page.close()
    again = tab("quiz/mock.html", within=own)
    assert "已答 2 题" in again.text_content(".tl-notice")
    again.click("text=接着做")
    assert again.text_content(".tl-q-progress").startswith("第 3 题")
    again.click("summary:has-text('答题卡')")
    labels = again.eval_on_selector_all(".tl-cell", "all => all.slice(0, 4).map(one => one.getAttribute('aria-label'))")
    assert labels == ["第 1 题，已答", "第 2 题，已答", "第 3 题，未答，已标记", "第 4 题，未答"]
    again.click(".tl-cell >> nth=0")
    assert again.text_content(".tl-q-stem") == stems[0]
    assert again.locator(".tl-q-option[aria-pressed=true]").count() == 1


def test_handing_in_warns_of_what_is_open_and_ends_in_a_review(tab):
    page = tab("quiz/mock.html")
    begun(page)
    total = int(re.search(r"共 (\d+) 题", page.text_content(".tl-q-progress"))[1])
    page.click(".tl-q-scope >> text=交卷")
    assert f"还有 {total - 2} 题没有答" in page.text_content(".tl-confirm")
    page.click("text=回去答第 3 题")
    assert page.text_content(".tl-q-progress").startswith("第 3 题")
    page.click(".tl-q-scope >> text=交卷")
    page.click("text=不答了，交卷")
    assert page.text_content("#result") == "得分 4，满分 100"
    assert page.evaluate("document.activeElement.id") == "result"
    assert page.locator("details.tl-quiz-key").count() == total
    assert kept(page, "quiz-mock") is None and len(kept(page, "quiz-exams")) == 1


def test_the_clock_can_be_hidden_and_hands_in_when_time_is_up(tab, context):
    own = context()
    page = tab("quiz/mock.html", within=own)
    begun(page, 1)
    assert page.text_content(".tl-clock") == "还有 60 分钟"
    page.click("text=隐藏时钟")
    assert page.locator(".tl-clock").is_hidden()
    page.wait_for_timeout(HANDOVER)
    page.close()
    other = tab("quiz/progress.html", within=own)
    keep(other, "quiz-mock", kept(other, "quiz-mock") | {"limit": 60, "spent": 60})
    other.wait_for_timeout(HANDOVER)
    again = tab("quiz/mock.html", within=own)
    again.click("text=接着做")
    assert "时间到，已经交卷" in again.text_content(".tl-quiz-host")


def handed_in(page) -> None:
    page.evaluate("document.querySelector('.tl-handin').scrollIntoView()")
    page.fill(".tl-who >> nth=0 >> input", "示例局")


def test_a_result_is_a_file_and_a_text_that_say_the_same_and_are_merged(tab, tmp_path, repo_root):
    page = tab("quiz/mock.html", script=NO_CLIPBOARD, accept_downloads=True)
    begun(page)
    page.click(".tl-q-scope >> text=交卷")
    page.click("text=不答了，交卷")
    handed_in(page)
    with page.expect_download() as download:
        page.click("text=下载成绩文件")
    assert re.fullmatch(r"成绩-示例局-[2-9A-HJKMNP-Z]{6}-20\d{6}\.json", download.value.suggested_filename)
    one = json.loads(download.value.path().read_text("utf-8"))
    assert (one["tiaoli"], one["schema"], one["site"], one["mode"]) == ("quiz-result", 1, "xinfang-tiaoli", "mock")
    assert (one["unit"], one["name"], one["score"], one["full"]) == ("示例局", "", 4, 100)
    assert re.fullmatch("[2-9A-HJKMNP-Z]{6}", one["code"]) and re.fullmatch("[0-9a-f]{8}", one["statute"])
    assert [row[2] for row in one["answers"][2:]] == [""] * (len(one["answers"]) - 2)
    page.click("text=复制成绩文本")
    area = page.locator(".tl-handin textarea")
    area.wait_for(state="visible")
    text = area.input_value()
    assert page.evaluate("getSelection().toString() || document.activeElement.selectionEnd > 0")
    packed, _, sum_ = text.splitlines()[-1].removeprefix("条理成绩:").partition(".")
    raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    assert f"{zlib.crc32(raw):08x}" == sum_ and json.loads(raw) == one
    bank = {q["id"]: q for q in page.evaluate("tiaoliQuizData.mock.questions")}
    for name, _, given, points, _ in one["answers"][:2]:
        right = "".join("ABCDEFGH"[at] for at, option in enumerate(bank[name]["options"]) if option.get("correct"))
        assert (given, points) == (right, 2), "letters are those of the bank, not of the screen"
    download.value.save_as(tmp_path / download.value.suggested_filename)
    (tmp_path / "b.txt").write_text(f"收到\n{text}\n", "utf-8")
    campaign = load.load(repo_root)
    merged = results.merged([tmp_path], campaign, quiz.text_of(campaign))
    assert (len(merged.results), merged.faults) == (1, ())


def test_a_record_is_printed_alone(tab):
    page = tab("quiz/practice.html#type=judge", script="window.print = () => {};")
    page.locator(".tl-q-option").first.click()
    page.click("text=结束，看结果")
    page.click("text=打印成绩记录")
    page.emulate_media(media="print")
    assert page.is_visible(".tl-record") and page.is_hidden("#result") and page.is_hidden(".tl-who >> nth=0")
    assert "不作为正式考核的依据" in page.text_content(".tl-record")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.is_hidden(".tl-record") and page.is_visible("#result")


def record(page, *wrong: int) -> list[dict]:
    """Put the first practice questions of chapter 4 into the book; the questions."""
    questions = [q for q in page.evaluate("tiaoliQuizData.practice.questions") if q["type"] == "judge"][:3]
    done = {q["id"]: {"rev": q["rev"], "n": 1, "ok": 0, "days": [], "last": 0} for q in questions}
    book = {q["id"]: {"given": "F" if q["answer"] else "T", "day": "2026-01-01"} for q in questions}
    statute = page.evaluate("tiaoliQuizData.practice.statute")
    keep(page, "quiz", {"v": 1, "statute": statute, "done": done, "book": book})
    page.wait_for_timeout(HANDOVER)
    return questions


def test_the_book_is_read_taken_away_and_undone(tab):
    page = tab("quiz/mistakes.html", accept_downloads=True)
    assert "错题本是空的" in page.text_content(".tl-quiz-host")
    questions = record(page)
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.locator(".tl-book-item").count() == 3
    with page.expect_download() as table:
        page.click("text=导出表格")
    raw = table.value.path().read_bytes()
    assert raw.startswith("\ufeff章,题型".encode()) and all(q["stem"][:8].encode() in raw for q in questions)
    with page.expect_download() as text:
        page.click("text=导出文本")
    assert "正确答案：" in text.value.path().read_text("utf-8")
    page.click("text=移出错题本 >> nth=-1")
    assert len(kept(page, "quiz")["book"]) == 2
    page.click("text=撤销")
    assert len(kept(page, "quiz")["book"]) == 3 and page.locator(".tl-book-item").count() == 3


def test_three_days_of_right_answers_take_a_question_out_of_the_book(tab):
    page = tab("quiz/mistakes.html")
    first = record(page)[0]
    own = kept(page, "quiz")
    own["book"] = {first["id"]: own["book"][first["id"]]}
    own["done"][first["id"]] |= {"days": ["2026-01-02", "2026-01-03"], "last": 1}
    keep(page, "quiz", own)
    page.reload()
    page.click("text=练这些错题")
    page.wait_for_selector(".tl-q-stem")
    right_option(page).click()
    assert "移出错题本" in page.text_content(".tl-q-verdict")
    assert kept(page, "quiz")["book"] == {}


def test_progress_is_a_picture_and_a_table_and_clearing_asks_and_can_be_undone(tab):
    page = tab("quiz/progress.html")
    assert page.locator(".tl-progress-picture text").count() == 12
    record(page)
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert "还不熟 3 题" in page.text_content(".tl-lead >> nth=1")
    assert page.locator("#weak + ul a").count() >= 1
    page.click("text=清除学习进度")
    assert len(kept(page, "quiz")["done"]) == 3, "asks first"
    page.click(".tl-buttons >> text=再按一次")
    assert kept(page, "quiz")["done"] == {}
    page.keyboard.press("Enter")
    assert len(kept(page, "quiz")["done"]) == 3 and "已恢复" in page.text_content(".tl-quiz-host")


def test_a_new_text_keeps_the_record_and_says_so(tab):
    page = tab("quiz/progress.html")
    record(page)
    keep(page, "quiz", kept(page, "quiz") | {"statute": "00000000"})
    page.wait_for_timeout(HANDOVER)
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert "以前的学习记录都保留着" in page.text_content(".tl-quiz-host")
    now = kept(page, "quiz")
    assert len(now["done"]) == 3 and now["statute"] == page.evaluate("tiaoliQuizData.practice.statute")


def test_a_record_moves_to_another_device(tab):
    page = tab("quiz/progress.html", accept_downloads=True)
    record(page)
    with page.expect_download() as download:
        page.click("text=导出学习记录")
    other = tab("quiz/progress.html")
    other.set_input_files("#tl-import", download.value.path())
    other.wait_for_selector("text=导入了 3 题的记录")
    assert len(kept(other, "quiz")["book"]) == 3
    other.set_input_files("#tl-import", {"name": "a.json", "mimeType": "application/json", "buffer": b"[1"})
    other.wait_for_selector("text=不是这里导出的学习记录")


def test_the_button_of_the_about_page_clears_the_quizzes_too(tab, built_site):
    page = tab("quiz/progress.html")
    record(page)
    page.goto((built_site / "about.html").as_uri())
    for _ in range(5):  # a busy machine hands storage over later
        if "学习记录" in page.text_content(".tl-stored"):
            break
        page.wait_for_timeout(HANDOVER)
        page.reload()
    assert "学习记录" in page.text_content(".tl-stored")
    page.click(".tl-clear")
    page.click(".tl-clear")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('quiz'))") == []


def test_without_scripts_questions_are_read_and_keys_folded(context, built_site):
    page = context(java_script_enabled=False).new_page()
    page.goto((built_site / "quiz/practice.html").as_uri())
    page.locator("noscript a", has_text="按章看题目").click()
    page.click("text=第四章　信访事项的办理：题目")
    first = page.locator(".tl-quiz-list > li").first
    assert first.locator("p").first.is_visible() and first.locator("details p").first.is_hidden()
    first.locator("summary").click()
    assert first.locator("details p").first.is_visible()


def test_a_provision_of_a_page_with_a_hash_of_another_scope_changes_with_it(tab):
    page = tab("quiz/practice.html#article=34")
    page.evaluate(f"location.hash = '#audience={quote('群众')}'")
    page.wait_for_selector("text=适合群众的题")
    page.go_back()
    page.wait_for_selector(".tl-q-scope strong:has-text('第三十四条')")
