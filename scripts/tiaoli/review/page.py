"""The report as one HTML file: no script, no other file, nothing asked of another host; also on paper.

What changed is said in words and by strokes, never by colour alone.
"""

import html
from collections.abc import Sequence
from itertools import groupby

from tiaoli.compare.changes import changes
from tiaoli.model import Line
from tiaoli.review.align import Row, align, is_same
from tiaoli.review.view import Mark, Mend, Quoted, View

#: Longer pairs are shown whole: comparing them takes time with the square of their length.
_COMPARED = 4000
#: A title stands among the first so many lines.
_HEAD = 30
_STATUS = {
    "written": "已写入", "unchanged": "与上次相同，没有改动", "beside": "原来的页面有人改过，没有覆盖，新结果写在旁边",
    "failed": "没有读出来",
}  # fmt: skip
_STYLE = """
:root{--paper:#fbf8f2;--paper-2:#f3ece0;--ink:#211d19;--ink-2:#5c5348;--red:#8f1d21;--green:#1f5e4b;--mark:#f6dd8f;--line:#ddd2c1}
@media (prefers-color-scheme:dark){:root{--paper:#1b1917;--paper-2:#26231f;--ink:#e9e2d6;--ink-2:#b9ae9f;--red:#f0a9a0;--green:#8fcdb6;--mark:#6b5413;--line:#433d36}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.8 "PingFang SC","Microsoft YaHei","Noto Sans SC","Source Han Sans SC",sans-serif}
main{max-width:76em;margin:0 auto;padding:1.5em 1.1em 4em;overflow-wrap:anywhere}
h1{margin:0 0 .6em;padding-bottom:.4em;border-bottom:2px solid var(--red);font-size:1.5em;line-height:1.4}
h2{margin:1.8em 0 .4em;font-size:1.2em}
.sum,.key,.none,small{color:var(--ink-2)}
a{color:var(--red)}
.only{display:inline-flex;align-items:center;min-height:44px;cursor:pointer}
#only{width:22px;height:22px;margin:0 .5em 0 0;vertical-align:middle}
#only:checked~.row.same{display:none}
.row{display:grid;grid-template-columns:1fr 1fr;gap:0 1.6em;padding:.7em 0;border-top:1px solid var(--line)}
.row p{margin:.1em 0}
.says{grid-column:1/-1;margin:.3em 0 0;padding:.3em .8em;background:var(--paper-2);list-style:none;font-size:.9em}
.tag{margin-right:.5em;padding:0 .4em;border:1px solid currentColor;border-radius:3px;font-size:.8em;white-space:nowrap}
del{color:var(--red);text-decoration:line-through;text-decoration-thickness:2px}
ins{color:var(--green);text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.2em}
mark{background:var(--mark);color:var(--ink);border-bottom:2px dashed currentColor}
table{width:100%;border-collapse:collapse}
td,th{padding:.5em .4em;border-top:1px solid var(--line);text-align:left;vertical-align:top}
td:nth-child(3),th{white-space:nowrap}
td a{display:inline-block;min-height:44px;padding:.4em 0}
@media (max-width:48em){.row{grid-template-columns:1fr}.side::before{content:attr(data-side);color:var(--ink-2);font-size:.8em}.more{display:none}}
@media print{body{background:#fff;color:#000;font-size:10.5pt}.only,#only{display:none}.row{break-inside:avoid}del,ins,a{color:#000}}
"""


