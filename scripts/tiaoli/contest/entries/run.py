"""A folder of entries -> a result each: in parallel, one broken file never stopping the rest, and where it was when cut off."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from tiaoli import __version__
from tiaoli.contest.entries import overlap
from tiaoli.contest.entries.examine import Examined, Setup, examine, unreadable
from tiaoli.contest.entries.finding import Checked, Finding, Similar, warning
from tiaoli.contest.entries.register import Register, Row
from tiaoli.contest.entries.state import State
from tiaoli.model import Campaign
from tiaoli.readers.batch import Item, Outcome

#: Files handed out at a time; more than the processes can do only costs memory.
_AHEAD = 32
#: Entries after which processes are replaced.
_TURN = 500
#: Sentences of entries kept while pairs are compared.
_KEPT = 64

_setup: Setup | None = None


def check(
    items: Sequence[Item], setup: Setup, register: Register | None = None, commentary: Iterable[tuple[str, str]] = (),
    *, jobs: int = 1, state: Path | None = None, failures: Iterable[Outcome] = (), progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Checked]:  # fmt: skip
    """Results in the order of the items, what could not be opened (`failures`) last.

    `commentary`: (name, text) of published articles that entries are compared with too. `state`: file that keeps what is
    done, None for memory. `progress` hears how many are done.
    """
    kept = State(state)
    try:
        keys = _examine_all(items, setup, register, jobs, kept, progress)
        kept.keep_only(keys)
        likes = _overlaps(items, keys, kept, setup, tuple(commentary))
        for number, (item, key) in enumerate(zip(items, keys, strict=True)):
            result = replace(kept.checked(key), file=item.shown)
            if register is not None and register.get(item.shown) is None:
                note = warning("late", "登记表", "登记表里没有这个文件，没有核对收到时间；请核对文件名")
                result = replace(result, problems=(*result.problems, note))
            yield _with(result, likes.get(number, ()))
        for failure in failures:
            yield unreadable(failure.shown, failure.failure).checked
    finally:
        kept.close()


def _with(result: Checked, similar: Sequence[Similar]) -> Checked:
    ordered = tuple(sorted(similar, key=lambda s: (-s.score, s.file)))
    said = tuple(
        Finding("duplicate", "正文", f"疑似雷同：与“{s.file}”有 {s.score:.0%} 的文字相近，请人工比对", "warning")
        for s in ordered
    )
    return replace(result, problems=(*result.problems, *said), similar=ordered)


def _examine_all(
    items: Sequence[Item],
    setup: Setup,
    register: Register | None,
    jobs: int,
    kept: State,
    progress: Callable[[int], None],
) -> list[str]:
    """Keys of all items, each with a result in `kept`."""
    mark = hashlib.sha256(f"{__version__}{setup!r}".encode()).hexdigest()
    keys, todo = [], []
    for item in items:
        row = register.get(item.shown) if register else None
        key = _key(item, mark, row)
        keys.append(key)
        if not kept.has(key):
            todo.append((item, key, row))
    done = len(items) - len(todo)
    progress(done)
    for key, result in _results(todo, setup, jobs):
        kept.put(key, result)
        done += 1
        progress(done)
    return keys


def _key(item: Item, mark: str, row: Row | None) -> str:
    digest = hashlib.sha256(f"{mark}{item.shown}{row!r}".encode())
    try:
        with item.path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        digest.update(str(error.errno).encode())
    return digest.hexdigest()


Job = tuple[Item, str, Row | None]


def _results(todo: Sequence[Job], setup: Setup, jobs: int) -> Iterator[tuple[str, Examined]]:
    if jobs == 1 or len(todo) < 2:
        for item, key, row in todo:
            yield key, examine(item.path, item.shown, setup, row)
        return
    remaining = deque(todo)
    while remaining:  # fresh processes now and then: what libraries keep for the next text must not add up
        waiting = deque(remaining.popleft() for _ in range(min(_TURN, len(remaining))))
        running: deque[tuple[Job, Future[Examined]]] = deque()
        with ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(setup,)) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < _AHEAD:
                        job = waiting.popleft()
                        running.append((job, pool.submit(_work, *job)))
                    job, future = running[0]
                    result = future.result()
                    running.popleft()
                    yield job[1], result
            except BrokenProcessPool:
                # a process died: alone, one after the other, only the file that kills it is lost
                for item, key, row in [job for job, _ in running]:
                    yield key, _alone(item, key, row, setup)
                remaining.extendleft(reversed(waiting))


def _alone(item: Item, key: str, row: Row | None, setup: Setup) -> Examined:
    with ProcessPoolExecutor(1, initializer=_prepare, initargs=(setup,)) as pool:
        try:
            return pool.submit(_work, item, key, row).result()
        except BrokenProcessPool:
            return unreadable(
                item.shown, f"{item.path.name} 使读取程序中断，没有读出；请用 WPS 或 Word 打开，另存一份再试。"
            )


def _prepare(setup: Setup) -> None:
    global _setup
    _setup = setup


def _work(item: Item, key: str, row: Row | None) -> Examined:
    assert _setup is not None
    return examine(item.path, item.shown, _setup, row)


def _overlaps(
    items: Sequence[Item], keys: list[str], kept: State, setup: Setup, commentary: tuple[tuple[str, str], ...]
) -> dict[int, list[Similar]]:
    """What each entry shares with others and with published articles, by the entry's number."""
    statute = setup.subject.statute
    count = len(items)
    prints = [kept.prints(key) for key in keys] + [overlap.fingerprints(text, statute) for _, text in commentary]

    @lru_cache(maxsize=_KEPT)
    def sentences(number: int) -> list[tuple[str, str]]:
        text = kept.text(keys[number]) if number < count else commentary[number - count][1]
        return overlap.sentences(text, statute)

    found: dict[int, list[Similar]] = {}
    for a, b in overlap.candidates(prints):
        if a >= count:  # two articles of the site
            continue
        score, passages = overlap.compare(sentences(a), sentences(b))
        if not passages:
            continue
        name = items[b].shown if b < count else f"本站解读《{commentary[b - count][0]}》"
        found.setdefault(a, []).append(overlap.similar(name, score, passages))
        if b < count:
            found.setdefault(b, []).append(overlap.similar(items[a].shown, score, passages, turned=True))
    return found


def published(campaign: Campaign) -> Iterator[tuple[str, str]]:
    """The site's own articles as entries are compared with them."""
    for entry in campaign.entries:
        if entry.kind == "commentary":
            yield str(entry.meta.get("title") or entry.path), entry.body
