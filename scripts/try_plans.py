"""Ask the planner thousands of random things, and hold each answer against every guarantee.

    .venv/bin/python -m scripts.try_plans --requests 10000
    .venv/bin/python -m scripts.try_plans --compare 2000

The checks are those of tests/planner, which look at a few dozen each on every run. Half of the
requests go to the seed's catalogue, the others to random ones: hostile, crowded, extreme.
"""

import argparse
import inspect
import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from api.planner.catalogue import Catalogue
from api.planner.rules.formulation import formulate
from api.planner.rules.request import PlanRequest
from api.planner.rules.validation import normalise
from api.planner.solver.instance import instance_json
from api.planner.solver.objective import THIRD_SESSION
from api.planner.solver.week import fill
from tests.planner.catalogues import SHAPES
from tests.planner.highs import optimum
from tests.planner.requests import Case, ask, case_from

TESTS = Path(__file__).resolve().parent.parent / "tests" / "planner"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=0, help="so many against each guarantee")
    parser.add_argument("--compare", type=int, default=0, help="so many against HiGHS")
    parser.add_argument("--seed", type=int, default=2026, help="another one asks other things")
    options = parser.parse_args()
    started = time.process_time()
    broken = hold(options.requests, options.seed) + compare(options.compare, options.seed)
    print(f"{broken} broken, {time.process_time() - started:.0f} s of CPU")
    return min(broken, 1)


def each_case(count: int, seed: int) -> Iterator[Case]:
    source = Random(seed)  # noqa: S311 - nothing secret
    for number in range(count):
        shape = "seed" if number % 2 else source.choice(SHAPES)
        yield case_from(shape, source.getrandbits(64))


def hold(count: int, seed: int) -> int:
    """Hold each request against every property; return how many checks failed."""
    properties = list(each_property()) if count else []
    outcomes: Counter[str] = Counter()
    broken = 0
    for case in each_case(count, seed):
        outcomes[ask(case.asked, case.catalogue)[1]["outcome"]] += 1
        for name, check in properties:
            try:
                check(case)
            except Exception:
                broken += 1
                print(f"BROKEN {name}: {case}\n{traceback.format_exc(limit=-1)}")
    if count:
        print(f"{count} requests, {len(properties)} properties each: {dict(outcomes)}")
    return broken


def each_property() -> Iterator[tuple[str, Callable[[Case], None]]]:
    """Yield the tests of guarantees 1 to 7 and 9 that look at a case; numbers come from it."""
    remembered = remembering(ask)
    for path in sorted(TESTS.glob("test_guarantee_[1-79]_*.py")):
        module = import_module(f"tests.planner.{path.stem}")
        if "_7_" not in path.stem:  # those compare answers, and have to get each anew
            vars(module)["ask"] = remembered
        for name, test in vars(module).items():
            inner = getattr(getattr(test, "hypothesis", None), "inner_test", None)
            if inner is not None and "case" in (names := inspect.signature(inner).parameters):
                yield name, with_numbers(inner, len(names) - 1)


def remembering(asking: Callable[..., Any]) -> Callable[..., Any]:
    """Return `ask` with the last case's answers kept: most properties look at the same one."""
    kept: dict[Any, Any] = {}

    def remembered(asked: PlanRequest, catalogue: Catalogue, **changes: Any) -> Any:
        key = (id(catalogue), asked, *changes.items())
        if key not in kept:
            if len(kept) > 4:
                kept.clear()
            kept[key] = (catalogue, asking(asked, catalogue, **changes))
        return kept[key][1]

    return remembered


def with_numbers(inner: Callable[..., None], count: int) -> Callable[[Case], None]:
    def check(case: Case) -> None:
        inner(case, *(1 + case.seed % 29 for _ in range(count)))

    return check


def compare(count: int, seed: int) -> int:
    """Compare objectives with HiGHS on the same instance; return how many contradict each other."""
    found: Counter[str] = Counter()
    gaps = []
    for case in each_case(10 * count, seed):
        if sum(found.values()) == count:
            break
        request = normalise(case.asked, case.catalogue)
        problem = formulate(request, case.catalogue, few=10_000).problem
        if not problem.items:
            continue
        mine, best = fill(problem), optimum(json.loads(json.dumps(instance_json(problem))))
        judged = verdict(mine.objective, mine.bound, best)
        found[judged] += 1
        if judged == "ended by its node budget":
            gaps.append((best - mine.objective) / max(1, best % THIRD_SESSION))
        if judged == "contradiction":
            print(f"CONTRADICTION {mine.objective} {mine.bound} {best}: {case}")
    if count:
        print(f"{sum(found.values())} instances: {dict(found)}, {describe_gaps(gaps)}")
    return found["contradiction"]


def verdict(objective: int, bound: int, best: int) -> str:
    if objective == bound:
        return "proven and equal" if objective == best else "contradiction"
    return "ended by its node budget" if objective <= best <= bound else "contradiction"


def describe_gaps(gaps: list[Any]) -> str:
    within = sum(gap <= 0.01 for gap in gaps)
    return f"of those ended early {within} of {len(gaps)} within 1 % of the points"


if __name__ == "__main__":
    sys.exit(main())
