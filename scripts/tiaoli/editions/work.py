"""Jobs through concurrent.futures: a few at a time, so that memory stays flat however many there are."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for

from tiaoli.editions import cluster
from tiaoli.editions.edition import FAILED, Job, Outcome, make

#: Jobs handed out per one that runs, so that no worker waits.
_AHEAD = 3
#: How often a job may lose its process before it is given up.
_LIVES = 3
_LOST = "做这个单位的进程被系统结束了（可能是内存不够）；请减小 --jobs，再运行同一条命令，已经做好的不会重做。"


class _Here(Executor):
    """One job at a time in this process: a second one would only cost its start."""

    def submit(self, do: Callable, /, *args: object, **options: object) -> Future:
        """Done when it returns."""
        future: Future = Future()
        try:
            future.set_result(do(*args, **options))
        except Exception as error:  # the future's to raise
            future.set_exception(error)
        return future


def _follow() -> None:
    """End this process when the one that started it has gone, killed perhaps, or it would wait for work for ever."""
    parent = parent_process()

    def watch() -> None:
        wait_for([parent.sentinel])
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, daemon=True).start()


@contextlib.contextmanager
def local(jobs: int) -> Iterator[tuple[Executor, int, tuple[type[Exception], ...]]]:
    """Processes of this machine. They are started afresh: a copy of one in which Typst has run would hang."""
    if jobs == 1:
        yield _Here(), 1, ()
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_follow) as pool:
        yield pool, jobs, ()


def run(todo: Iterable[Job], jobs: int, scheduler: str = "", do: Callable[[Job], Outcome] = make) -> Iterator[Outcome]:
    """The outcome of every job, in the order in which they end.

    A job whose process dies is done again by another; raises ReadError where a scheduler can't be used.
    """
    waiting, again = iter(todo), []
    lost: dict[int, int] = {}
    while True:
        with cluster.executor(scheduler) if scheduler else local(jobs) as (executor, width, given_up):
            running: dict[Future, Job] = {}
            try:
                while _hand_out(executor, do, waiting, again, running, width if width == 1 else width * _AHEAD):
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        job = running.pop(future)
                        try:
                            yield future.result()
                        except given_up:
                            yield Outcome(job.number, FAILED, _LOST)
                        except BrokenProcessPool:
                            running[future] = job
                            raise
                return
            except BrokenProcessPool:
                for job in running.values():
                    lost[job.number] = lost.get(job.number, 0) + 1
                    if lost[job.number] < _LIVES:
                        again.append(job)
                    else:
                        yield Outcome(job.number, FAILED, _LOST)


def _hand_out(
    executor: Executor, do: Callable, waiting: Iterator[Job], again: list[Job], running: dict, width: int
) -> bool:
    """Fill up to `width` running jobs; whether any runs."""
    while len(running) < width:
        job = again.pop() if again else next(waiting, None)
        if job is None:
            break
        running[executor.submit(do, job)] = job
    return bool(running)
