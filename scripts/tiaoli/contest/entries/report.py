"""Results of a check as a workbook, a page to look at, and a receipt for each entrant."""

import html
from collections import Counter
from collections.abc import Sequence
from datetime import date

from tiaoli.contest.documents import signature
from tiaoli.contest.entries.finding import Checked
from tiaoli.contest.model import Contest
from tiaoli.model import ERROR
from tiaoli.writers import docx
from tiaoli.writers.document import Document, body, title_lines
from tiaoli.writers.xlsx import Column, Sheet, workbook

#: What every report says, so that nobody takes it for more.
LIMITS = (
    "相似只与这一批稿件和本站解读比较，没有与互联网比较；程序也不判断是不是人工智能写的。",
    "“疑似”只供人工核对，不是结论；姓名不能全部认出，请在评审前再看一遍。",
    "字数按 Word 的“字数”计：一个汉字、一个全角标点算一个，连在一起的字母数字算一个；标题和声明页不计。",
)
_PAIRS = 2000


def counts(results: Sequence[Checked]) -> Counter[str]:
    """How many entries have each kind of problem, by name."""
    return Counter(name for r in results for name in {p.name for p in r.problems})


def state(result: Checked) -> str:
    """One word for an entry."""
    if result.unreadable:
        return "读不出"
    if any(p.severity == ERROR for p in result.problems):
        return "须改正"
    return "请核对" if result.problems else "未见问题"


def kinds(result: Checked) -> tuple[str, ...]:
    """What is said of an entry, each kind once."""
    return tuple(dict.fromkeys(p.name for p in result.problems))


def spreadsheet(results: Sequence[Checked], notes: Sequence[str]) -> bytes:
    """One sheet of entries, one of findings, one of similar passages."""
    entries = Sheet(
        "稿件", (Column("序号", 6, "centre"), Column("文件", 36), Column("标题", 36), Column("字数", 8, "right"),
                 Column("结果", 10, "centre"), Column("错误", 8, "right"), Column("提醒", 8, "right")),
        tuple(
            (i, r.file, r.title, r.words, state(r), sum(p.severity == ERROR for p in r.problems),
             sum(p.severity != ERROR for p in r.problems))
            for i, r in enumerate(results, 1)
        ), "征文稿件检查结果", (*notes, *LIMITS), True,
    )  # fmt: skip
    findings = Sheet(
        "问题", (Column("文件", 30), Column("类别", 12), Column("程度", 8, "centre"), Column("位置", 14),
                 Column("问题", 60), Column("正确写法", 40)),
        tuple(
            (r.file, p.name, "错误" if p.severity == ERROR else "提醒", p.where, p.message, p.expected)
            for r in results for p in r.problems
        ), landscape=True,
    )  # fmt: skip
    passages = Sheet(
        "疑似雷同", (Column("文件", 26), Column("与", 26), Column("相近", 8, "right"), Column("本文的文字", 60), Column("对方的文字", 60)),
        tuple((r.file, s.file, f"{s.score:.0%}", a, b) for r in results for s in r.similar for a, b in s.passages),
        notes=LIMITS[:2], landscape=True,
    )  # fmt: skip
    return workbook((entries, findings, passages), "征文稿件检查结果")


_STYLE = """
body{margin:0 auto;max-width:70rem;padding:1.5rem;background:#FBF8F2;color:#211D19;font:17px/1.75 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
h1{font-size:1.6rem;border-bottom:3px solid #8F1D21;padding-bottom:.4rem}h2{font-size:1.15rem;margin:2rem 0 .4rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c9bda9;padding:.35rem .6rem;text-align:left;vertical-align:top}th{background:#F3ECE0}
td.n{text-align:right;font-variant-numeric:tabular-nums}.bad{color:#8F1D21;font-weight:700}.ok{color:#1F5E4B}.note{color:#5C5348}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:.4rem 0;padding:.6rem;background:#F3ECE0}
a{color:#8F1D21}li{margin:.2rem 0}@media(max-width:40rem){.pair{grid-template-columns:1fr}}@media print{body{background:#fff}section{break-inside:avoid}}
""".strip()


