"""The contest's rules as sentences, said in the same words by the notice, the template and the page."""

from datetime import date

from tiaoli.contest.model import Contest, Face, Judging, Stage, Words

_WEEKDAYS = "一二三四五六日"
#: Ways of handing in, as a person names them.
WAYS = {"email": "电子邮箱", "post": "邮寄或送达", "online": "网上提交"}


def day(when: date, *, weekday: bool = False) -> str:
    """A date as written in a notice.

    >>> day(date(2027, 6, 30)), day(date(2027, 6, 30), weekday=True)
    ('2027年6月30日', '2027年6月30日（星期三）')
    """
    said = f"{when.year}年{when.month}月{when.day}日"
    return f"{said}（星期{_WEEKDAYS[when.weekday()]}）" if weekday else said


def span(start: date, end: date) -> str:
    """From one day to another, the year said once where it is the same.

    >>> span(date(2027, 7, 1), date(2027, 7, 7)), span(date(2027, 8, 20), date(2027, 8, 20))
    ('2027年7月1日至7月7日', '2027年8月20日')
    """
    if start == end:
        return day(start)
    last = day(end) if end.year != start.year else f"{end.month}月{end.day}日"
    return f"{day(start)}至{last}"


def stage(one: Stage) -> str:
    """A step of the judging with its days."""
    return f"{one.name}：{span(one.start, one.end)}" + (f"，{one.text.rstrip('。')}。" if one.text else "。")


def length(words: Words) -> str:
    """How long an entry may be.

    >>> length(Words(1500, 3000)), length(Words(None, 3000)), length(Words(1500))
    ('1500至3000字', '不超过3000字', '不少于1500字')
    """
    if words.min is None:
        return f"不超过{words.max}字"
    return f"不少于{words.min}字" if words.max is None else f"{words.min}至{words.max}字"


def face(one: Face) -> str:
    """二号方正小标宋简体."""
    return f"{one.size}{'' if one.size.endswith('号') or one.size in ('初号', '小初') else '磅'}{one.font}"


def layout(contest: Contest) -> str:
    """The format of an entry in one sentence."""
    form = contest.format
    parts = [f"标题用{face(form.title)}，正文用{face(form.body)}"]
    if form.heading1:
        parts.append(f"一级小标题用{face(form.heading1)}")
    if form.heading2:
        parts.append(f"二级小标题用{face(form.heading2)}")
    if form.pitch:
        parts.append(f"行距为固定值{_number(form.pitch)}磅")
    parts.append(f"首行缩进{form.indent}字")
    edges = "、".join(
        f"{name}{_number(form.margins[key])}毫米"
        for key, name in (("top", "上"), ("bottom", "下"), ("left", "左"), ("right", "右"))
    )
    return "，".join([*parts, f"页边距{edges}"]) + "。"


def rubric(judging: Judging) -> str:
    """政治方向和主题20分、条文准确25分."""
    return "、".join(f"{row.title}{row.weight}分" for row in judging.rubric)


def awards(contest: Contest) -> str:
    """一等奖3个（颁发证书）、二等奖6个."""
    return "、".join(f"{one.name}{one.count}个" + (f"（{one.prize}）" if one.prize else "") for one in contest.awards)


def quotas(contest: Contest) -> str:
    """How many entries the units hand in; "" where nothing is said."""
    own = [one for one in contest.quotas if one.entries != contest.quota_default]
    named = "，".join(f"{one.unit}不少于{one.entries}篇" for one in own)
    if not contest.quota_default:
        return named
    return f"各单位报送不少于{contest.quota_default}篇" + (f"，其中{named}" if named else "")


def _number(value: float) -> str:
    return f"{value:g}"
