"""SCORM 1.2 and 2004: our own page that asks the questions one by one and tells the learning platform score, completion and
place. Everything is in the package; nothing is asked of another host. The key is in it too: no exam in earnest.
"""

import hashlib
import json
from importlib import resources
from typing import Any
from xml.sax.saxutils import escape

from tiaoli.model import Question, ReadError
from tiaoli.quiz.bank import NAMES
from tiaoli.quiz.exports.selection import LETTERS, Made, Questions, mixed, one_line
from tiaoli.quiz.stems import BLANK
from tiaoli.writers.zips import pack

#: Most characters of cmi.suspend_data: SCORM 1.2 RTE 3.4.2 (CMIString4096), SCORM 2004 4th ed. RTE 4.2.21.
SUSPEND = {"1.2": 4096, "2004": 64000}
#: Share of the full score that passes, written into the manifest, where the platform lets organisers change it.
PASS = 60
#: Characters before the codes of the answers: version, digest, place, whether it is over.
_HEAD = 13
_KINDS = {
    "single": "choice", "multi": "choice", "judge": "true-false", "blank": "fill-in", "order": "sequencing",
}  # fmt: skip
_FILES = {
    "index.html": "scorm/index.html", "player.css": "scorm/player.css", "player.js": "scorm/player.js",
    "lms.js": "scorm/lms.js", "canon.js": "quiz-canon.js",
}  # fmt: skip
_SCRIPT = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})

_MANIFEST_12 = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{id}" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="ORG">
    <organization identifier="ORG">
      <title>{title}</title>
      <item identifier="ITEM" identifierref="RES" isvisible="true"><title>{title}</title><adlcp:masteryscore>{mastery}</adlcp:masteryscore></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="RES" type="webcontent" adlcp:scormtype="sco" href="index.html">
{files}
    </resource>
  </resources>
</manifest>
"""
_MANIFEST_2004 = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{id}" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion></metadata>
  <organizations default="ORG">
    <organization identifier="ORG">
      <title>{title}</title>
      <item identifier="ITEM" identifierref="RES" isvisible="true">
        <title>{title}</title>
        <imsss:sequencing>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="SCORE" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>{measure}</imsss:minNormalizedMeasure></imsss:primaryObjective>
          </imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="RES" type="webcontent" adlcp:scormType="sco" href="index.html">
{files}
    </resource>
  </resources>
</manifest>
"""


def package_12(questions: Questions) -> Made:
    """The questions as a SCORM 1.2 package."""
    return _package(questions, "1.2")


def package_2004(questions: Questions) -> Made:
    """The questions as a SCORM 2004 (3rd edition) package."""
    return _package(questions, "2004")


def _package(questions: Questions, version: str) -> Made:
    fit = [q for q in questions.items if q.type in _KINDS]
    left = tuple((q.id, "简答题不能自动评分") for q in questions.items if q.type not in _KINDS)
    _hold(fit, version)
    rows = [_question(questions, q) for q in fit]
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
    data = {
        "version": version, "title": questions.title, "digest": digest[:8], "names": questions.names, "questions": rows,
    }  # fmt: skip
    script = f"window.tiaoliQuiz = {json.dumps(data, ensure_ascii=False).translate(_SCRIPT)};\n"
    assets = resources.files("tiaoli") / "assets"
    files = {name: assets.joinpath(path).read_bytes() for name, path in _FILES.items()} | {"data.js": script.encode()}
    listed = "\n".join(f'      <file href="{name}"/>' for name in sorted(files))
    manifest = (_MANIFEST_12 if version == "1.2" else _MANIFEST_2004).format(
        id=f"tiaoli-{digest[:16]}", title=escape(questions.title), mastery=PASS, measure=PASS / 100, files=listed
    )
    return Made(pack([*files.items(), ("imsmanifest.xml", manifest.encode())]), len(rows), left)


def _hold(fit: list[Question], version: str) -> None:
    """Refuse a package whose place and answers might not fit into what a platform keeps."""
    longest = _HEAD + sum(_width(question) for question in fit)
    if longest > SUSPEND[version]:
        raise ReadError(
            f"题目太多：SCORM {version} 的学习平台只保存 {SUSPEND[version]} 个字符的进度，{len(fit)} 题要 {longest} 个；"
            "请用 --chapter 或 --type 分成几个包。"
        )


def _width(question: Question) -> int:
    """Characters that the player needs to keep an answer; the same as in player.js."""
    if question.type == "judge":
        return 1
    if question.type == "blank":
        return len(question.answers)
    return -(-len(question.options) // 5) if question.type in ("single", "multi") else len(question.options)


def _question(questions: Questions, q: Question) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": q.id, "type": q.type, "kind": NAMES[q.type], "lms": _KINDS[q.type], "stem": one_line(q.stem), "score": q.score,
        "partial": q.partial, "chapter": questions.chapter_name(q), "explanation": one_line(q.explanation),
        "why": [f"{LETTERS[at]}项：{one_line(o.why)}" for at, o in enumerate(q.options) if o.why and not o.correct],
        "basis": [[place, one_line(quote)] for place, quote in questions.quotes(q)],
    }  # fmt: skip
    if q.type in ("single", "multi"):
        row |= {"options": [one_line(o.text) for o in q.options], "key": q.keyed}
    elif q.type == "order":
        row |= {"options": [one_line(o.text) for o in q.options], "shown": mixed(q)}
    elif q.type == "judge":
        row["answer"] = q.answer
    else:
        row |= {"answers": q.answers, "after": BLANK.split(one_line(q.stem))[1:]}
    return row
