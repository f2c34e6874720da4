"""The home page, the page about the site, and the page for addresses that lead nowhere."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from tiaoli.model import Campaign, Page
from tiaoli.site import front
from tiaoli.site.frame import NOT_AN_OFFICE, channels, correction, office_name, site_id, sponsor, updated, version
from tiaoli.site.markup import block, esc, md, url
from tiaoli.site.places import Places
from tiaoli.site.prose import transform

HOME, ABOUT, ABOUT_NAV = "index.md", "about.md", "关于"
SITE_SOURCE = "docs/_data/site.yml"
#: Questions that people really ask, with the provision that answers them. An address that the text lacks is left out.
QUESTIONS = {
    "信访工作条例": (
        ("复查要多久", "art-35-p1"), ("几个人可以走访", "art-20-p3"),
        ("收到后几天答复", "art-23-p2"), ("哪些行为不允许", "art-26"),
    ),
}  # fmt: skip
_TEXT = "regulation/index.md"
#: The ways in, in order of use; the first six that the site has are shown. The text is one where no chapters are listed.
_ENTRANCES = (
    _TEXT,
    "timelimits.md",
    "procedure.md",
    "calculator.md",
    "guides/index.md",
    "quiz/index.md",
    "downloads/index.md",
    "commentary/index.md",
    "glossary.md",
)
_SHOWN = 6
#: Named below the cards, where the site has them.
_MORE = ("campaign/index.md", "contest/index.md", *_ENTRANCES[3:])
#: What the quiz pages keep on a reader's device.
_LEARNING = "，学习记录（答过的题、错题、模拟考试的卷子和成绩、自己填写的单位、代号和姓名）"
_ICP_REGISTRY = "https://beian.miit.gov.cn/"
_POLICE_REGISTRY = "https://beian.mps.gov.cn/"


def home(campaign: Campaign, places: Places, made: Sequence[Page]) -> Page:
    """Search first, four questions, the chapters, the limits, ways in, what this site is not. `made`: the other pages."""
    statute, settings = campaign.statute, campaign.settings
    subtitle = settings.get("site.subtitle") or ""
    rows = [
        block(
            '<div class="tl-hero">',
            f'<p class="tl-kicker">{esc(settings.get("statute.kind") or "")}{"学习宣传" if settings.get("statute.kind") else ""}</p>',
            f'<h1 id="top">{esc(statute.title)}</h1>',
            f'<p class="tl-sub">{esc(subtitle)}</p>' if subtitle else "",
            '<form class="tl-search" role="search" action="regulation/index.html" data-tiaoli-searchform>',
            '<label class="tl-hide" for="tl-q">搜索条文、期限、名词</label>',
            '<input id="tl-q" type="search" name="q" autocomplete="off" placeholder="搜条文、期限、名词" data-tiaoli-search>',
            '<button type="submit">搜索</button>', "</form>",
            '<noscript><p class="tl-search-note">浏览器关闭了脚本，搜索不能用；请从下面的目录查阅。</p></noscript>',
            "</div>",
        )
    ]  # fmt: skip
    paths = {page.path for page in made}
    questions = [
        f"<li>{places.anchor(HOME, address, question)}</li>"
        for question, address in QUESTIONS.get(statute.title, ())
        if places.page(address) in paths
    ]
    if questions:
        rows.append(block('<ul class="tl-asked" aria-label="常见问题">', *questions, "</ul>"))
    rows.append(block('<p class="tl-continue" data-tiaoli-continue data-search-exclude hidden></p>'))
    titles = {page.path: page.title for page in made}
    chapters = front.contents(campaign, HOME, made, titles.get(_TEXT, ""))
    rows += [chapters, front.limits(campaign, places, HOME, made)]
    rows.append(_entrances(campaign, made, {_TEXT} if chapters else set()))
    own = next((e for e in campaign.entries if e.path == "docs/index.md"), None)
    if own and own.body.strip():
        rows.append(transform(own.body, campaign, places, HOME))
    rows.append(_notices(campaign))
    meta = {"hide": ["navigation", "toc", "path"], "class": "home", "description": subtitle or statute.title,
            "search": {"exclude": True}}  # fmt: skip
    sources = (SITE_SOURCE, *([own.path] if own else []))
    return Page(HOME, "首页", "\n".join(rows) + records(campaign), ("首页",), meta, sources)


def _entrances(campaign: Campaign, made: Sequence[Page], listed: set[str]) -> str:
    """Cards to the parts of the site, each with what is in it, counted; `listed` are on the home page already."""
    statute = campaign.statute
    count = sum(page.path.startswith("commentary/") for page in made) - 1
    guides = sum(page.path.startswith("guides/") for page in made) - 1
    counted = sum(limit.days is not None for limit in campaign.timelimits)
    size = f"{len(statute.chapters)}章{len(statute.articles)}条" if statute.chapters else f"{len(statute.articles)}条"
    said = {
        "regulation/index.md": f"{size}，逐条可查、可引用，条与条之间互相链接",
        "timelimits.md": f"写明天数的 {counted} 处，谁做、做什么、从哪天算起",
        "calculator.md": "填上起算的那一天，看最早是哪一天到期",
        "downloads/index.md": "可以打印、张贴、转发的资料",
        "procedure.md": "从提出到复查、复核，每一步都注明条文" if "信访" in statute.title else "每一步都注明条文",
        "guides/index.md": f"{guides} 篇，讲清要点、易错处和自查办法",
        "commentary/index.md": f"{count} 篇，按日期和地方排列",
        "glossary.md": f"{len(campaign.glossary)} 个名词，各附出处",
        "quiz/index.md": "逐题练习、模拟考试、错题本，答完看解析和条文",
    }
    titles = {page.path: page.title for page in made}
    shown = [path for path in _ENTRANCES if path in titles and path not in listed][:_SHOWN]
    if not shown and not listed:
        return "内容正在审核，还没有可以发布的页面。\n"
    cards = [
        f'<li><a href="{esc(url(HOME, path))}"><strong>{esc(titles[path])}</strong><span>{esc(said[path])}</span></a></li>'
        for path in shown
    ]
    names = {page.path: page.nav[0] if page.path.endswith("/index.md") and page.nav else page.title for page in made}
    more = [
        f'<li><a href="{esc(url(HOME, path))}">{esc(names[path])}</a></li>'
        for path in _MORE if path in titles and path not in (*shown, *listed)
    ]  # fmt: skip
    below = block('<ul class="tl-more" aria-label="其他栏目">', *more, "</ul>") if more else ""
    heading = "## 学和用 {#ways}\n\n" if listed else ""
    return heading + block('<ul class="tl-cards tl-entrances">', *cards, "</ul>") + below


def _notices(campaign: Campaign) -> str:
    name = office_name(campaign)
    kind, issuer = campaign.settings.get("statute.kind"), campaign.settings.get("statute.issuer")
    nature = f"《{campaign.statute.title}》是{issuer}发布的{kind}。" if kind and issuer else ""
    where = "，见本页底部" if name and channels(campaign) else ""  # the foot lists them only then
    return block(
        '<div class="tl-notice">', f"<p><strong>{NOT_AN_OFFICE}。</strong>"
        f"要反映情况、提出建议、意见或者投诉请求，请通过{esc(name) or '有关机关、单位'}公布的渠道提出{where}。</p>",
        f"<p>{esc(nature)}本站内容供学习参考，以正式发布的文本为准。</p>", "</div>",
    )  # fmt: skip


def records(campaign: Campaign) -> str:
    """ICP and police numbers, centred at the bottom of the home page; "" where there are none."""
    icp, police = campaign.settings.get("icp"), campaign.settings.get("police")
    links = [f'<a href="{_ICP_REGISTRY}" rel="noopener">{esc(icp)}</a>'] if icp else []
    links += [f'<a href="{_POLICE_REGISTRY}" rel="noopener">{esc(police)}</a>'] if police else []
    return "\n" + block('<p class="tl-records" data-search-exclude>', "　".join(links), "</p>") if links else ""


def about(campaign: Campaign) -> Page:
    """Version of the text, how to report a mistake, disclaimers, and what is kept on the reader's device."""
    settings = campaign.settings
    name = office_name(campaign)
    sponsored = sponsor(campaign)
    told = md(correction(campaign))
    told = told if told.startswith("请告诉") else f"请告诉：{told}"
    learns = _LEARNING if any(bank.questions for bank in campaign.quizzes) else ""
    rows = [f"# {ABOUT_NAV}本站 {{#top}}\n"]
    rows += ["## 条文版本 {#version}\n", f"{md(version(campaign))}。{updated(campaign)}\n"]
    if settings.get("statute.note"):
        rows.append(f"{md(settings.get('statute.note'))}\n")
    if settings.get("statute.kind") and settings.get("statute.issuer"):
        rows.append(f"它是{md(settings.get('statute.issuer'))}发布的{md(settings.get('statute.kind'))}。\n")
    rows += [
        "## 发现错误 {#correction}\n",
        f"发现条文、文章或者数字有错，{told}。请写明网页地址和有错的句子。\n",
    ]
    rows += [
        "## 这不是信访渠道 {#not-an-office}\n",
        f"**{NOT_AN_OFFICE}。**通过本站的任何按钮、地址都不能提出信访事项。\n",
    ]
    ways = channels(campaign)
    if ways and name:
        rows.append(f"反映问题请通过{md(name)}公布的渠道：\n")
        rows += [f"- {md(way)}：{md(value)}" for way, value in ways] + [""]
    if settings.get("office.example"):
        rows.append("以上单位和渠道都是示例，不是真实单位，也没有可以拨打的号码。\n")
    rows += [
        "## 使用说明 {#use}\n",
        "- 本站内容供学习参考，以正式发布的文本为准。",
        "- 期限、人数和条文之间的引用由程序从条文中取出；学习指南和解读文章里引用的条文，生成网站时都与原文核对过。",
        "- 标有“推算”的是由条文算出来的数字，标有“本地承诺”的是本地另行作出的承诺，标有“误”的是故意列出的错误说法，旁边写有正确的说法。",
        *(
            ["- 每条下面的“它的意思”和“易混”是本站为便于理解写的话，不是条文。"]
            if campaign.meanings or campaign.confusions
            else []
        ),
        "- “编者注”是本站所加，原文未改动。\n",
        "## 保存在您设备上的内容 {#privacy}\n",
        f"本站不用 Cookie，不统计访问，不向任何其他网站发送请求。您的设备上只保存{'三' if learns else '两'}种内容：显示设置（浅色或深色、文字大小、对比度），"
        f"上次读到的条文{learns}。它们只在这台设备的浏览器里，不会发送出去；按下面的按钮，或者清除浏览器数据，就会删去。\n",
        "网站用 https 打开时，浏览器还会存下一份主要页面，没有网络也能看；网站更新后，联网时自动换成新的。同一个按钮也会删去它。\n",
        block('<div class="tl-stored" data-tiaoli-stored data-search-exclude></div>'),
    ]
    if sponsored:
        rows += [
            "## 主办 {#sponsor}\n",
            f"{md(sponsored)}\n",
        ]
    return Page(ABOUT, f"{ABOUT_NAV}本站", "\n".join(rows), (ABOUT_NAV,), {"hide": ["navigation"]}, (SITE_SOURCE,))


