"""Pages from a campaign: the text whole and linked, who cites it, limits as the text states them, modes."""

import html
import json
import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tiaoli import load, site, statute, timelimits, yamldata
from tiaoli.model import Asset, Campaign, Entry, Page, Settings, SignOff
from tiaoli.site.frame import NOT_AN_OFFICE
from tiaoli.site.limits import OPEN
from tiaoli.site.places import Places
from tiaoli.site.prose import transform

CASES = yamldata.read_file(Path(__file__).parent / "cases" / "prose.yml").data
STEPS = tuple(SignOff(step, "示例", f"2022-05-0{i + 1}") for i, step in enumerate(("初审", "复审", "终审")))
#: Links of the Regulation's own text: (unit, words, target).
CROSS_REFERENCES = {
    ("art-17-p2", "前款", "art-17-p1"),
    ("art-34-p1", "本条例第三十一条第六项", "art-31-p1-i6"),
    ("art-36-p2", "本条例第三十一条第六项", "art-31-p1-i6"),
    ("art-36-p2", "前款", "art-36-p1"),
    ("art-47-p1", "本条例第二十条", "art-20"),
    ("art-47-p1", "第二十六条", "art-26"),
}


@pytest.fixture(scope="module")
def campaign(repo_root) -> Campaign:
    return load.load(repo_root)


@pytest.fixture(scope="module")
def made(campaign) -> dict[str, Page | Asset]:
    return {one.path: one for one in site.pages(campaign)}


def only_pages(made: dict[str, Page | Asset]) -> dict[str, Page]:
    return {path: one for path, one in made.items() if isinstance(one, Page)}


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def unit_markup(made: dict[str, Page | Asset], campaign: Campaign, address: str) -> str:
    page = made[Places(campaign).pages[address]]
    return re.search(rf'<p class="[^"]*" id="{re.escape(address)}">(.*?)</p>', page.markdown)[1]


def below(made: dict[str, Page | Asset], campaign: Campaign, article: str) -> str:
    """What stands below an article: everything from its heading to the next one."""
    page = made[Places(campaign).pages[article]].markdown
    start = page.index(f"{{#{article}}}")
    return page[start:].split("\n## ", 1)[0]


def signed(campaign: Campaign, but: tuple[str, ...] = ()) -> Campaign:
    """The campaign with every source signed except those named."""
    kept = {path: STEPS for path in campaign.digests if path not in but}
    entries = tuple(replace(e, signoffs=kept.get(e.path, ())) for e in campaign.entries)
    return replace(campaign, signoffs=kept, entries=entries)


def with_entry(campaign: Campaign, entry: Entry) -> Campaign:
    digests = campaign.digests | {entry.path: "0" * 16}
    return replace(campaign, entries=(*campaign.entries, entry), digests=digests)


ARTICLE = Entry(
    "docs/commentary/example.md", "commentary",
    {"title": "示例文章", "author": "示例甲", "author_office": "示例县局长", "publisher": "示例报", "published": "2022-05-18",
     "place": "示例县", "url": "https://example.invalid/a", "source": "a.html"},
    "学习第十五条。\n\n> 编者注：应对照第三十四条。\n",
)  # fmt: skip


def test_every_unit_stands_in_its_page_word_for_word_under_its_own_anchor(campaign, made):
    for unit in campaign.statute.walk():
        if unit.text:
            label = unit.label if unit.kind in ("item", "subitem") else ""
            assert plain(unit_markup(made, campaign, unit.address)) == label + unit.text


def test_every_article_is_a_heading_with_its_address(campaign, made):
    for article in campaign.statute.articles:
        page = made[Places(campaign).pages[article.address]].markdown
        assert f"## {article.label} {{#{article.address}}}" in page