def page(results: Sequence[Checked], notes: Sequence[str]) -> str:
    """The same as one HTML file that needs nothing else."""
    esc = html.escape
    out = [
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>征文稿件检查结果</title><style>{_STYLE}</style></head><body><h1>征文稿件检查结果</h1>",
        f"<p>{esc(summary(results))}</p>", *(f'<p class="note">{esc(said)}</p>' for said in (*notes, *LIMITS)),
        "<table><thead><tr><th>文件</th><th>标题</th><th>字数</th><th>结果</th><th>问题</th></tr></thead><tbody>",
    ]  # fmt: skip
    for i, r in enumerate(results, 1):
        said = "、".join(kinds(r)) or "—"
        css = "ok" if not r.problems else "bad" if state(r) != "请核对" else ""
        name = f'<a href="#e{i}">{esc(r.file)}</a>' if r.problems else esc(r.file)
        out.append(
            f'<tr><td>{name}</td><td>{esc(r.title)}</td><td class="n">{"—" if r.words is None else r.words}</td>'
            f'<td class="{css}">{state(r)}</td><td>{esc(said)}</td></tr>'
        )
    out.append("</tbody></table>")
    pairs = 0
    for i, r in enumerate(results, 1):
        if not r.problems:
            continue
        out.append(f'<section><h2 id="e{i}">{esc(r.file)}　{esc(r.title)}</h2><ul>')
        for p in r.problems:
            said = f"<br>应为：{esc(p.expected)}" if p.expected else ""
            out.append(f"<li><strong>{esc(p.name)}</strong>（{esc(p.where)}）{esc(p.message)}{said}</li>")
        out.append("</ul>")
        for s in r.similar:
            out.append(f'<p class="note">与“{esc(s.file)}”疑似雷同，左为本文：</p>')
            for a, b in s.passages if pairs < _PAIRS else ():
                pairs += 1
                out.append(f'<div class="pair"><div>{esc(a)}</div><div>{esc(b)}</div></div>')
        out.append("</section>")
    if pairs >= _PAIRS:
        out.append(f'<p class="note">疑似雷同的段落很多，这里只列前 {_PAIRS} 组，全部在同名的 Excel 表里。</p>')
    return "\n".join(out) + "\n</body></html>\n"


def summary(results: Sequence[Checked]) -> str:
    """One sentence: how many, how they are."""
    by = Counter(state(r) for r in results)
    parts = [f"{name} {by[name]} 篇" for name in ("未见问题", "请核对", "须改正", "读不出") if by[name]]
    return f"共 {len(results)} 份文件：{'，'.join(parts) or '没有稿件'}。"


def receipt(result: Checked, contest: Contest, number: int) -> Document:
    """收稿回执: what was received and what to mend, in words for the entrant; nothing of other entries."""
    last = contest.closes
    mend = [p for p in result.problems if p.code not in ("duplicate", "late")]
    late = next((p for p in result.problems if p.code == "late" and p.severity == ERROR), None)
    lines = [
        body(f"“{result.title or result.file}”一稿已收到（收稿序号 {number:04d}，文件 {result.file}）。"),
        body(f"正文 {result.words} 字。" if result.words is not None else "文件打不开，没有读出内容，请重新报送。"),
    ]
    if late:
        lines.append(body(f"{late.message.rstrip('。')}，已经逾期，请与主办单位联系。"))
    if mend:
        when = "" if late else f"在{last.year}年{last.month}月{last.day}日前（含当日）"
        lines.append(body(f"检查时发现下列 {len(mend)} 处，请改正后{when}重新报送："))
        for i, p in enumerate(mend, 1):
            said = (
                f"应为：{p.expected}。" if p.expected and len(p.expected) < 200 and p.expected not in p.message else ""
            )
            lines.append(body(f"{i}．{p.name}（{p.where}）：{p.message.rstrip('。')}。{said}"))
    else:
        lines.append(body("稿件本身的检查没有发现问题。" if late else "检查没有发现问题。"))
    lines.append(body("这是程序检查的结果，不是评审意见。"))
    if contest.contacts:
        one = contest.contacts[0]
        lines.append(body(f"有疑问请联系：{'，'.join(filter(None, (one.office, one.phone, one.email)))}。"))
    received = [o.name for o in contest.organisers if o.role == "承办"] or list(contest.notice.signed)
    lines += [body(""), *signature(received, None)]
    return Document(title_lines(f"{contest.title}收稿回执"), tuple(lines), label="收稿回执", date=_iso(contest.opens))


def receipt_file(result: Checked, contest: Contest, number: int) -> bytes:
    """The receipt as docx."""
    return docx.write(receipt(result, contest, number))


def receipt_text(result: Checked, contest: Contest, number: int) -> str:
    """The receipt as plain text, to paste into a message."""
    made = receipt(result, contest, number)
    said = ["".join(span.text for span in block.spans) for block in made.blocks]
    return "\n".join(["".join(made.title), "", *said]) + "\n"


def _iso(day: date) -> str:
    return day.isoformat()
