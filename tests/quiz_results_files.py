"""Results as learners hand them in, written by ourselves: the JSON, the text to paste."""

import base64
import json
import zlib
from typing import Any

from tiaoli.quiz import results

WORTH = {"single": 2, "multi": 3, "judge": 1}


def handed(campaign, rows: list[tuple[Any, str, float]], **more: Any) -> dict[str, Any]:
    """A mock exam: (question, what was given, points) a row; `more` replaces fields."""
    return {
        "tiaoli": "quiz-result", "schema": 1, "site": results.site_id(campaign), "statute": results.digest(campaign),
        "mode": "mock", "title": "模拟考试", "unit": "示例一科", "code": "A1", "name": "示例人名", "started": 1_650_000_000,
        "finished": 1_650_003_000, "score": sum(points for _, _, points in rows),
        "full": sum(WORTH[question.type] for question, _, _ in rows),
        "answers": [[question.id, question.rev, given, points, 20] for question, given, points in rows],
    } | more  # fmt: skip


def pasted(result: dict[str, Any]) -> str:
    """The lines that a learner copies into a message."""
    raw = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode()
    packed = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return f"《示例》模拟考试\n代号：{result['code']}\n条理成绩:{packed}.{zlib.crc32(raw):08x}\n"
