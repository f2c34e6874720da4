"""The scheduler of a Dask cluster as an executor, for all townships of a province or of the country.

Every worker must see the content and the output folder under the same path and have the same version installed. Nothing
else of ours imports distributed, which is an extra: pip install 'tiaoli[dask]'.
"""

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor

from tiaoli.model import ReadError

#: Seconds in which a scheduler must answer.
_PATIENCE = 20


@contextlib.contextmanager
def executor(address: str) -> Iterator[tuple[Executor, int, tuple[type[Exception], ...]]]:
    """(executor, how many jobs run at a time, what a job ends with that lost its worker again and again).

    Raises ReadError, in Chinese, where distributed isn't installed or the scheduler doesn't answer.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise ReadError(
            '没有安装 Dask，不能用 --scheduler；请先运行 pip install "tiaoli[dask]"，或者去掉 --scheduler，在本机生成。'
        ) from None
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError):
        raise ReadError(
            f"连不上调度器 {address}；请核对地址（如 tcp://192.0.2.10:8786），并确认 dask scheduler 正在运行。"
        ) from None
    try:
        width = sum(client.nthreads().values())
        if not width:
            raise ReadError(f"调度器 {address} 上没有工作机；请先在各台机器上运行 dask worker {address}。")
        yield client.get_executor(pure=False, retries=2), width, (KilledWorker,)
    finally:
        client.close()
