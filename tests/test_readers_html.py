"""Saved web pages: charsets, layouts, meta tags; what is left out is quoted."""

import html as markup
import re

import pytest

from tiaoli import statute
from tiaoli.model import ReadError
from tiaoli.readers import html

PROSE = (
    "示例县信访局今年以来持续推进规范化建设，群众办事更加方便。",
    "工作人员介绍，登记、受理、办理、答复每个环节都有时限，超时会提醒。",
    "下一步，全县将继续完善制度，把群众的事办实办好，让大家满意。",
)
NAV = "<div class='nav'><ul>" + "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(12)) + "</ul></div>"
FOOT = "<div class='foot'><p>主办：示例县人民政府　版权所有</p><p><a href='/'>网站地图</a></p></div><script>var a='脚本';</script>"
BODY = [*PROSE, "一、小标题", *PROSE[::-1]]
LAYOUTS = {
    "paragraphs": "<div id='content'>" + "".join(f"<p>　　{p}</p>" for p in BODY) + "</div>",
    "line breaks": "<div id='content'>　　" + "<br><br>\n　　".join(BODY) + "</div>",
    "bare divs": "<div id='content'>" + "".join(f"<div>{p}</div>" for p in BODY) + "</div>",
    "spans": "<div>"
    + "".join(f"<p><span style='font-size:16px'>{p[:5]}</span><span>{p[5:]}</span></p>" for p in BODY)
    + "</div>",
    "layout table": "<table width='100%'><tr><td>" + "<br>".join(BODY) + "</td></tr></table>",
    "one row a paragraph": "<table>" + "".join(f"<tr><td>{p}</td></tr>" for p in BODY) + "</table>",
    "preformatted": "<pre>" + "\n".join(BODY) + "</pre>",
    "wrapped source": "<div>" + "".join(f"<p>{p[:8]}\n      {p[8:]}</p>" for p in BODY) + "</div>",
    "unclosed": "<div>" + "".join(f"<p>{p}" for p in BODY),
}


def page(body: str, head: str = "") -> str:
    title = "<h1>示例县推进信访规范化</h1><p>来源：示例日报　2022-05-18</p>"
    return f"<!DOCTYPE html><html><head><title>示例县推进信访规范化_示例县人民政府网</title>{head}</head><body>{NAV}{title}{body}{FOOT}</body></html>"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_loses_a_line_and_no_menu_gets_in(layout):
    source = html.source(page(LAYOUTS[layout]).encode(), "a.html")
    lines = [line.text for line in source.lines]
    assert lines == ["示例县推进信访规范化", "来源：示例日报　2022-05-18", *BODY]
    assert source.lines[0].style == "title"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_visible_word_is_in_the_lines_or_quoted(layout):
    source = html.source(page(LAYOUTS[layout]).encode(), "a.html")
    all_said = source.text + "".join(p.found or "" for p in source.problems)
    for word in (*BODY, "主办：示例县人民政府", "网站地图", "栏目11"):
        assert word in all_said
    assert "脚本" not in all_said


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "", "x-unknown"])
@pytest.mark.parametrize("real", ["utf-8", "gbk", "gb18030", "utf-16", "utf-8-sig"])
def test_the_bytes_decide_on_the_charset_whatever_is_declared(declared, real):
    head = f"<meta charset='{declared}'>" if declared else ""
    source = html.source(page(LAYOUTS["paragraphs"], head).encode(real), "a.html")
    assert [line.text for line in source.lines][2:] == BODY


def test_big5_is_told_from_gbk():
    body = (
        "<p>"
        + "</p><p>".join(
            [
                "本縣今年以來持續推進規範化建設，民眾辦事更加方便。",
                "工作人員介紹，登記、受理、辦理、答覆每個環節都有時限。",
            ]
        )
        + "</p>"
    )
    source = html.source(f"<html><head><meta charset=gb2312></head><body>{body}</body></html>".encode("big5"), "a.html")
    assert source.encoding == "big5" and "民眾辦事更加方便" in source.text


def test_a_few_bad_bytes_are_marked_and_many_are_refused():
    good = page(LAYOUTS["paragraphs"]).encode("gbk")
    source = html.source(good.replace("方便".encode("gbk"), b"\xff\xff", 1), "a.html")
    assert "\ufffd" in source.text and any(p.code == "lost-characters" for p in source.problems)
    with pytest.raises(ReadError, match="编码无法识别"):
        html.source(b"<html><body><p>" + bytes(range(128, 256)) * 40 + b"</p></body></html>", "a.html")


TAGS = (
    ("<meta name='ArticleTitle' content='文章标题'>", "title", "文章标题"),
    ("<meta property='og:title' content='文章标题'>", "title", "文章标题"),
    ("<meta name='PubDate' content='2022/5/8 10:00'>", "published", "2022-05-08"),
    ("<meta property='article:published_time' content='2022-05-18T10:00:00+08:00'>", "published", "2022-05-18"),
    ("<meta name='ContentSource' content='示例日报'>", "publisher", "示例日报"),
    ("<meta name='Author' content='示例甲'>", "author", "示例甲"),
    ("<meta name='SiteName' content='示例县人民政府网'>", "site", "示例县人民政府网"),
    ("<meta name='ColumnName' content='工作动态'>", "column", "工作动态"),
    ("<link rel='canonical' href='https://example.cn/a.html'>", "url", "https://example.cn/a.html"),
    (
        '<script type="application/ld+json">{"headline":"文章标题","author":{"name":"示例乙"}}</script>',
        "author",
        "示例乙",
    ),
    ("", "title", "示例县推进信访规范化"),
)


