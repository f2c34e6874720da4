"""Shapes in which offices keep their texts, each written for the test: what is read, what is left out and said so."""

import zipfile
from pathlib import Path

import pytest

from tiaoli import statute
from tiaoli.convert import cited, convert, write
from tiaoli.model import Commentary
from tiaoli.readers import batch

TITLE = "示例县信访局召开学习会"
BODY = [
    "示例县信访局近日组织全体干部学习条例，围绕受理、办理、督办等环节开展讨论，要求逐件登记、逐件答复。",
    "会议指出，各乡镇各部门要抓好学习培训，把好事办好、实事办实，让群众看得见、感受得到。",
    "会议要求，要落实首接首办责任，做到事事有着落、件件有回音，切实维护群众合法权益。",
]
WECHAT = (
    f'<html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}"></head><body><h1 id="activity-name">{TITLE}</h1>'
    '<div id="meta_content"><a id="js_name">示例信访</a><em id="publish_time">2022-05-18 09:30</em></div>'
    '<div id="js_content" style="visibility: hidden; opacity: 0;"><section><section><p><span>{}</span></p></section>'
    "<section><p>{}</p></section><p>{}</p></section><p>点击上方蓝字关注我们</p></div><div>预览时标签不可点</div></body></html>"
).replace("{}", "%s") % tuple(BODY)
TRS = (
    f'<html><head><meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2022-05-18 09:30"></head><body>'
    '<div class="nav"><ul><li>首页</li><li>要闻动态</li></ul></div><div class="TRS_UEDITOR TRS_WEB">'
    + "".join(f'<p style="text-indent:2em"><span style="font-family:仿宋">{p}</span></p>' for p in BODY)
    + "</div><div>分享到：微信 微博</div><div>【打印本页】【关闭窗口】</div></body></html>"
)
TABLES = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table><tr><td><a href=#>首页</a> | <a href=#>信访</a></td></tr></table>'
    f"<table><tr><td><table><tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr><tr><td>发布时间：2022-05-18　来源：示例日报</td></tr>"
    "<tr><td><font face=宋体>" + "".join(f"　　{p}<br><br>" for p in BODY) + "</font></td></tr></table></td></tr></table></body></html>"
)  # fmt: skip
PAGES = {"wechat": WECHAT.encode(), "trs": TRS.encode(), "nested tables in GBK": TABLES.encode("gbk")}
ARTICLES = "第一条　为了规范借阅，制定本办法。\n\n第二条　本办法适用于示例县。\n\n第三条　借书人应当按期归还。\n"


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_a_saved_page_is_its_paragraphs_and_its_title(tmp_path: Path, name: str):
    path = tmp_path / "a.html"
    path.write_bytes(PAGES[name])
    made = convert(path)
    assert (made["kind"], made["title"], made["paragraphs"]) == ("commentary", TITLE, BODY)


OLD_SITE = (
    f"<html><head><title>{TITLE}-示例县信访局</title></head><body><table><tr><td><table><tr><td>首页</td><td>机构概况</td><td>政策法规</td></tr></table></td></tr>"
    f"<tr><td align=center><b>{TITLE}</b></td></tr><tr><td><span>来源：示例日报</span><span>发布时间：2022年5月18日</span><span>字体：大 中 小</span></td></tr>"
    f"<tr><td>{'<br>'.join(BODY)}</td></tr></table></body></html>"
)  # fmt: skip


