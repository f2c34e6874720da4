"""A folder of contest entries made in code: good ones, and ones with planted faults."""

import io
import random
import zipfile
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tiaoli.contest.model import Contest

#: Characters without meaning together, so that no two seeds say the same and nothing of it is a claim.
CHARACTERS = (
    "山水田林湖草沙风云雨雪春秋冬夏花鸟鱼虫木石火土金银铜铁竹梅兰菊松柏桃李杏梨枣瓜豆麦稻谷米面茶酒盐糖油灯笔墨纸砚琴棋书画车船桥路门窗墙瓦砖"
    "红黄蓝绿青紫黑白灰粉明暗轻重快慢高低远近深浅宽窄粗细软硬冷热新旧好坏真假是非有无来去进出上下左右前后东西南北"
)


def sentences(seed: int, count: int = 6) -> list[str]:
    """Paragraphs that no other seed has."""
    chance = random.Random(seed)

    def clause() -> str:
        return "".join(chance.choices(CHARACTERS, k=chance.randint(9, 16)))

    return ["".join(f"{clause()}，{clause()}，{clause()}。" for _ in range(2)) for _ in range(count)]


def write(path: Path, contest: Contest, title: str, paragraphs: list[str], *, declare: bool = True, author: str = "示例甲",
          unit: str = "示例县示例镇", **extra) -> Path:  # fmt: skip
    """An entry in the contest's own format, with the declaration on a page of its own. `extra`: planted faults."""
    rules, made = contest.format, docx.Document()
    core = made.core_properties
    core.author = extra.get("author_property", "")
    core.last_modified_by = extra.get("modified_by", "")
    core.comments = ""
    section = made.sections[0]
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Mm(rules.margins[side]))
    style = made.styles["Normal"]
    _font(style, extra.get("body_font", rules.body.font), rules.body.points)
    style.paragraph_format.line_spacing = Pt(rules.pitch or 28)
    style.paragraph_format.space_after = Pt(0)
    head = made.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(head.add_run(title), rules.title.font, rules.title.points)
    for text in paragraphs:
        paragraph = made.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Pt(rules.body.points * rules.indent)
    if "header" in extra:
        section.header.paragraphs[0].text = extra["header"]
    if "comment" in extra:
        made.add_comment(made.paragraphs[1].runs, text=extra["comment"], author=author)
    if "inserted" in extra:
        _insert(made.paragraphs[2], extra["inserted"], author)
    if "picture" in extra:
        made.add_picture(io.BytesIO(extra["picture"]))
    if declare:
        page = made.add_paragraph("原创声明")
        page.paragraph_format.page_break_before = True
        for sentence in contest.declaration:
            made.add_paragraph(sentence)
        made.add_paragraph(f"作者：{author}")
        made.add_paragraph(f"单位：{unit}")
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(path))
    return path


def _font(holder, name: str, size: float) -> None:
    holder.font.size = Pt(size)
    holder.font.name = "Times New Roman"
    holder.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _insert(paragraph, text: str, author: str) -> None:
    """A tracked insertion."""
    mark = OxmlElement("w:ins")
    for key, value in (("id", "9"), ("author", author), ("date", "2026-05-01T00:00:00Z")):
        mark.set(qn(f"w:{key}"), value)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    run.append(words)
    mark.append(run)
    paragraph._p.append(mark)


def broken(folder: Path) -> None:
    """Files that are no entries: nothing in them, half a file, a picture, a bomb."""
    (folder / "空文件.docx").write_bytes(b"")
    whole = io.BytesIO()
    docx.Document().save(whole)
    (folder / "断了一半.docx").write_bytes(whole.getvalue()[:9000])
    (folder / "其实是图片.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with zipfile.ZipFile(folder / "压缩炸弹.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", bytes(60_000_000))