def test_cross_references_of_the_text_are_links_and_nothing_else_is(campaign, made):
    found = set()
    for unit in campaign.statute.walk():
        if unit.text:
            for target, words in re.findall(
                r'<a class="tl-ref" href="[^"#]*#([^"]+)"[^>]*>(.*?)</a>', unit_markup(made, campaign, unit.address)
            ):
                found.add((unit.address, words, target))
    assert found == CROSS_REFERENCES


@pytest.mark.parametrize(("article", "citing"), [
    ("art-31", ("第三十四条", "第三十六条第二款")), ("art-20", ("第四十七条第一款",)), ("art-26", ("第四十七条第一款",)),
])  # fmt: skip
def test_an_article_shows_what_cites_it(campaign, made, article, citing):
    row = re.search(r"<span>引用本条</span>　(.*?)</p>", below(made, campaign, article))[1]
    assert plain(row).split("，") == list(citing)


def test_an_article_without_citing_articles_has_no_such_row(campaign, made):
    assert "引用本条" not in below(made, campaign, "art-50")
    assert "引用本条" not in below(made, campaign, "art-36"), (
        "前款 in an article's own next 款 is no citation by another"
    )


def test_an_article_names_its_limits_and_the_guides_that_cite_it(campaign, made):
    rows = below(made, campaign, "art-34")
    assert "60日内办结" in rows and "延长不超过30日" in rows
    assert re.search(r'<dt>学习指南</dt><dd><a href="\.\./guides/[\w-]+\.html">', rows)


def test_an_old_rule_stands_beside_the_one_in_force_and_is_marked(campaign, made):
    rows = below(made, campaign, "art-34")
    assert re.search(r'旧规定[^<]*<b class="tl-tag">已失效</b>[^<]+现行：', rows)
    released = signed(campaign, but=("docs/_data/superseded.yml",))
    assert not any(
        "已失效" in page.markdown for page in only_pages({p.path: p for p in site.pages(released, "release")}).values()
    )


def test_several_paragraphs_are_numbered_in_the_margin_and_a_single_one_is_not(campaign, made):
    assert 'data-n="4"' in below(made, campaign, "art-23")
    assert "data-n=" not in below(made, campaign, "art-34")
    assert 'data-n="2"' in unit_markup(made, campaign, "art-22-p2"), "the 款 after a list is the second"


def test_every_link_leads_to_a_page_and_an_anchor_that_exist(made):
    pages = only_pages(made)
    anchors = {path: set(re.findall(r'(?:\bid="|\{#)([^" }]+)', page.markdown)) for path, page in pages.items()}
    wrong = []
    for path, page in pages.items():
        links = re.findall(r'href="([^"]+)"', page.markdown) + re.findall(r"\]\(([^()\s]+)\)", page.markdown)
        for link in map(html.unescape, links):
            if re.match(r"https?:|mailto:", link):
                continue
            target, _, anchor = re.sub(r"\?v=\w+", "", link).partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            there = re.sub(r"\.html$", ".md", there)
            known = (
                anchors["timelimits.md"] if there == "calculator.md" else anchors.get(there, ())
            )  # which limit to reckon
            if there not in made or anchor and "=" not in anchor and anchor not in known:  # #article=34 is a scope
                wrong.append((path, link))
    assert not wrong


def test_anchors_of_a_page_are_unique(made):
    for page in only_pages(made).values():
        found = re.findall(r'(?:\bid="|\{#)([^" }]+)', page.markdown)
        assert len(found) == len(set(found)), page.path


def test_every_page_carries_version_correction_and_that_it_is_no_office(campaign, made):
    for page in only_pages(made).values():
        foot = page.markdown.rpartition('<footer class="tl-foot"')[2]
        assert "2022年2月25日发布，2022年5月1日起施行" in foot
        assert f"纠错：{campaign.settings.get('correction.name')}" in foot
        assert NOT_AN_OFFICE in foot
        assert "示例" in foot
    assert NOT_AN_OFFICE in made["404.html"].content.decode()