def not_found(campaign: Campaign, mode: str) -> bytes:
    """404.html: whole in itself, since a server shows it at any depth and under any sub-path.

    The link home is set by a script that looks for the site's root upwards from the address asked for; without
    scripts it is the path of `site.url`.
    """
    base = urlsplit(str(campaign.settings.get("site.url") or "")).path
    root = base if base.endswith("/") else base + "/" if base else ""
    draft = "<p>草稿</p>" if mode == "draft" else ""
    text = f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<title>没有找到这个页面 - {esc(campaign.settings.get("site.title") or campaign.statute.title)}</title>
<style>
body{{margin:0;background:#fbf8f2;color:#211d19;font:18px/1.85 "PingFang SC","Microsoft YaHei","Noto Sans SC","Source Han Sans SC",sans-serif}}
main{{max-width:34em;margin:0 auto;padding:15vh 1.2em 3em}}
h1{{font-size:1.7em;font-weight:600;border-left:.2em solid #8f1d21;padding-left:.5em}}
a{{display:inline-block;padding:.5em 1.2em;background:#8f1d21;color:#fff;text-decoration:none;border-radius:4px}}
small{{color:#5c5348}}
@media (prefers-color-scheme:dark){{body{{background:#1b1917;color:#e9e2d6}}a{{background:#f0a9a0;color:#1b1917}}small{{color:#b9ae9f}}}}
</style>
</head>
<body>
<main>
{draft}<h1>没有找到这个页面</h1>
<p>地址可能写错了，或者页面已经移动。请回首页搜索，或者从条文目录查找。</p>
<p><a id="home" href="{esc(root)}index.html">回首页</a></p>
<p><small>{NOT_AN_OFFICE}。条文版本：{esc(version(campaign))}。纠错：{esc(correction(campaign))}。</small></p>
</main>
<script>
try {{
  var size = JSON.parse(localStorage.getItem("tiaoli:{site_id(campaign)}:display")).size;
  if (/^2[26]$/.test(size)) document.body.style.fontSize = size + "px";
}} catch (unset) {{}}
(function () {{
  if (location.protocol === "file:") return;
  var parts = location.pathname.split("/").slice(0, -1), depth = parts.length;
  function look() {{
    if (depth < 1) return;
    var root = parts.slice(0, depth).join("/") + "/", request = new XMLHttpRequest();
    request.open("HEAD", root + "assets/tiaoli.css");
    request.onload = function () {{
      if (request.status === 200) document.getElementById("home").href = root + "index.html";
      else {{ depth -= 1; look(); }}
    }};
    request.send();
  }}
  look();
}})();
</script>
</body>
</html>
"""
    return text.encode()