def page(view: View) -> str:
    """The report of one file, what wants an eye first."""
    wrong = [one for one in view.quoted if one.verified is False]
    mended = sum(mend.times for mend in view.mends)
    count = f"拿不准 {len(view.marks)} 处，修复 {mended} 处，去掉 {len(view.removed)} 处，引文与条文不一致 {len(wrong)} 处。"
    body = [f'<p class="sum">{_esc(_STATUS[view.status])}：{_esc(view.target)}<br>{_esc(count)}</p>']
    body += _section("先看这些", [_said(mark) for mark in view.marks] + [f"<li>{_esc(p)}</li>" for p in view.problems])
    if view.kept:
        body += _changed(view)
    body += _section("写进文件头的", [f"<li>{name}：{_esc(value)}</li>" for name, value in view.fields])
    body += _section("引用和引文", [_quoted(one) for one in view.quoted])
    body += _section(
        "去掉的内容",
        [f"<li>{_line(n)}{_esc(text)} <small>（{_esc(reason)}）</small></li>" for n, text, reason in view.removed],
    )
    body += _section("不在正文段落里的修复", _mended([mend for mend in view.mends if mend.paragraph is None]))
    body += [
        "<h2>原文和结果</h2>",
        '<p class="key">左边是原文，右边是结果。<del>去掉的字加删除线</del>，<ins>换上的字加下划线</ins>，<mark>拿不准的字加虚线底</mark>。段落的对应由程序判断。</p>',
        '<input type="checkbox" id="only"><label class="only" for="only">只看有改动的</label>',
    ]  # fmt: skip
    reasons = {number: reason for number, _, reason in view.removed if number}
    heads = _heads(view)
    body += [_headed(line, name) for line, name in heads]
    rest = [line for line in view.lines if line not in [head for head, _ in heads]]
    body += [_row(row, view, reasons) for row in align(rest, view.paragraphs)]
    return _html(f"转换情况：{view.source}", body)


def index(rows: Sequence[tuple[str, str, str, int, str]]) -> str:
    """The list of many files: (name, its report's file or "", status, places in doubt, what to say), in the order given."""
    cells = [
        f"<tr><td>{f'<a href={chr(34)}{_esc(link)}{chr(34)}>{_esc(name)}</a>' if link else _esc(name)}</td>"
        f"<td>{_esc(_STATUS.get(status, status))}</td><td>{doubts or '—'}</td><td>{_esc(says)}</td></tr>"
        for name, link, status, doubts, says in rows
    ]
    head = "<tr><th>文件</th><th>结果</th><th>要看几处</th><th>说明</th></tr>"
    failed = sum(status == "failed" for _, _, status, _, _ in rows)
    doubtful = sum(bool(doubts) for _, _, _, doubts, _ in rows)
    said = f"共 {len(rows)} 个文件，没有读出来的 {failed} 个，要人看的 {doubtful} 个；最要看的排在前面。"
    return _html(
        "转换情况", [f'<p class="sum">{said}</p>', f"<table><thead>{head}</thead><tbody>", *cells, "</tbody></table>"]
    )


def _html(title: str, body: list[str]) -> str:
    return "\n".join([
        "<!doctype html>", '<html lang="zh-CN">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">', '<link rel="icon" href="data:,">',
        f"<title>{_esc(title)}</title>", f"<style>{_STYLE}</style>", "</head>", "<body>", "<main>",
        f"<h1>{_esc(title)}</h1>", *body, "</main>", "</body>", "</html>", "",
    ])  # fmt: skip


def _section(title: str, items: list[str]) -> list[str]:
    return [f"<h2>{_esc(title)}（{len(items)}）</h2>", "<ul>", *items, "</ul>"] if items else []


def _line(number: int) -> str:
    return f"<small>第 {number} 行</small> " if number else ""


def _said(mark: Mark) -> str:
    place = f"第 {mark.paragraph + 1} 段，" if mark.paragraph is not None else ""
    text = f"<mark>{_esc(mark.text)}</mark>：" if mark.text else ""
    return f'<li><span class="tag">拿不准</span>{place}{text}{_esc(mark.says)}</li>'


def _mended(mends: list[Mend]) -> list[str]:
    """A line for each rule, with every repair by it."""
    by_rule: dict[str, list[Mend]] = {}
    for mend in mends:
        by_rule.setdefault(mend.rule, []).append(mend)
    return [
        f'<li><span class="tag">修复</span>{_esc(rule)} {sum(mend.times for mend in made)} 处：'
        + "、".join(
            f"{_esc(m.before) or '（空）'}→{_esc(m.after) or '（删去）'}{f'（{m.times} 次）' if m.times > 1 else ''}"
            for m in made
        )
        + "</li>"
        for rule, made in by_rule.items()
    ]


def _quoted(one: Quoted) -> str:
    verdict = {True: "引文与条文一致", False: "引文与条文不一致", None: "没有引文"}[one.verified]
    text = f'<li><span class="tag">{verdict}</span>第 {one.paragraph + 1} 段 {_esc(one.text)} → {_esc(one.provision)}'
    if one.verified is False and one.quote:
        text += f"<br>文中写的：{_esc(one.quote)}"
        text += f"<br>与条文相比：{_both(one.quote, one.nearest)}" if one.nearest else ""
        text += f"<br><small>{_esc(one.says)}</small>"
    return text + "</li>"