def test_nothing_of_a_page_is_loaded_from_another_host(made):
    for one in made.values():
        if one.path.endswith(".png"):
            continue
        text = one.content.decode() if isinstance(one, Asset) else one.markdown
        assert not re.search(
            r"""src=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import|<link[^>]+https?://""", text
        ), one.path


def test_the_home_page_asks_first_and_offers_six_ways_in(made):
    page = made["index.md"].markdown
    assert page.index("data-tiaoli-search") < page.index("tl-entrances")
    asked = re.search(r'<ul class="tl-asked".*?</ul>', page, re.S)[0]
    assert re.findall(r">([^<>]+)</a>", asked) == ["复查要多久", "几个人可以走访", "收到后几天答复", "哪些行为不允许"]
    assert re.findall(r"#(art-[\w-]+)", asked) == ["art-35-p1", "art-20-p3", "art-23-p2", "art-26"]
    ways = re.search(r'<ul class="tl-cards tl-entrances".*?</ul>', page, re.S)[0]
    assert ways.count("<li>") == 6
    assert "党内法规" in page and "行政法规" not in page
    assert "tl-records" not in page, "no numbers are set"


def test_the_home_page_lists_the_chapters_with_their_articles(made):
    listed = re.search(r'<ul class="tl-contents".*?</ul>', made["index.md"].markdown, re.S)[0]
    assert re.findall(r'href="([^"]+)"', listed) == [f"regulation/ch-{n}.html" for n in range(1, 7)]
    assert re.findall(r"<small>(.*?)</small>", listed) == [
        "第1至6条", "第7至16条", "第17至26条", "第27至37条", "第38至47条", "第48至50条",
    ]  # fmt: skip


def test_the_home_page_gathers_the_limits_under_their_number_with_first_day_and_scope(campaign, made):
    listed = re.search(r'<dl class="tl-numbers".*?</dl>', made["index.md"].markdown, re.S)[0]
    groups = dict(re.findall(r"<dt><b>(\d+)</b>\S+?</dt><dd>(.*?)</dd>", listed))
    assert {days: said.count("<li>") for days, said in groups.items()} == {"15": 3, "5": 1, "60": 1, "30": 5}
    assert sum(limit.days is not None for limit in campaign.timelimits) == 10
    assert "自受理之日起，对第三十一条第六项规定的信访事项" in groups["60"] and "第三十四条" in groups["60"]
    assert groups["15"].count("之日起") == 2, "第二十二条 gives no first day"
    assert "各级党委和政府信访部门收到信访事项" in groups["15"]
    anchors = re.findall(r'href="timelimits.html#([^"]+)"', listed)
    assert len(set(anchors)) == 10 and all(f'id="{name}"' in made["timelimits.md"].markdown for name in anchors)


def test_the_home_page_of_a_release_shows_nothing_of_a_text_that_is_not_signed(campaign):
    page = next(one for one in site.pages(campaign, "release") if one.path == "index.md")
    assert "tl-contents" not in page.markdown and "tl-numbers" not in page.markdown


def test_record_numbers_stand_at_the_bottom_of_the_home_page_when_set(campaign):
    settings = Settings(campaign.settings.data | {"icp": "示例ICP备0号", "police": "示例公网安备0号"})
    page = next(p for p in site.pages(replace(campaign, settings=settings)) if p.path == "index.md")
    assert (
        page.markdown.index("tl-notice") < page.markdown.index("示例ICP备0号") < page.markdown.index("示例公网安备0号")
    )


def test_every_foot_names_the_sponsor_and_the_day_of_the_last_change_as_set(campaign):
    settings = Settings(campaign.settings.data | {"sponsor": "示例县委", "updated": "2022-06-03"})
    for page in (one for one in site.pages(replace(campaign, settings=settings)) if isinstance(one, Page)):
        foot = page.markdown.rpartition('<footer class="tl-foot"')[2]
        assert "主办：示例县委。" in foot and "内容更新：2022年6月3日。" in foot
    unset = Settings({key: value for key, value in campaign.settings.data.items() if key != "updated"})
    assert "内容更新" not in next(iter(site.pages(replace(campaign, settings=unset)))).markdown