def test_a_menu_without_links_above_the_headline_is_left_out(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(OLD_SITE, "gb18030")
    made = convert(path)
    assert (made["title"], made["paragraphs"], made["headings"]) == (TITLE, BODY, [])
    assert (made["publisher"], made["published"]) == ("示例日报", "2022-05-18")
    assert {"首页", "机构概况", "政策法规"} <= {removal["text"] for removal in made["removed"]}


def test_an_article_of_wechat_keeps_its_day_and_its_account(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(WECHAT, "utf-8")
    made = convert(path)
    assert (made["published"], made["publisher"]) == ("2022-05-18", "示例信访")


def test_the_editor_named_below_the_article_is_kept(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(TRS.replace("<div>分享到", "<div>（责任编辑：李示例）</div><div>分享到"), "utf-8")
    assert convert(path)["editor"] == "李示例"


def test_what_is_left_out_of_an_article_of_wechat_is_said(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(WECHAT, "utf-8")
    left = " ".join(removal["text"] for removal in convert(path)["removed"])
    assert "示例信访" in left and "点击上方蓝字关注我们" in left and "预览时标签不可点" in left


def test_text_that_a_page_hides_is_still_left_out(tmp_path: Path):
    path = tmp_path / "a.html"
    hidden = '<div style="display:none">隐藏的广告词语不应出现在正文里面。</div>'
    path.write_text(
        f"<html><body><h1>{TITLE}</h1>{hidden}{''.join(f'<p>{p}</p>' for p in BODY)}</body></html>", "utf-8"
    )
    made = convert(path)
    assert made["paragraphs"] == BODY and "隐藏的广告" in made["removed"][0]["text"]


def test_a_short_title_of_its_own_is_kept(tmp_path: Path):
    path = tmp_path / "a.html"
    head = "<title>示例县信访局召开条例学习会_示例县人民政府</title>"
    path.write_text(
        f"<html><head>{head}</head><body><h1>条例学习会</h1>{''.join(f'<p>{p}</p>' for p in BODY)}</body></html>",
        "utf-8",
    )
    assert convert(path)["title"] == "条例学习会"


def test_a_title_over_two_marked_lines_is_one_title(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text("# 示例县人民政府\n# 借阅办法\n\n" + ARTICLES, "utf-8")
    made = convert(path, kind="statute")
    assert made["title"] == "示例县人民政府借阅办法" and [node["kind"] for node in made["body"]] == ["article"] * 3


def test_a_part_below_the_title_stays_a_part(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text("# 示例县借阅办法\n# 第一编　总则\n\n" + ARTICLES, "utf-8")
    made = convert(path, kind="statute")
    assert made["title"] == "示例县借阅办法" and made["body"][0]["kind"] == "part"


def test_blanks_inside_article_numbers_do_not_hide_a_statute(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(
        "示 例 县 借 阅 办 法\n\n第 一 条  为了规范借阅。\n第 二 条  适用于示例县。\n第 三 条  按期归还。\n", "utf-8"
    )
    made = convert(path)
    assert made["kind"] == "statute" and [node["number"] for node in made["body"]] == ["1", "2", "3"]


# Kinds, repeats, archives


def test_a_ledger_is_known_and_what_to_do_with_it_is_said(tmp_path: Path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["日期", "单位", "形式", "活动名称", "地点", "参加人数"])
    book.active.append(["2022-05-18", "示例局", "宣讲", "进村宣讲", "示例村", 30])
    path = tmp_path / "五月台账.xlsx"
    book.save(path)
    made = convert(path)
    assert (made["kind"], made["rows"]) == ("ledger", 1)
    assert "tiaoli campaign report 五月台账.xlsx" in made["problems"][0]["message"]
    (written,) = write([path], tmp_path / "root")
    assert (written.status, written.target) == ("unchanged", None) and not (tmp_path / "root").exists()


def test_a_short_bank_under_its_section_is_a_bank(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("填空题\n1. 本办法由____负责解释。\n答案：示例局\n", "utf-8")
    assert convert(path)["kind"] == "quiz"


def test_where_the_second_body_differs_the_paragraph_is_in_doubt(tmp_path: Path):
    path = tmp_path / "a.txt"
    again = [BODY[0], BODY[1].replace("抓好学习培训", "抓实学习培训"), BODY[2]]
    path.write_text("\n".join([TITLE, *BODY, TITLE, *again]), "utf-8")
    made = convert(path)
    assert made["paragraphs"] == BODY
    assert [(doubt["paragraph"], doubt["text"], doubt["alternatives"]) for doubt in made["uncertain"]] == [
        (1, "好", ["实"])
    ]
    assert "文字略有不同" in " ".join(removal["reason"] for removal in made["removed"])


def test_a_second_body_that_is_the_same_leaves_no_doubt(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("\n".join([TITLE, *BODY, TITLE, *BODY]), "utf-8")
    made = convert(path)
    assert made["paragraphs"] == BODY and made["uncertain"] == []


def test_archives_in_a_folder_are_opened_and_a_torn_one_is_said_to_be(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("办法.txt", "示例办法\n" + ARTICLES)
    (tmp_path / "torn.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:-40])
    with batch.gathered([tmp_path]) as found:
        assert [item.shown for item in found.items] == ["a.zip/办法.txt"]
        assert [(failed.shown, "已损坏" in failed.failure) for failed in found.failures] == [("torn.zip", True)]


def test_the_short_names_of_the_content_root_are_those_of_its_statute():
    law = statute.parse("示例县借阅办法\n" + ARTICLES)
    article = Commentary(paragraphs=("《办法》第二条写明了适用范围。",))
    assert [one["target"] for one in cited(article, law, ("办法",))] == ["art-2"]
    assert cited(article, law) == []
