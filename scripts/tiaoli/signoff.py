"""三审: who has signed what, what that withholds from a release, and the 信息发布审核单.

A page may be released when every content file it is made of carries 初审, 复审 and 终审, each with a name and a date,
in that order, and when none of the signatures was given for an earlier text.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

from tiaoli.model import Campaign, Page, Problem, SignOff

STEPS = ("初审", "复审", "终审")
#: What stands in a scaffolded file where somebody has to fill in.
UNFILLED = "待填"
#: What an example of a sign-off has in the place of a name.
_PLACEHOLDERS = frozenset({"姓名", "某某", "XXX", "xxx", "×××"})
UNSIGNED = "未签"


def digest(meta: Any, body: str = "") -> str:
    """16 hexadecimal digits of a file's content, the sign-off itself left out.

    Key order and quoting of the YAML don't count; every character of the body does.
    """
    if isinstance(meta, dict):
        meta = {key: value for key, value in meta.items() if key != "signoff"}
    text = json.dumps([meta, body], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read(value: Any) -> tuple[SignOff, ...]:
    """Sign-offs from the validated value of a `signoff:` key; entries still to be filled in are left out."""
    rows = value if isinstance(value, list) else []
    found = (SignOff(r["step"], r["name"].strip(), r["date"], r.get("digest", "")) for r in rows)
    return tuple(s for s in found if s.name and UNFILLED not in s.name and s.name not in _PLACEHOLDERS)


def problems(signoffs: tuple[SignOff, ...], path: str, line: int, now: str) -> list[Problem]:
    """Steps signed twice or dated out of order are errors; a signature for an earlier text is a warning.

    `now` is the digest of the file as it is.
    """
    found = []
    dates: dict[str, str] = {}
    names = [signed.name for signed in signoffs]
    if len(names) == len(STEPS) and len(set(names)) < len(names):
        found.append(
            Problem(path, line, "signoff-same", "三审里有同一个人签了两次以上；请核对是否应由不同的人审。", "warning")
        )
    for signed in signoffs:
        if signed.step in dates:
            found.append(Problem(path, line, "signoff-twice", f"“{signed.step}”签了两次；请只留一次。"))
        dates.setdefault(signed.step, signed.date)
        if signed.digest and signed.digest != now:
            message = (
                f"“{signed.step}”（{signed.name}）签后内容又有改动，这次签字不再有效；请重新审签，内容摘要改为 {now}。"
            )
            found.append(Problem(path, line, "signoff-stale", message, "warning", signed.digest, now))
    order = [dates[step] for step in STEPS if step in dates]
    if order != sorted(order):
        found.append(
            Problem(path, line, "signoff-order", "三审日期的先后不对；初审、复审、终审应依次进行，请核对日期。")
        )
    return found


def signature(campaign: Campaign, source: str, step: str) -> SignOff | None:
    """The valid signature of a step on a source file, or None."""
    now = campaign.digests.get(source, "")
    for signed in campaign.signoffs.get(source, ()):
        if signed.step == step and signed.digest in ("", now):
            return signed
    return None


def is_signed(campaign: Campaign, sources: Iterable[str]) -> bool:
    """Whether every source carries all three steps in order; no source at all is not signed."""
    sources = tuple(sources)
    return bool(sources) and all(_complete(campaign, source) for source in sources)


def unsigned(campaign: Campaign) -> tuple[str, ...]:
    """Source files that lack a valid signature, in order of path."""
    return tuple(path for path in sorted(campaign.digests) if not _complete(campaign, path))


def sheet(campaign: Campaign, pages: Iterable[Page], released: Collection[str]) -> str:
    """信息发布审核单 as Markdown: the pages with their sources and signers, then the files with their digests.

    `pages` as made for a normal build, so that the withheld ones are named too; `released`: paths of those that the
    release holds. The same content gives the same sheet.
    """
    pages = tuple(pages)
    rows = []
    for page in pages:
        cells = [_signers(campaign, page.sources, step) for step in STEPS]
        rows.append([_cell(page.title), "、".join(page.sources), *cells, _verdict(campaign, page, released)])
    files = []
    for source in sorted({source for page in pages for source in page.sources} | set(campaign.digests)):
        cells = [_signers(campaign, (source,), step) for step in STEPS]
        files.append([source, campaign.digests.get(source, ""), *cells])
    ready = sum(is_signed(campaign, page.sources) for page in pages)
    office, title = campaign.settings.get("office.name", UNFILLED), campaign.settings.get("site.title")
    return "\n".join([
        "# 信息发布审核单", "",
        f"网站：{title or campaign.statute.title}　　主办：{office}", "",
        f"页面共 {len(pages)} 页，三审齐全 {ready} 页，三审不全 {len(pages) - ready} 页。", "",
        "## 页面", "",
        *_table(("页面", "内容文件", *STEPS, "结论"), rows), "",
        "## 内容文件", "",
        "内容摘要随内容变化：签字时写上它（`digest: 内容摘要`），以后内容再有改动，这次签字就不再有效。", "",
        *_table(("内容文件", "内容摘要", *STEPS), files), "",
        "网页的三审写在各自文件开头的 `signoff:` 里；`docs/_data` 里的数据文件写在 `docs/_data/site.yml` 的 `signoff:` 里。", "",
        "初审：＿＿＿＿＿＿　　复审：＿＿＿＿＿＿　　终审：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿", "",
    ])  # fmt: skip


def _verdict(campaign: Campaign, page: Page, released: Collection[str]) -> str:
    """What a release does with a page: the home page is there in any case, with no more than what is signed."""
    if page.path not in released:
        return "暂不发布"
    return "可以发布" if is_signed(campaign, page.sources) else "只发布已审的部分"


def _signers(campaign: Campaign, sources: tuple[str, ...], step: str) -> str:
    """Names and dates of a step over all sources; 未签 where one of them lacks it."""
    signed = [signature(campaign, source, step) for source in sources]
    if not signed or None in signed:
        return UNSIGNED
    return "、".join(dict.fromkeys(f"{_cell(s.name)} {s.date}" for s in signed if s is not None))


def _table(head: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _complete(campaign: Campaign, source: str) -> bool:
    signed = [signature(campaign, source, step) for step in STEPS]
    dates = [s.date for s in signed if s is not None]
    return len(dates) == len(STEPS) and dates == sorted(dates)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