def test_the_home_page_points_to_the_foot_only_where_it_lists_the_channels(campaign, made):
    assert "见本页底部" in made["index.md"].markdown
    office = {"name": "待填", "channels": {"web": "待填"}}
    empty = replace(campaign, settings=Settings(campaign.settings.data | {"office": office}))
    page = next(p for p in site.pages(empty) if p.path == "index.md")
    assert "请通过有关机关、单位公布的渠道提出。" in page.markdown


def limit_rows(made: dict[str, Page | Asset]) -> list[list[str]]:
    table = re.search(r'<table class="tl-table tl-limits">.*?</table>', made["timelimits.md"].markdown, re.S)[0]
    rows = re.findall(r"<tr id=.*?</tr>", table, re.S)
    return [[plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)] for row in rows]


def test_ten_limits_stand_in_the_table_with_what_the_text_leaves_open_said_so(made):
    rows = limit_rows(made)
    assert sorted(row[0] for row in rows) == sorted(["15日"] * 3 + ["5个工作日", "60日"] + ["30日"] * 5)
    first = next(row for row in rows if row[6].startswith("第二十二条"))
    assert first[3] == OPEN, "第二十二条 names no starting day"
    sixty = next(row for row in rows if row[0] == "60日")
    assert sixty[2] == OPEN, "第三十四条 names no actor"
    assert "受理" in sixty[3] and "第三十一条第六项" in sixty[4]


def test_limits_without_a_number_stand_apart(made):
    page = made["timelimits.md"].markdown
    apart = page[page.index("{#open}") :]
    assert all(
        article in apart
        for article in ("第十九条", "第二十二条", "第三十九条", "第四十一条", "第四十四条", "第四十五条")
    )
    assert "5人" in apart


def test_a_limit_changes_with_the_text_and_not_with_the_program(campaign):
    text = statute.unparse(campaign.statute).replace("60日内办结", "61日内办结")
    changed = statute.parse(text, slug=campaign.statute.slug)
    other = replace(campaign, statute=changed, timelimits=timelimits.extract(changed))
    rows = limit_rows({one.path: one for one in site.pages(other)})
    assert [row[0] for row in rows].count("61日") == 1


def test_json_has_the_keys_of_the_design(campaign, made):
    data = json.loads(made["api/timelimits.json"].content)
    assert data["schema"] == 1 and len(data["timelimits"]) == 10
    wanted = {
        "target",
        "quote",
        "applies_to",
        "who",
        "what",
        "days",
        "unit",
        "from",
        "exception",
        "extension",
        "excluded",
    }
    assert all(wanted <= row.keys() for row in data["timelimits"])
    assert all(
        row["quote"].strip("，；。") in campaign.statute.index[row["target"]].full_text for row in data["timelimits"]
    )
    tree = json.loads(made["api/statute.json"].content)
    assert tree["schema"] == 1 and tree["kind"] == "statute"
    assert made["api/statute.json"].content == made[f"api/statutes/{campaign.statute.slug}.json"].content


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_prose(case, campaign):
    assert transform(case["source"], campaign, Places(campaign), "guides/x.md") == case["page"]


def test_a_commentary_is_shown_in_full_with_where_it_comes_from(campaign):
    made = {one.path: one for one in site.pages(with_entry(campaign, ARTICLE))}
    page = made["commentary/example.md"].markdown
    for said in (
        "示例县局长　示例甲（职务为发表时）",
        "示例报",
        "2022-05-18",
        "https://example.invalid/a",
        "尚未写明",
        "tl-editor",
    ):
        assert said in page
    assert "[第十五条](../regulation/ch-2.md#art-15)" in page
    index = made["commentary/index.md"].markdown
    assert index.index("### 2022年") < index.index("按地方") < index.index("### 示例县")
    assert "示例文章" in below(made, campaign, "art-15")


