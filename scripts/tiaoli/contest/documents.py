"""The notice (通知) and the reading list as documents without a format."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

from tiaoli.contest import words
from tiaoli.contest.model import Contest
from tiaoli.contest.reading import Reading, title
from tiaoli.model import Campaign
from tiaoli.numerals import to_chinese
from tiaoli.writers.document import TITLE_LINE, Block, Document, Heading, Paragraph, Span, body, title_lines

#: What goes with the notice, in this order; `kit` makes files of these names.
ATTACHMENTS = ("征文作品模板", "征文报名汇总表", "征文选题书目")
#: Where an office fills in its 发文字号.
NUMBER = "　　　〔　　　〕　　号"


def notice(contest: Contest, campaign: Campaign) -> Document:
    """The notice in the order of a 通知: 标题, 主送, 正文, 附件, 署名, 成文日期; without a red head and without a seal."""
    own = contest.notice
    named = (own.signed[0], "关于开展", *_words(contest.title), "活动的通知")
    blocks: list[Block] = [Paragraph((Span("，".join(own.to) + "："),), "flush"), body(own.purpose)]
    for number, (heading, lines) in enumerate(_sections(contest), 1):
        blocks.append(Heading(f"{to_chinese(number)}、{heading}"))
        blocks += [Heading(line[2:], 2) if line.startswith("# ") else body(line) for line in lines]
    blocks += _end(contest)
    return Document(
        _lines(named), tuple(blocks), "paper", foot=_foot(contest), date=own.dated.isoformat(),
        label=f"{contest.title}活动的通知", number=NUMBER,
    )  # fmt: skip


def _sections(contest: Contest) -> Iterator[tuple[str, list[str]]]:
    """(heading, lines) of the notice's body; a line "# …" is a heading of the second level."""
    judging = contest.judging
    yield "征文主题", [f"本次征文的主题是“{contest.theme}”。"]
    topics = [f"{at}. {topic.title}。{topic.hint}" for at, topic in enumerate(contest.topics, 1)]
    yield "选题方向", ["作者从下列选题中选择一个，题目自拟。各选题依据的条款和参考文章见附件3。", *topics]
    yield "参加对象", [_ended(contest.eligibility)]
    opens, closes = words.day(contest.opens), words.day(contest.closes)
    yield "征文时间", [f"自{opens}起，至{closes}止。"]
    anonymous = [
        "# （四）匿名要求",
        "作者信息只填写在模板的声明页上，正文、页眉页脚、批注和文件属性中不得出现作者姓名、单位等信息。",
    ]
    yield "作品要求", [
        "# （一）体裁", f"{'、'.join(contest.genres)}。",
        "# （二）字数", f"正文{words.length(contest.words)}，标题和声明页不计入。",
        "# （三）格式", f"用附件1的模板写作。{words.layout(contest)}{contest.format.note}",
        *(anonymous if contest.format.anonymous else []),
    ]  # fmt: skip
    ways = [f"{at}. {words.WAYS[way.kind]}：{way.value}。{way.note}" for at, way in enumerate(contest.submit, 1)]
    counted = words.quotas(contest)
    yield "报送方式", [*([f"{counted}。"] if counted else []), *ways]
    rules = [
        f"评审按百分制打分：{words.rubric(judging)}。每篇作品由{judging.judges}名评委打分" + _extremes(contest) + "。"
    ]
    rules += [f"{at}. {words.stage(one)}" for at, one in enumerate(judging.stages, 1)]
    yield "评审办法", [*rules, *(_ended(text) for text in (judging.recusal_text, judging.tie_text) if text)]
    yield "奖项设置", [f"设{words.awards(contest)}。"]
    if contest.notice.requirements:
        yield "有关要求", [f"{at}. {_ended(line)}" for at, line in enumerate(contest.notice.requirements, 1)]
    yield (
        "联系方式",
        [
            "，".join(filter(None, (one.office, one.phone, one.email, one.address, one.hours))) + "。"
            for one in contest.contacts
        ],
    )