@pytest.mark.parametrize(("tag", "key", "value"), TAGS)
def test_what_the_tags_state_is_metadata(tag, key, value):
    assert dict(html.source(page(LAYOUTS["paragraphs"], tag).encode(), "a.html").metadata)[key] == value


@pytest.mark.parametrize("key", ["author", "published", "publisher", "editor", "url"])
def test_nothing_is_made_up(key):
    empty = "<meta name='Author' content=''><meta name='ContentSource' content='无'>"
    assert key not in dict(html.source(page(LAYOUTS["paragraphs"], empty).encode(), "a.html").metadata)


def test_data_tables_are_rows_and_spans_are_blanks():
    table = "<table><tr><th>步骤</th><th colspan=2>时限|天</th></tr><tr><td rowspan=2>登记</td><td>当日</td><td>1</td></tr><tr><td>次日</td><td>2</td></tr></table>"
    source = html.source(page(f"<div>{LAYOUTS['paragraphs']}{table}</div>").encode(), "a.html")
    rows = [line.text for line in source.lines if line.style == "table"]
    assert rows == ["| 步骤 | 时限\\|天 |  |", "| --- | --- | --- |", "| 登记 | 当日 | 1 |", "|  | 次日 | 2 |"]


def test_an_ordered_list_keeps_the_numbers_that_the_browser_shows():
    items = "<ol start=3><li>" + "</li><li>".join(PROSE) + "</li></ol><ol><li>一、" + PROSE[0] + "</li></ol>"
    lines = [line.text for line in html.source(page(f"<div>{items}</div>").encode(), "a.html").lines]
    assert [line for line in lines if re.match(r"\d|一", line)] == [f"{n}. {p}" for n, p in enumerate(PROSE, 3)] + [
        "一、" + PROSE[0]
    ]


def test_readings_above_characters_and_hidden_text_are_quoted_only():
    ruby = f"<p><ruby>信<rp>(</rp><rt>xìn</rt><rp>)</rp></ruby>访。</p><p style='display:none'>{PROSE[0]}</p>"
    source = html.source(page(f"<div>{''.join(f'<p>{p}</p>' for p in PROSE)}{ruby}</div>").encode(), "a.html")
    assert "信访。" in source.text and source.text.count(PROSE[0]) == 1
    assert {"xìn", PROSE[0]} <= {p.found for p in source.problems}


def test_a_single_file_page_is_unpacked(tmp_path):
    import email.mime.multipart
    import email.mime.text

    message = email.mime.multipart.MIMEMultipart("related")
    message.attach(email.mime.text.MIMEText(page(LAYOUTS["paragraphs"]), "html", "utf-8"))
    content = b"MIME-Version: 1.0\n" + message.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1)
    assert [line.text for line in html.source(content, "a.mht").lines][2:] == BODY


def test_deeply_nested_markup_is_read():
    deep = "<div>" * 3000 + "".join(f"<p>{p}</p>" for p in BODY) + "</div>" * 3000
    assert PROSE[0] in html.source(f"<html><body>{deep}</body></html>".encode(), "a.html").text


def test_a_page_without_text_is_refused():
    with pytest.raises(ReadError, match="靠脚本显示"):
        html.source(b"<html><body><script>var a=1</script></body></html>", "a.html")


def test_laws_laid_out_as_pages_lose_and_gain_no_line(shared):
    done = 0
    for path in sorted((shared / "laws").glob("*.md"))[::6]:
        tree = statute.parse(path.read_text("utf-8"))
        lines = [re.sub(r"^#+ |^\\", "", line).strip() for line in statute.unparse(tree).split("\n") if line.strip()]
        if tree.problems or any(line.startswith("|") for line in lines):
            continue
        safe = [markup.escape(line) for line in lines]
        trail = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/a'>政策</a></div>"
        for body in (
            "".join(f"<p>　　{line}</p>" for line in safe),
            "<br>".join(f"&nbsp;&nbsp;{line}" for line in safe),
            "<table>" + "".join(f"<tr><td>{line}</td></tr>" for line in safe) + "</table>",
        ):
            made = f"<html><head><title>{safe[0]}_示例网</title></head><body>{NAV}<div>{trail}<div>{body}</div></div>{FOOT}</body></html>"
            source = html.source(made.encode("gbk", "xmlcharrefreplace"), "a.html")
            assert ["".join(line.text.split()) for line in source.lines] == ["".join(line.split()) for line in lines], (
                path.name
            )
            done += 1
    assert done >= 60


@pytest.mark.parametrize(
    "menu", ['<div class="nav">首页 新闻 专题</div>', '<ul id="menu"><li>首页</li><li>新闻</li></ul>']
)
@pytest.mark.parametrize("head", ["<title>真正的标题_示例县</title>", ""])
def test_a_menu_above_the_headline_is_no_title(menu, head):
    body = "<p>示例县信访局组织学习《信访工作条例》，逐条对照条文查找工作中的不足。</p>" * 2
    markup = f"<html><head>{head}</head><body>{menu}<h1>真正的标题</h1><div>{body}</div></body></html>"
    got = html.source(markup.encode("gb18030"), "a.htm")
    assert got.lines[0].text == "真正的标题" and got.lines[0].style == "title"
    assert "首页" in "".join(problem.found or "" for problem in got.problems)


def test_what_stands_above_a_headline_and_is_no_menu_stays():
    body = "<p>示例县信访局组织学习《信访工作条例》，逐条对照条文查找工作中的不足。</p>" * 2
    got = html.source(f"<body><div><p>【学习园地】</p><h1>真正的标题</h1>{body}</div></body>".encode(), "a.htm")
    assert [line.text for line in got.lines[:2]] == ["【学习园地】", "真正的标题"]