def test_a_release_keeps_to_itself_what_it_has_no_right_to(campaign):
    def released(**meta):
        entry = replace(ARTICLE, meta=ARTICLE.meta | meta)
        made = site.pages(signed(with_entry(campaign, entry)), "release")
        return next(p.markdown for p in made if p.path == "commentary/example.md").split("<footer")[0]

    kept_back = released()
    assert "示例文章" in kept_back and "示例报" in kept_back and "https://example.invalid/a" in kept_back
    assert not any(word in kept_back for word in ("第十五条", "示例甲", "编者注"))
    assert "第十五条" in released(rights="作者同意")
    assert "第十五条" not in released(rights="待填")


def test_a_release_of_unsigned_content_withholds_every_page_but_a_bare_home(campaign):
    made = {one.path: one for one in site.pages(campaign, "release")}
    assert list(only_pages(made)) == ["index.md"]
    assert not any(path.startswith("api/") for path in made)
    assert not re.search(r'href="[^"]+\.html', made["index.md"].markdown), "nothing is linked that is not there"


def test_a_release_of_signed_content_has_every_page(campaign):
    made = {one.path: one for one in site.pages(signed(campaign), "release")}
    everything = {one.path: one for one in site.pages(campaign)}
    assert made.keys() == everything.keys()


@pytest.mark.parametrize(("unsigned", "gone"), [
    ("docs/guides/ch-3.md", "guides/ch-3.md"), ("docs/_data/glossary.yml", "glossary.md"),
    ("docs/_data/procedure.yml", "procedure.md"), ("docs/_data/regulation.md", "regulation/ch-4.md"),
    ("docs/_data/regulation.md", "timelimits.md"), ("docs/_data/site.yml", "about.md"),
])  # fmt: skip
def test_an_unsigned_source_withholds_its_pages_and_unlinks_them(campaign, unsigned, gone):
    made = only_pages({one.path: one for one in site.pages(signed(campaign, but=(unsigned,)), "release")})
    assert gone not in made and "index.md" in made
    for page in made.values():
        for link in re.findall(r'href="([^"#]+)', page.markdown) + re.findall(r"\]\(([^()\s#]+)", page.markdown):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link))
            assert re.sub(r"\.html$", ".md", there) != gone, page.path


def test_one_missing_step_withholds(campaign):
    whole = signed(campaign)
    lacking = replace(whole, signoffs=whole.signoffs | {"docs/guides/ch-1.md": STEPS[:2]})
    assert "guides/ch-1.md" not in {one.path for one in site.pages(lacking, "release")}


def test_a_draft_marks_every_page(campaign):
    made = {one.path: one for one in site.pages(campaign, "draft")}
    assert all("tl-watermark" in page.markdown for page in only_pages(made).values())
    assert "草稿" in made["404.html"].content.decode()
    assert not any(
        "tl-watermark" in page.markdown for page in only_pages({p.path: p for p in site.pages(campaign)}).values()
    )


def test_an_unknown_mode_is_a_programmers_error(campaign):
    with pytest.raises(ValueError):
        list(site.pages(campaign, "public"))


LOCAL = "# 示例县办法\n\n第一条　根据《信访工作条例》第三十四条，制定本办法。\n\n第二条　依照第一条，在10日内告知。\n"


def test_a_local_rule_stands_apart_under_its_own_addresses(campaign):
    rule = statute.parse(LOCAL, slug="shili")
    meta = {"shili": {"title": "示例县办法", "number": "示例发〔2022〕0号", "path": "docs/_data/local/shili.md"}}
    made = {one.path: one for one in site.pages(replace(campaign, local=(rule,), local_meta=meta))}
    page = made["local/shili.md"].markdown
    assert "本地规定，不是《信访工作条例》条文" in page and "示例发〔2022〕0号" in page
    assert 'href="../regulation/ch-4.html#art-34"' in page and 'href="#art-1"' in page
    assert "10日" not in made["timelimits.md"].markdown
    assert b"10\xe6\x97\xa5" not in made["api/timelimits.json"].content
    assert "《示例县办法》第一条" in below(made, campaign, "art-34")
    assert Places(replace(campaign, local=(rule,))).page("shili#art-1") == "local/shili.md"


