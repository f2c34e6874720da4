"""Questions and the banks that hold them."""

from dataclasses import dataclass

from tiaoli.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `why`: why it is wrong, shown after the answer. `lock`: it keeps its place when options are shuffled."""

    text: str
    correct: bool = False
    why: str = ""
    lock: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What bears the key out: an address and the text's own words, verbatim."""

    target: str
    quote: str


@dataclass(frozen=True, slots=True)
class Review:
    """One person's (or role's) approval of exactly one wording: `digest` is the question's digest on that day."""

    by: str
    date: str
    digest: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of any type.

    `options`: single and multi, in the printed order; order, in the right order. `answer`: judge, None where unknown.
    `answers`: blank, for each blank in turn the accepted alternatives. `text`: short, the model answer; `points`: what
    is marked. `partial`: "none" (all or nothing), "half" (some right, none wrong: half the score) or "each" (score by
    right options or blanks; a wrong one makes it 0). `chapter`: number as in ch-3, "" for none. `line` in its file.
    `labels`: options' letters as a foreign bank prints them. `key`: a foreign bank's key as it was written.
    """

    id: str
    type: str
    stem: str
    rev: int = 1
    options: tuple[Option, ...] = ()
    answer: bool | None = None
    answers: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    points: tuple[str, ...] = ()
    partial: str = "none"
    explanation: str = ""
    evidence: tuple[Evidence, ...] = ()
    chapter: str = ""
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ("干部", "群众")
    difficulty: int = 2
    score: float = 1
    use: str = "practice"
    origin: str = "manual"
    review: tuple[Review, ...] = ()
    line: int = 0
    labels: tuple[str, ...] = ()
    key: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def keyed(self) -> tuple[int, ...]:
        """Positions of the options marked correct, from 0."""
        return tuple(at for at, option in enumerate(self.options) if option.correct)


@dataclass(frozen=True, slots=True)
class QuizBank:
    """A file of questions. `retired`: ids that were in use and must not come back.

    `foreign`: somebody else's bank, which reviews cannot vouch for. `found`: how many questions the file seems to
    hold; those that could not be read at all are in `problems` with code "dropped".
    """

    path: str
    title: str = ""
    questions: tuple[Question, ...] = ()
    retired: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    foreign: bool = False
    found: int = 0
    subject: str = ""
