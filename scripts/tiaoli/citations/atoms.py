"""The smallest pieces of a reference: 《条例》, 本条例, 第三十一条, 第六项, 前款, 本条."""

import re

from tiaoli.numerals import NUMERAL, parse_int, parse_number

_N = rf"[{NUMERAL}]{{1,8}}"

ATOM = re.compile(
    rf"""
      (?P<title>《(?:[^《》\n]|《[^《》\n]*》|〈[^〈〉\n]*〉){{1,80}}》)          # 《信访工作条例》
    | (?P<self>[本该](?:条例|法典|法|办法|规定|决定|规则|细则|准则|章程|解释|意见|通知|规范))   # 本条例
    | 第\s?(?P<number>{_N})\s?(?P<level>条|款|项|目|章|节|分编|编)(?P<sub>(?:之[一二三四五六七八九十]{{1,3}})*)   # 第十二条之一
    | 第\s?(?P<several>{_N}(?:[、和及至到—-]{_N})+)\s?(?P<slevel>条|款|项)     # 第三十四、三十五条, 第一至三项
    | 第\s?(?P<items>[（(]{_N}[）)](?:[、和及至到—-]?[（(]{_N}[）)])+)\s?项       # 第（一）、（三）项, 第（一）（二）项
    | (?<=条[、和及])(?P<again>{_N})条(?![款例件约幅意建要措经举])                     # 第三十五条、三十六条
    | (?<=条)第\s?(?P<kind>{_N})\s?(?:种|类)(?=情形|情况|事项)             # 第三十一条第六种情形
    | (?<=[条款])[（(]\s?(?P<loose>{_N})\s?[）)]项?                         # 第三十一条（六）项
    | (?<=[》例法定则])\s?(?P<short>{_N})\s?条(?![款例件约幅])              # 条例34条
    | 第\s?[（(]\s?(?P<bracket>{_N})\s?[）)]\s?项                          # 第（六）项
    | (?P<previous>前)(?P<count>[一二两三四五六七八九十])?(?P<plevel>款|条|项)(?!件|目|的?规模)   # 前款, 前两款
    | (?P<this>本)(?P<tlevel>条|款|项|章|节)(?![例约目次])                      # 本条
    """,
    re.VERBOSE,
)
#: Levels from the top: a reference goes on only downwards.
ORDER = {"编": 0, "分编": 1, "章": 2, "节": 3, "条": 4, "款": 5, "项": 6, "目": 7}


def part(atom: re.Match) -> tuple[str, str] | None:
    """(level, canonical number) of an atom, None for names and relative atoms."""
    if item := atom["bracket"] or atom["loose"] or atom["kind"]:
        value = parse_int(item)
        return None if value is None else ("项", str(value))
    if atom["short"]:
        value = parse_int(atom["short"])
        return None if value is None else ("条", str(value))
    if not atom["level"]:
        return None
    number = parse_number(atom["number"] + atom["sub"])
    return (atom["level"], number) if number else (atom["level"], atom["number"])
