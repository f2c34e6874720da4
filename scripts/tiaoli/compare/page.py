"""The comparison as one HTML file that needs nothing else: no script, no other file, also on paper."""

import html
from collections.abc import Sequence

from tiaoli.compare.align import LABELS, Row, words_kept
from tiaoli.compare.changes import changes
from tiaoli.model import Statute, Unit

_STYLE = """
:root{--paper:#fbf8f2;--paper-2:#f3ece0;--ink:#211d19;--ink-2:#5c5348;--red:#8f1d21;--green:#1f5e4b;--line:#ddd2c1}
@media (prefers-color-scheme:dark){:root{--paper:#1b1917;--paper-2:#26231f;--ink:#e9e2d6;--ink-2:#b9ae9f;--red:#f0a9a0;--green:#8fcdb6;--line:#433d36}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.85 "PingFang SC","Microsoft YaHei","Noto Sans SC","Source Han Sans SC",sans-serif}
main{max-width:76em;margin:0 auto;padding:1.5em 1.1em 4em}
h1{margin:0 0 .6em;padding-bottom:.4em;border-bottom:2px solid var(--red);font-size:1.6em;line-height:1.4}
.sum,.key{color:var(--ink-2)}
.only{display:flex;align-items:center;min-height:44px;padding-left:2em;line-height:1.5;cursor:pointer}
#only{position:absolute;width:22px;height:22px;margin:11px 0 0}
.hidden{display:none;margin:0 0 .6em;color:var(--ink-2)}
#only:checked~.hidden{display:block}
#only:checked~.row.same{display:none}
#only:focus-visible{outline:3px solid var(--red);outline-offset:2px}
.row{display:grid;grid-template-columns:1fr 1fr;gap:0 1.6em;padding:1em 0;border-top:1px solid var(--line)}
.row>h2{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.4em .8em;margin:0 0 .3em;font-size:1em}
.tag{padding:0 .5em;border:1px solid currentColor;border-radius:3px;font-size:.8em;font-weight:400}
.same .tag{color:var(--ink-2)}
.side{min-width:0;overflow-wrap:anywhere;font-family:"Source Han Serif SC","Noto Serif SC","Noto Serif CJK SC","Songti SC",SimSun,serif}
.side p{margin:.2em 0}
.side b{font-family:"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
.none{color:var(--ink-2)}
del{color:var(--red);text-decoration:line-through;text-decoration-thickness:2px}
ins{color:var(--green);text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.2em;font-weight:600}
.heads{display:grid;grid-template-columns:1fr 1fr;gap:0 1.6em;position:sticky;top:0;padding:.4em 0;background:var(--paper)}
@media (max-width:48em){.row{grid-template-columns:1fr}.heads{display:none}.side::before{content:attr(data-side);display:block;font-family:inherit;color:var(--ink-2);font-size:.8em}}
@media print{body{background:#fff;color:#000;font-size:10.5pt}.only,#only{display:none}.row{break-inside:avoid}.heads{position:static}del,ins{color:#000}}
"""


def page(old: Statute, new: Statute, rows: Sequence[Row], names: tuple[str, str] = ("旧", "新")) -> str:
    """The whole file. `names`: what the two texts are called above their columns."""
    title = f"{new.title or old.title}：新旧对照"
    said = counts(rows)
    alike = [row for row in rows if words_kept(row)]
    numbers = "；".join(f"{_names(row.old)}现为{_names(row.new)}" for row in alike if row.renumbered)
    return "\n".join([
        "<!doctype html>", '<html lang="zh-CN">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">', '<link rel="icon" href="data:,">',
        f"<title>{_esc(title)}</title>", f"<style>{_STYLE}</style>", "</head>", "<body>", "<main>",
        f"<h1>{_esc(title)}</h1>",
        f'<p class="sum">{_esc("，".join(said) or "两份都没有条文")}。</p>',
        '<p class="key">按内容对应，不按条号：<del>删去的字加删除线</del>，<ins>增加的字加下划线</ins>。对应关系由程序判断，请人工核对。</p>',
        *([f'<input type="checkbox" id="only"><label class="only" for="only">只看有改动的（隐去文字和位置都没有变化的 {len(alike)} 处）</label>',
           f'<p class="hidden">已隐去 {len(alike)} 处，文字和位置都没有变化。{_esc(f"其中条号有变化的：{numbers}。" if numbers else "")}</p>'] if alike else []),
        f'<div class="heads"><b>{_esc(names[0])}</b><b>{_esc(names[1])}</b></div>',
        *(_row(row, names) for row in rows), "</main>", "</body>", "</html>", "",
    ])  # fmt: skip


def counts(rows: Sequence[Row]) -> list[str]:
    """What was found, one phrase for each label that some row has: 文字有改动 3 处, 条号变化 2 处."""
    found = [(label, sum(label in row.labels for row in rows)) for label in LABELS.values()]
    return [f"{label} {count} 处" for label, count in found if count]


def _row(row: Row, names: tuple[str, str]) -> str:
    tags = "".join(f'<span class="tag">{_esc(label)}</span>' for label in row.labels)
    head = _names(row.new or row.old)
    css = "row same" if words_kept(row) else "row"
    sides = "".join(
        f'<div class="side" data-side="{_esc(name)}">{said}</div>'
        for name, said in zip(names, _sides(row), strict=True)
    )
    return f'<section class="{css}"><h2>{_esc(head)}{tags}</h2>{sides}</section>'


def _sides(row: Row) -> tuple[str, str]:
    if not row.old or not row.new:
        only = _paragraphs([("", row.old_text or row.new_text)], "")
        none = '<p class="none">（无）</p>'
        return (f"{_heads(row.old)}{only}", none) if row.old else (none, f"{_heads(row.new)}{only}")
    pieces = changes(row.old_text, row.new_text)
    return (
        _heads(row.old) + _paragraphs([(p.kind, p.text) for p in pieces if p.kind != "ins"], "del"),
        _heads(row.new) + _paragraphs([(p.kind, p.text) for p in pieces if p.kind != "del"], "ins"),
    )


def _paragraphs(pieces: list[tuple[str, str]], tag: str) -> str:
    """Lines as paragraphs; a change that goes over a line's end is marked in each."""
    out = []
    for kind, words in pieces:
        lines = [_esc(line) for line in words.split("\n")]
        out.append("</p><p>".join(f"<{tag}>{line}</{tag}>" if kind and line else line for line in lines))
    return f"<p>{''.join(out)}</p>"


def _heads(units: Sequence[Unit]) -> str:
    return f"<p><b>{_esc(_names(units))}</b></p>"


def _names(units: Sequence[Unit]) -> str:
    return "、".join(_name(unit) for unit in units)


def _name(unit: Unit) -> str:
    return unit.label or "（无编号）"


def _esc(words: str) -> str:
    return html.escape(words, quote=True)
