"""A conversion as the design's JSON, and as the few lines that a person reads on the screen."""

from typing import Any

from tiaoli import statute
from tiaoli.commentary import Converted
from tiaoli.commentary.page import FIELDS, doubt_json
from tiaoli.contest import notice
from tiaoli.contest.notice import draft
from tiaoli.convert.articles import OWN_NAMES, cited
from tiaoli.convert.values import Conversion, Ledger
from tiaoli.model import Problem, QuizBank, Statute
from tiaoli.quiz.foreign import conversion as quizzes


def to_json(
    done: Conversion, law: Statute | None = None, shown: str | None = None, own: tuple[str, ...] = OWN_NAMES
) -> dict[str, Any]:
    """The design's object for one conversion: plain dicts and lists."""
    head = {"schema": 1, "source": shown or str(done.path)}
    if isinstance(done.value, QuizBank):
        return head | quizzes.to_json(done.value)
    problems = [_problem(problem) for problem in done.problems]
    if isinstance(done.value, Ledger):
        found = {"kind": "ledger", "headings": list(done.value.headings), "rows": done.value.rows}
        return head | found | {"problems": problems}
    if isinstance(done.value, Statute):
        tree = statute.to_json(done.value)
        tree["problems"] = problems + tree["problems"]
        return head | tree | {"repairs": list(done.mended), "uncertain": list(done.doubts)}
    if isinstance(done.value, notice.Read):
        return head | done.value.to_json() | {"problems": problems}
    article = done.value.commentary
    return (
        head
        | {"kind": "commentary"}
        | {name: getattr(article, name) for name in FIELDS}
        | {
            "paragraphs": list(article.paragraphs),
            "headings": list(article.headings),
            "removed": [{"text": r.text, "reason": r.reason} for r in article.removed],
            "repairs": [
                {
                    "paragraph": r.paragraph if r.paragraph >= 0 else None,
                    "before": r.before,
                    "after": r.after,
                    "rule": r.rule,
                }
                for r in article.repairs
            ],
            "uncertain": [doubt_json(doubt) for doubt in article.uncertain],
            "citations": cited(article, law, own) if law else [],
            "problems": problems,
        }
    )


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "severity": problem.severity, "code": problem.code, "message": problem.message}


def summary(done: Conversion) -> list[str]:
    """What a person should know of one conversion, a line each: what went, what was mended, what to look at first."""
    if isinstance(done.value, QuizBank):
        return ["题库，" + line if not at else line for at, line in enumerate(quizzes.summary(done.value, done.faults))]
    if isinstance(done.value, Ledger):
        return [problem.message for problem in done.problems]
    lines = []
    if isinstance(done.value, Statute):
        articles = len(done.value.articles)
        lines.append(f"条文，共 {articles} 条。" if articles else "条文，没有以“第X条”编号。")
        doubts = [str(doubt.get("reason", "")) for doubt in done.doubts]
    elif isinstance(done.value, notice.Read):
        lines.append("征文通知。" + (f"没有写：{draft.named(done.value.missing)}。" if done.value.missing else ""))
        doubts = [draft.doubt(one) for one in done.value.doubts]
    else:
        article = done.value.commentary
        lines.append(
            f"文章，{len(article.paragraphs)} 段；去掉 {len(article.removed)} 处与正文无关的内容，修复 {len(article.repairs)} 处。"
        )
        doubts = [f"第 {d.paragraph + 1} 段“{d.text}”：{d.reason}" for d in article.uncertain if d.paragraph >= 0]
        if not done.value.own.get("rights"):
            lines.append("没有写转载依据：正式发布时只列标题、来源和链接；可用 --rights 或在文件开头的 rights 写明。")
    if doubts:
        lines.append(f"有 {len(doubts)} 处拿不准，已在文中标出，请先看：")
        lines += [f"  {doubt}" for doubt in doubts[:5]]
        if len(doubts) > 5:
            lines.append(f"  还有 {len(doubts) - 5} 处，见文中“待核”。")
    lines += [f"{problem.message}" for problem in done.problems[:5]]
    return lines


def doubts(done: Conversion) -> int:
    """How many places of a conversion want a person's eye: doubts, and what the reader or the parser warns of."""
    if isinstance(done.value, QuizBank):
        return len(done.faults) + sum(problem.code == "dropped" for problem in done.problems)
    if isinstance(done.value, notice.Read):
        return len(done.value.doubts)
    if isinstance(done.value, Ledger):
        return 0
    own = done.doubts if isinstance(done.value, Statute) else done.value.commentary.uncertain
    return len(own) + len(_warnings(done))


def look_first(done: Conversion) -> str:
    """What to look at first in an article or a statute, "" where there is nothing."""
    if not isinstance(done.value, (Statute, Converted)):
        return ""
    if isinstance(done.value, Converted) and done.value.commentary.uncertain:
        doubt = done.value.commentary.uncertain[0]
        return f"“{doubt.text}”：{doubt.reason}。" if len(doubt.text) <= 20 else f"{doubt.reason}。"
    warnings = _warnings(done)
    return next((problem.message for problem in done.problems if problem.code == "uncertain-repair"), "") or (
        warnings[0].message if warnings else ""
    )


def _warnings(done: Conversion) -> list[Problem]:
    """Warnings, but for those that stand among the doubts already."""
    law = isinstance(done.value, Statute)
    found = [*done.problems, *(done.value.problems if law else ())]
    counted = "uncertain-repair" if law else "lost-characters"
    return [p for p in found if p.severity in ("warning", "error") and p.code != counted]
