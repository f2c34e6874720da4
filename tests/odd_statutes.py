"""Made-up statutes of odd shapes, by a seed: what stood in them is known, so that nothing may be lost or made up."""

import random
from dataclasses import dataclass, field

from tiaoli.numerals import label

WORDS = "机关单位人员事务登记答复办理受理期限规定要件申请材料公开监督责任程序标准服务保护处理报告记录归还借阅图书柜台"
ENDS = ("。", "。", "。", "；以及其他情形。")
SPACES = ("　", " ", "  ", "　　", "\u00a0", "")


@dataclass
class Odd:
    """One statute: its text, the numbers of its articles in order as they are printed, and what it is odd in."""

    text: str = ""
    articles: list[str] = field(default_factory=list)
    missing: bool = False
    doubled: bool = False
    features: set[str] = field(default_factory=set)


class _Writer:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lines: list[str] = []
        self.odd = Odd()
        self.space = self.chance.choice(SPACES)
        self.indent = self.chance.choice(("", "　　", "    "))

    def some(self, name: str, share: float) -> bool:
        """Whether this statute has the feature; noted."""
        has = self.chance.random() < share
        if has:
            self.odd.features.add(name)
        return has

    def phrase(self, low: int = 4, high: int = 14) -> str:
        return "".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(low, high)))

    def sentence(self) -> str:
        return f"{self.phrase()}应当{self.phrase()}，{self.phrase()}{self.chance.choice(ENDS)}"

    def add(self, line: str) -> None:
        self.lines.append(self.indent + line)

    def items(self, inline: bool) -> None:
        """A list: on lines of its own with items below items, or inside the paragraph."""
        brackets = self.chance.choice(("（）", "()"))
        count = self.chance.randint(2, 12)
        marks = [f"{brackets[0]}{label(str(n), '条')[1:-1]}{brackets[1]}" for n in range(1, count + 1)]
        if inline:
            self.lines[-1] += "".join(
                f"{mark}{self.phrase()}{'；' if n < count else '。'}" for n, mark in enumerate(marks, 1)
            )
            return
        for n, mark in enumerate(marks, 1):
            self.add(f"{mark}{self.phrase()}{'；' if n < count else '。'}")
            if self.chance.random() < 0.1:
                form = self.chance.choice(("{}．", "{}. ", "（{}）", "{}、"))
                for k in range(1, 4):
                    self.add(f"{form.format(k)}{self.phrase()}；")

    def article(self, number: str) -> None:
        self.odd.articles.append(number)
        name = label(number, "条")
        lead = self.chance.random()
        if lead < 0.15:
            self.add(f"{name}{self.space}{self.phrase()}应当符合下列条件：")
            self.items(inline=False)
        elif lead < 0.2:
            self.add(f"{name}{self.space}{self.phrase()}应当符合下列条件：")
            self.items(inline=True)
        elif lead < 0.23 and self.space:
            self.add(f"{name}{self.space}【{self.phrase(3, 6)}】{self.sentence()}")
        else:
            self.add(f"{name}{self.space}{self.sentence()}")
        if self.chance.random() < 0.25:
            self.add(self.sentence())
        if self.chance.random() < 0.05:
            self.add(
                f"依照第{self.chance.choice('二三四五')}条第一款、第{self.chance.choice('六七八')}条的规定{self.sentence()}"
            )
        if self.chance.random() < 0.03:
            self.lines += ["| 名称 | 期限 |", "| --- | --- |", f"| {self.phrase()} | {self.chance.randint(1, 60)}日 |"]


def make(seed: int) -> Odd:
    """The statute of a seed: the same one every time."""
    writer = _Writer(seed)
    chance, odd = writer.chance, writer.odd
    title = f"示例县{writer.phrase(2, 8)}{chance.choice(('条例', '办法', '规定', '实施细则'))}"
    if writer.some("notice", 0.15):
        writer.lines += [f"示例县人民政府关于印发{title}的通知", "示政发〔2023〕5号", "各乡镇人民政府，县政府各部门：",
                         f"《{title}》已经县政府同意，现印发给你们，请认真贯彻执行。", "示例县人民政府", "2023年5月1日"]  # fmt: skip
    writer.lines.append(title)
    if writer.some("note", 0.5):
        writer.lines.append("（2020年1月1日示例县人民代表大会常务委员会会议通过　2021年2月2日修正）")
    chapters = chance.randint(2, 6) if writer.some("chapters", 0.6) else 0
    names = [f"{writer.phrase(2, 6)}" for _ in range(chapters)]
    parts = bool(chapters) and writer.some("parts", 0.15)
    gap = " " if writer.space == "" else writer.space
    if chapters and writer.some("contents", 0.3):
        writer.lines.append("目　录")
        writer.lines += [f"{label(str(n), '章')}{gap}{name}" for n, name in enumerate(names, 1)]
    number = chance.choice((1, 1, 1, 1, 95, 998))
    if number > 1:
        odd.features.add("fragment")
    for at in range(max(1, chapters)):
        if parts and at % 2 == 0:
            writer.add(f"{label(str(at // 2 + 1), '编')}{gap}{writer.phrase(2, 4)}")
        if chapters:
            writer.add(f"{label(str(at + 1), '章')}{gap}{names[at]}")
        if chapters and writer.some("sections", 0.2):
            writer.add(f"第一节{gap}{writer.phrase(2, 6)}")
        for _ in range(chance.randint(3, 9)):
            writer.article(str(number))
            if writer.space and chance.random() < 0.03:
                odd.features.add("inserted")
                writer.article(f"{number}-1")
            number += 1
        if at == 0 and chapters and writer.space and writer.some("missing", 0.1):
            number += 1
            odd.missing = True
        elif at == 0 and chapters and writer.space and writer.some("doubled", 0.1):
            number -= 1
            odd.doubled = True
    if writer.space and writer.some("amendment", 0.15):
        writer.article(str(number))
        writer.lines[-1] += (
            f"\n将《示例法》修改为：“第二条　{writer.sentence()}\n“第三条　{writer.sentence()}\n“（一）{writer.phrase()}；\n“（二）{writer.phrase()}。”"
        )
    if writer.some("imprint", 0.1):
        writer.lines += ["抄送：县委各部门。", "示例县人民政府办公室　2023年5月2日印发"]
    elif writer.some("annex", 0.2):
        writer.lines += ["附件1", "示例表", f"1．{writer.phrase()}", f"附件2：{writer.phrase()}", writer.sentence()]
    ending = chance.choice(("\n", "\n", "\n\n", "\r\n"))
    odd.text = ending.join("\n".join(writer.lines).split("\n")) + ending
    return odd
