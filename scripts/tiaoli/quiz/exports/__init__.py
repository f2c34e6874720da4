"""Questions for other people's platforms: one module a platform, since their separators contradict each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tiaoli.model import Campaign, Product, ReadError
from tiaoli.quiz import text_of
from tiaoli.quiz.exports import anki, chaoxing, gift, kaoshibao, ledger, moodle, qti, scorm, wenjuanxing
from tiaoli.quiz.exports.selection import Made, Questions, select

__all__ = ["FORMATS", "Format", "Made", "Questions", "ledger", "products", "select"]


@dataclass(frozen=True, slots=True)
class Format:
    """A file for one platform. `slug`: its name in ASCII, without suffix; `tried`: what is known of how it arrives there."""

    platform: str
    label: str
    slug: str
    suffix: str
    make: Callable[[Questions], Made]
    tried: str


_ON_PLATFORM = f"用 scorm-again 模拟的学习平台试过；及格线写的是 {scorm.PASS} 分（满分 100），可以在平台里改"
#: Name on the command line -> the files it makes.
FORMATS: dict[str, tuple[Format, ...]] = {
    "kaoshibao": (
        Format("考试宝", "考试宝（Excel）", "kaoshibao", "xlsx", kaoshibao.excel, "按考试宝自己的导入模板制作"),
        Format("考试宝", "考试宝（Word）", "kaoshibao", "docx", kaoshibao.document, "按公开的格式说明制作，没有在考试宝里试过"),
    ),
    "wenjuanxing": (
        Format("问卷星", "问卷星（Word）", "wenjuanxing", "docx", wenjuanxing.document, "按公开的格式说明制作，没有在问卷星里试过"),
        Format("问卷星", "问卷星（文本）", "wenjuanxing", "txt", wenjuanxing.text, "按公开的格式说明制作，没有在问卷星里试过"),
    ),
    "chaoxing": (
        Format("超星", "超星学习通（Word）", "chaoxing", "docx", chaoxing.document, "按公开的格式说明制作，没有在超星里试过"),
    ),
    "anki": (Format("Anki", "Anki 卡片", "anki", "apkg", anki.deck, "用 Anki 本身的程序导入试过；再次导入只更新、不重复，学员自己改过的题面以新文件为准"),),
    "scorm12": (Format("SCORM 1.2", "学习平台课件（SCORM 1.2）", "scorm12", "zip", scorm.package_12, _ON_PLATFORM),),
    "scorm2004": (Format("SCORM 2004", "学习平台课件（SCORM 2004）", "scorm2004", "zip", scorm.package_2004, _ON_PLATFORM),),
    "qti": (Format("QTI", "QTI 3.0 题包", "qti3", "zip", qti.package, "用 qti3-item-player 作答试过"),),
    "gift": (Format("GIFT", "GIFT 文本（Moodle 等）", "gift", "txt", gift.text, "用 gift-pegjs 读取试过；多选题在那里总是按部分给分"),),
    "moodle": (Format("Moodle", "Moodle XML", "moodle", "xml", moodle.xml, "按文档制作，手头没有能读它的程序，没有导入试过"),),
}  # fmt: skip
#: What the site offers: formats that a learner or an organiser opens as they are.
OFFERED = ("kaoshibao", "anki", "scorm12", "scorm2004", "qti", "gift")
GROUP, FOLDER = "题库", "downloads/quiz"
_LEARNER, _ORGANISER = ("群众", "干部"), ("组织者",)


def products(campaign: Campaign) -> Iterator[Product]:
    """The practice questions in every format that the site offers; nothing where there are none."""
    questions = select(campaign, text_of(campaign))
    if not questions.items:
        return
    known = ledger.read(campaign.root)
    sources = tuple(bank.path for bank in campaign.quizzes)
    key = repr(questions.items) + repr((questions.title, questions.site, questions.names, questions.statute.body))
    for name in OFFERED:
        for form in FORMATS[name]:
            yield Product(
                f"{FOLDER}/{form.slug}.{form.suffix}", f"题库：{form.label}", f"题库-{form.label}.{form.suffix}", form.suffix,
                _LEARNER if name == "anki" else _ORGANISER, GROUP, sources, key,
                partial(_render, questions, form, known),
            )  # fmt: skip


def _render(questions: Questions, form: Format, known: dict[str, ledger.Entry]) -> bytes:
    if faults := ledger.refused(questions.items, known):
        raise ReadError("".join(faults[:3]) + (f"这样的题共 {len(faults)} 道。" if len(faults) > 3 else ""))
    return form.make(questions).content
