"""Processes that play blocks side by side. One that dies is noticed; when the parent ends, all end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import cast

from game.analysis.ladder.arena import Block, Record, played
from game.scenario.faults import BadData, Fault


def play_all(blocks: Iterator[Block], jobs: int) -> Iterator[list[Record]]:
    """Play blocks on so many processes and hand out each as it is finished; one job plays here.

    A block is asked for only when there is somebody to play it, so that `blocks` can leave out what has
    become needless meanwhile. Raises `BadData` if a process dies, and for a scenario that is bad.
    """
    if jobs == 1:
        yield from map(played, blocks)
        return
    with _hired(jobs) as crew:
        busy = [line for line in crew if _give(line, blocks)]
        while busy:
            for line in cast(list[Connection], wait(busy)):
                records = _answer(line)
                yield records
                if not _give(line, blocks):
                    busy.remove(line)


@contextmanager
def _hired(jobs: int) -> Iterator[list[Connection]]:
    context = multiprocessing.get_context("spawn")
    crew, lines = list[SpawnProcess](), list[Connection]()
    try:
        for _ in range(jobs):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there,), daemon=True)
            process.start()
            there.close()
            crew.append(process)
            lines.append(here)
        yield lines
    finally:
        for process in crew:
            process.terminate()
        for process in crew:
            process.join()


def _give(line: Connection, blocks: Iterator[Block]) -> bool:
    block = next(blocks, None)
    if block is not None:
        line.send(block)
    return block is not None


def _answer(line: Connection) -> list[Record]:
    try:
        told: list[Record] | tuple[Fault, ...] = line.recv()
    except (EOFError, OSError):
        fault = Fault("--jobs", 0, 0, "", "processes that last", "one that died; finished pairs are kept")
        raise BadData([fault]) from None
    if isinstance(told, tuple):
        raise BadData(told)
    return told


def _serve(line: Connection) -> None:
    """Play what is sent until the line is cut. Who presses Ctrl-C means the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        while True:
            line.send(_told(line.recv()))
    except (EOFError, BrokenPipeError):
        return


def _told(block: Block) -> list[Record] | tuple[Fault, ...]:
    """The pairs of a block, or what is wrong with its scenario."""
    try:
        return played(block)
    except BadData as bad:
        return bad.faults


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