def _extremes(contest: Contest) -> str:
    return "，去掉一个最高分和一个最低分后取平均分" if contest.judging.drop_extremes else "，取平均分"


def _end(contest: Contest) -> Iterator[Block]:
    """附件 one line below the text, 署名 and 成文日期 as without a seal: the day two characters further in."""
    yield body("")
    for at, name in enumerate(ATTACHMENTS, 1):
        yield body(f"附件：{at}. {name}" if at == 1 else f"　　　{at}. {name}")
    yield body("")
    yield from signature(contest.notice.signed, contest.notice.dated)


def signature(signed: Sequence[str], day: date | None) -> Iterator[Paragraph]:
    """署名 and 成文日期 of a paper without a seal; None leaves the day to be written in."""
    dated = words.day(day) if day else "　　　　年　月　日"
    for office in signed:
        yield Paragraph((Span(office),), "right", keep=True, inset=2)
    # 成文日期 begins two characters right of where the name begins, and keeps two free at its end (GB/T 9704, 7.3.5.2)
    width = len([c for c in dated if not c.isdigit()]) + -(-sum(c.isdigit() for c in dated) // 2)
    yield Paragraph((Span(dated),), "right", inset=max(2, len(signed[-1]) - width))


def reading_list(contest: Contest, readings: tuple[Reading, ...], campaign: Campaign) -> Document:
    """Each topic with its provisions in their words, and what this site has written about them."""
    blocks: list[Block] = []
    for number, one in enumerate(readings, 1):
        blocks.append(Heading(f"{to_chinese(number)}、{one.topic.title}"))
        if one.topic.hint:
            blocks.append(body(f"写作提示：{one.topic.hint}"))
        blocks.append(Heading("（一）条文", 2))
        for provision in one.provisions:
            first, *rest = provision.lines
            blocks.append(Paragraph((Span(f"{provision.name}　", "hei"), Span(first))))
            blocks += [body(line) for line in rest]
        if one.entries:
            blocks.append(Heading("（二）参考", 2))
            blocks += [body(f"{at}. {title(entry)}") for at, entry in enumerate(one.entries, 1)]
    return Document(
        _lines((*_words(contest.title), "选题书目")), tuple(blocks), "paper", subtitle=f"依据《{campaign.statute.title}》",
        foot=_foot(contest), date=contest.notice.dated.isoformat(), label=f"{contest.title}选题书目",
    )  # fmt: skip


#: Where a contest's name may be broken: 示例县“学条例、解民忧” | 主题征文.
_BEFORE = re.compile(r"(?=主题征文|有奖征文|征文)(?<!主题)(?<!有奖)")


def _words(title: str) -> tuple[str, ...]:
    return tuple(part for part in _BEFORE.split(title) if part)


def _lines(words_: tuple[str, ...]) -> tuple[str, ...]:
    """A title in the fewest lines that break between its parts, as even as they can be; broken anywhere if they can't.

    >>> _lines(("示例县信访工作联席会议办公室", "关于开展", "示例县“学条例、解民忧”", "主题征文", "活动的通知"))
    ('示例县信访工作联席会议办公室', '关于开展示例县“学条例、解民忧”', '主题征文活动的通知')
    """
    for count in range(1, len(words_) + 1):
        found = []
        for cuts in combinations(range(1, len(words_)), count - 1):
            lines = tuple("".join(words_[a:b]) for a, b in pairwise((0, *cuts, len(words_))))
            if max(map(len, lines)) <= TITLE_LINE:
                found.append((sum(len(line) ** 2 for line in lines), lines))
        if found:
            return min(found)[1]
    return title_lines("".join(words_))


def _foot(contest: Contest) -> tuple[str, ...]:
    return ("示例文稿：单位、日期和联系方式都是示例，不是真实的活动",) if contest.example else ()


def _ended(text: str) -> str:
    return text if text.endswith(("。", "；", "？")) else f"{text}。"