def _changed(view: View) -> list[str]:
    """The edited page against the new version, line by line."""
    out = []
    for line in view.changed:
        sign, text = line[:1], _esc(line[1:])
        if sign in "+-":
            tag, name = ("ins", "新结果") if sign == "+" else ("del", "改过的")
            out.append(f'<li><span class="tag">{name}</span><{tag}>{text}</{tag}></li>')
        elif sign == " " and text.strip():
            out.append(f"<li><small>{text}</small></li>")
    note = (
        f'<p class="key">左列标“改过的”的行只在 {_esc(view.kept)} 里，标“新结果”的行只在 {_esc(view.target)} 里。</p>'
    )
    return [f"<h2>改过的页面和新结果的不同</h2>{note}<ul>", *(out or ["<li>文字相同</li>"]), "</ul>"]


def _row(row: Row, view: View, reasons: dict[int, str]) -> str:
    old = "\n".join(line.text.strip() for line in row.lines)
    if row.paragraph is None:
        reason = next(
            (reasons[line.number] for line in row.lines if line.number in reasons), "用作标题、署名等，或没有放进正文"
        )
        return f'<div class="row"><div class="side" data-side="原文"><del>{_lines(old)}</del></div><div class="side none" data-side="结果">{_esc(reason)}</div></div>'
    new = view.paragraphs[row.paragraph]
    doubts = [mark for mark in view.marks if mark.paragraph == row.paragraph]
    said = [_said(mark) for mark in doubts] + _mended([mend for mend in view.mends if mend.paragraph == row.paragraph])
    left, right = _sides(old, new, doubts)
    notes = f'<ul class="says">{"".join(said)}</ul>' if said else ""
    left = left or '<span class="none">原文没有单独的一行</span>'
    same = " same" if old == new and not said else ""
    return f'<div class="row{same}"><div class="side" data-side="原文"><p>{left}</p></div><div class="side" data-side="结果"><p>{right}</p></div>{notes}</div>'


def _heads(view: View) -> list[tuple[Line, str]]:
    """Lines above the text that are just the title or subtitle, with the field's name."""
    found = []
    for name, value in view.fields:
        if name in ("标题", "副标题"):
            found += [(line, name) for line in view.lines[:_HEAD] if is_same(line.text, value)][:1]
    return found


def _headed(line: Line, name: str) -> str:
    old = _lines(line.text.strip())
    return f'<div class="row"><div class="side" data-side="原文"><p>{old}</p></div><div class="side none" data-side="结果">{name}，写进了文件头</div></div>'


def _sides(old: str, new: str, doubts: list[Mark]) -> tuple[str, str]:
    """Both texts with what changed and what is in doubt marked."""
    doubtful = {at for mark in doubts if mark.start >= 0 for at in range(mark.start, mark.start + len(mark.text))}
    if old == new or not old or len(old) + len(new) > _COMPARED:
        return _lines(old), _marked(new, "", 0, doubtful)
    left, right, at = "", "", 0
    for piece in changes(old, new):
        if piece.kind != "ins":
            left += _tagged(piece.text, "del" if piece.kind else "")
        if piece.kind != "del":
            right += _marked(piece.text, piece.kind, at, doubtful)
            at += len(piece.text)
    return left, right


def _marked(text: str, tag: str, start: int, doubtful: set[int]) -> str:
    """A run of the result, the characters in doubt (by their place in the paragraph) inside <mark>."""
    runs = groupby(enumerate(text, start), key=lambda each: each[0] in doubtful)
    marked = ((doubt, _tagged("".join(c for _, c in run), tag)) for doubt, run in runs)
    return "".join(f"<mark>{run}</mark>" if doubt else run for doubt, run in marked)


def _both(old: str, new: str) -> str:
    return "".join(_tagged(piece.text, piece.kind) for piece in changes(old, new))


def _tagged(text: str, tag: str) -> str:
    return f"<{tag}>{_lines(text)}</{tag}>" if tag else _lines(text)


def _lines(text: str) -> str:
    return _esc(text).replace("\n", "<br>")


def _esc(text: str) -> str:
    return html.escape(text)
