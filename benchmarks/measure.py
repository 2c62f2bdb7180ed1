"""How a figure is taken: the best of several rounds, value and floor in turn."""

import json
import time
from collections.abc import Callable


def seconds(act: Callable, times: int) -> float:
    """Processor time of one call, averaged over `times` calls."""
    began = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - began) / times


def compare(name: str, act: Callable, floor: Callable, *, times: int = 20, **sizes) -> None:
    """Print one JSON line: the figure, its floor, their ratio, and what was measured on."""
    act(), floor()
    rounds = [(seconds(act, times), seconds(floor, times)) for _ in range(5)]
    value, least = min(first for first, _ in rounds), min(second for _, second in rounds)
    figure = {
        "name": name,
        "value_ms": round(value * 1000, 3),
        "floor_ms": round(least * 1000, 3),
        "ratio": round(value / least, 3),
        **sizes,
    }
    print(json.dumps(figure, ensure_ascii=False), flush=True)
