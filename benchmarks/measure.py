"""How a figure is taken: the best of several rounds, value and floor in turn."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

VERDICTS: list[tuple[str, bool]] = []


def seconds(act: Callable, times: int, clock: Callable = time.process_time) -> float:
    """Time of one call, averaged over `times` calls."""
    began = clock()
    for _ in range(times):
        act()
    return (clock() - began) / times


def compare(
    name: str,
    act: Callable,
    floor: Callable,
    *,
    times: int = 20,
    clock: Callable = time.process_time,
    goal: float | None = None,
    **sizes,
) -> None:
    """Print one JSON line: the figure, its floor, their ratio, and what was measured on.

    Processor time of this process; what the database server spends for it as well with
    `processor_time`, and with `time.perf_counter` whatever passes on the clock on the wall.
    """
    act(), floor()
    rounds = [(seconds(act, times, clock), seconds(floor, times, clock)) for _ in range(5)]
    value, least = min(first for first, _ in rounds), min(second for _, second in rounds)
    tell(
        name,
        value_ms=round(value * 1000, 3),
        floor_ms=round(least * 1000, 3),
        ratio=round(value / least, 4),
        **({} if goal is None else judged(name, value / least, goal)),
        **sizes,
    )


def processor_time() -> float:
    """Processor time of this process, and of the one that serves it in PostgreSQL."""
    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return time.process_time() + int(server.read_text().split()[0]) / 1e9


def in_one_process() -> None:
    """Let PostgreSQL spend what it spends in one process, the same throughout: it is counted."""
    if connection.vendor == "postgresql":
        connection.close()
        connection.settings_dict["CONN_MAX_AGE"] = None
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")


def best(act: Callable, before: Callable = lambda: None, rounds: int = 3) -> float:
    """The shortest of some rounds, by the clock on the wall: the database server works too."""
    took = []
    for _ in range(rounds):
        before()
        took.append(seconds(act, 1, time.perf_counter))
    return min(took)


def judged(name: str, value: float, goal: float) -> dict[str, object]:
    """A goal and whether it is reached: no more than so much."""
    reached = value <= goal
    VERDICTS.append((name, reached))
    return {"goal": round(goal, 4), "reached": reached}


def conclude() -> None:
    """Say plainly which goals of the run were reached and which were not."""
    missed = sorted({name for name, reached in VERDICTS if not reached})
    tell("goals", reached=sum(reached for _, reached in VERDICTS), of=len(VERDICTS), missed=missed)


def tell(name: str, **figures) -> None:
    """One figure as one line of JSON."""
    line = {"name": name, **figures, "engine": connection.vendor}
    print(json.dumps(line, ensure_ascii=False), flush=True)
