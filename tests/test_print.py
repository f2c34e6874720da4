"""Pages on paper, printed by a browser: the limits on one sheet, a provision never without what surrounds it on a screen only."""

import unicodedata

import pypdfium2

MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")


def printed(chromium, address: str) -> list[str]:
    """Text of the sheets that a page makes on A4."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address)
    data = page.pdf(format="A4", margin=MARGIN)
    context.close()
    with pypdfium2.PdfDocument(data) as pdf:
        texts = [pdf[at].get_textpage().get_text_range() for at in range(len(pdf))]
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


def test_all_limits_with_a_number_stand_on_the_first_sheet_and_nothing_else(chromium, built_site):
    sheets = printed(chromium, (built_site / "timelimits.html").as_uri())
    assert sheets[0].count("30日") >= 5 and "5个工作日" in sheets[0] and "60日" in sheets[0]
    assert "没有写明天数的期限" in sheets[1] and "没有写明天数的期限" not in sheets[0]


def test_the_home_page_is_one_sheet(chromium, built_site):
    assert len(printed(chromium, (built_site / "index.html").as_uri())) == 1


def test_a_list_of_questions_on_paper_has_no_key_and_says_where_there_is_one(chromium, built_site):
    text = "".join(printed(chromium, next((built_site / "quiz").glob("list*.html")).as_uri()))
    assert "打印的页上没有答案和解析" in text and "练习题单" in text
    assert "答案:" not in text and "依据:" not in text and "A" in text


def test_a_chapter_on_paper_has_its_text_and_no_buttons(chromium, built_site):
    text = "".join(printed(chromium, (built_site / "regulation/ch-4.html").as_uri()))
    assert "应当自受理之日起60日内办结" in text.replace(" ", "")
    assert "链接" not in text and "分享" not in text and "搜条文" not in text


def test_a_link_under_other_words_says_on_paper_which_provision_it_leads_to(chromium, built_site):
    home = (built_site / "index.html").read_text("utf-8")
    assert 'data-tl-at="第三十五条">复查要多久</a>' in home
    shown = home.replace('class="tl-asked"', 'class="kept"')  # the home page itself prints no such list
    (built_site / "on-paper.html").write_text(shown, "utf-8")
    try:
        text = "".join(printed(chromium, (built_site / "on-paper.html").as_uri()))
    finally:
        (built_site / "on-paper.html").unlink()
    assert "复查要多久(第三十五条)" in text


def test_the_statutes_own_words_get_nothing_added_on_paper(chromium, built_site):
    assert 'data-tl-at="第三十六条第一款">前款</a>' in (built_site / "regulation/ch-4.html").read_text("utf-8")
    assert "不计算在前款规定的期限内" in "".join(printed(chromium, (built_site / "regulation/ch-4.html").as_uri()))


def test_a_row_of_a_table_is_never_cut_at_the_end_of_a_sheet(chromium, built_site):
    page = (built_site / "guides/for-public.html").read_text("utf-8")
    rows = "".join(f"<tr><td>始{at}号{'文' * 60}</td><td>{'字' * 90}终{at}号</td></tr>" for at in range(40))
    head, _, rest = page.partition("</h1>")
    assert rest
    (built_site / "guides/on-paper.html").write_text(
        f"{head}</h1><table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody>{rows}</tbody></table>{rest}", "utf-8"
    )
    try:
        sheets = printed(chromium, (built_site / "guides/on-paper.html").as_uri())
    finally:
        (built_site / "guides/on-paper.html").unlink()
    assert sum("始" in sheet for sheet in sheets) > 2
    for at in range(40):
        assert any(f"始{at}号" in sheet and f"终{at}号" in sheet for sheet in sheets), at
