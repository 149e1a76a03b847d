"""Counters for operators, in the text format of Prometheus.

If there are several workers, each counts into files of one folder (`PROMETHEUS_MULTIPROC_DIR`,
which `instep serve` creates), so that any of them can answer for all.
"""

import os
from functools import lru_cache

from prometheus_client import REGISTRY, CollectorRegistry, Counter, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS = Counter("instep_requests", "Requests answered.", ["method", "status"])
LIMITED = Counter("instep_limited_requests", "Requests refused with 429.", ["policy"])
UNCOUNTED = Counter(
    "instep_uncounted_requests", "Requests let through because the store of the limits was away."
)
REFUSED_CONNECTIONS = Counter(
    "instep_refused_connections", "Connections refused because too many were open."
)
WRONG_KEYS = Counter("instep_wrong_keys", "Requests with a key that is not valid.")
REFUSED = Counter(
    "instep_refused_requests",
    "Requests refused with 503 because too many were in work.",
    ["share"],
)
LOST_LOG_LINES = Counter(
    "instep_lost_log_lines", "Lines of the log that were lost because nobody read them in time."
)

KEPT = Counter(
    "instep_kept_answers",
    "Reads of the catalogue by whether they were answered from memory (hit) or not (miss).",
    ["result"],
)
HITS, MISSES = KEPT.labels("hit"), KEPT.labels("miss")
ASKS = Counter("instep_freshness_asks", "Questions to PostgreSQL for the catalogue's state.")
ASKED_FOR = Counter(
    "instep_freshness_requests", "Requests that waited for these questions, which they share."
)

METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}


def method_label(method: str) -> str:
    """Return a method by its name; "other" for one that nobody serves."""
    return method if method in METHODS else "other"


def note_request(method: str, status: int) -> None:
    requests_counter(method_label(method), status).inc()


@lru_cache(maxsize=1_024)
def requests_counter(method: str, status: int) -> Counter:
    """Return the counter of a method and a status; looking it up anew costs more than counting."""
    return REQUESTS.labels(method, str(status))


def exposition() -> bytes:
    """Return every metric as text."""
    return generate_latest(registry())


def registry() -> CollectorRegistry:
    """Return where to read every metric: of all server processes if they share a folder."""
    if SHARED_FOLDER not in os.environ:
        return REGISTRY
    collected = CollectorRegistry()
    MultiProcessCollector(collected)  # type: ignore[no-untyped-call]
    return collected