SMALL = "# 示例规定\n\n第一条　为了示例，制定本规定。\n\n第二条　依照第一条办理。\n\n## 附件1　清单\n\n甲\n"


def test_a_statute_without_chapters_has_one_page_of_text_and_asks_nothing(campaign):
    small = statute.parse(SMALL, slug="small")
    other = Campaign(campaign.root, Settings(), small, timelimits.extract(small))
    made = {one.path: one for one in site.pages(other)}
    assert list(only_pages(made)) == [
        "index.md",
        "regulation/index.md",
        "regulation/text.md",
        "regulation/annexes.md",
        "about.md",
    ]
    assert "tl-asked" not in made["index.md"].markdown
    assert 'href="#art-1">第一条</a>' in made["regulation/text.md"].markdown
    assert "信访工作" not in made["regulation/text.md"].markdown


def test_other_statutes_have_every_unit_anchored_once(shared):
    for path in sorted((shared / "laws").glob("*.md"))[::8]:
        parsed = statute.parse(path.read_text("utf-8"), slug="law")
        made = site.pages(Campaign(path.parent, Settings(), parsed))
        text = "".join(
            p.markdown
            for p in made
            if isinstance(p, Page) and p.path.startswith("regulation/") and "index" not in p.path
        )
        found = re.findall(r'(?:\bid="|\{#)([^" }]+)', text)
        assert {unit.address for unit in parsed.walk()} <= set(found), path.name
        assert len([a for a in found if a in parsed.index]) == len(parsed.index), path.name


def test_the_same_campaign_gives_the_same_bytes(campaign):
    assert list(site.pages(campaign)) == list(site.pages(campaign))


def test_titles_with_marks_of_markdown_and_html_come_out_as_they_are(campaign):
    entry = Entry("docs/extra.md", "page", {"title": "<b>甲</b> *乙* [丙]"}, "正文")
    page = next(p for p in site.pages(with_entry(campaign, entry)) if p.path == "extra.md")
    heading = page.markdown.split("\n")[0]
    assert "<b>" not in heading and "*" not in heading and plain(heading).startswith("# <b>甲</b> *乙* [丙]")


def test_a_page_of_a_tab_stands_in_that_tab_by_its_short_name(campaign):
    made = [Entry("docs/contest/awards.md", "page", {"title": "示例征文获奖名单", "nav": "获奖名单"}, "正文"),
            Entry("docs/campaign/diary.md", "page", {"title": "每日一记"}, "正文"), Entry("docs/extra.md", "page", {"title": "别的"}, "正文"),
            Entry("docs/commentary/essay-1.md", "commentary", {"title": "一盏灯", "essay": True, "rights": "同意"}, "正文")]  # fmt: skip
    navs = {
        p.path: p.nav for p in site.pages(replace(campaign, entries=(*campaign.entries, *made))) if isinstance(p, Page)
    }
    assert navs["contest/awards.md"] == ("大征文", "获奖名单") and navs["campaign/diary.md"] == ("宣传月", "每日一记")
    assert navs["extra.md"] == ("别的",) and navs["commentary/essay-1.md"] == ("大征文", "获奖作品", "一盏灯")
    assert {navs["contest/index.md"][0], navs["campaign/index.md"][0]} == {"大征文", "宣传月"}


def test_a_page_as_a_file_starts_with_front_matter_that_reads_back():
    page = Page("a.md", "甲: “乙” # 丙", "正文", (), {"hide": ["toc"]})
    header = site.source(page).split("---\n")[1]
    assert yamldata.read(header, "a.md").data == {"title": "甲: “乙” # 丙", "hide": ["toc"]}
