"""What the answers of `copies` come to: thresholds, recall of every attack, wrong pictures, cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from statistics import fmean
from typing import Any

from benchmarks.attacks import ATTACKS
from benchmarks.peers import HASHES
from benchmarks.trial import CONFIRMED

Answer = dict[str, Any]
OURS, ORB, ORB_GIVEN = "verifyctl", "ORB 500", "ORB 500, given"


def summary(answers: list[Answer], store: int, built: dict[str, float]) -> dict[str, Any]:
    """Everything that is reported, as plain values."""
    calibration = [answer for answer in answers if answer["half"] == "calibration"]
    test = [answer for answer in answers if answer["half"] == "test"]
    thresholds: dict[str, int] = {}
    for method in HASHES:
        nearest = [answer["hashes"][method][1][0] for answer in calibration]
        thresholds[method] = min(nearest, default=0) - 1
    thresholds[ORB] = thresholds[ORB_GIVEN] = 1 + max(
        (answer["orb"]["wrong"] for answer in calibration if "orb" in answer), default=9
    )
    methods = _methods(thresholds)
    recall: dict[str, dict[str, float]] = {}
    for attack in ATTACKS:
        rows = [answer for answer in test if answer["attack"] == attack]
        if rows:
            recall[attack] = {method: _share(found, rows) for method, found in methods.items()}
            recall[attack]["n"] = len(rows)
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in test:
        groups[ATTACKS[answer["attack"]].group].append(answer)
    return {
        "store": store,
        "queries": {"calibration": len(calibration), "test": len(test)},
        "pictures": {
            half: len({answer["known"] for answer in rows})
            for half, rows in (("calibration", calibration), ("test", test))
        },
        "unrelated_pairs": {"calibration": len(calibration) * (store - 1), "test": len(test) * (store - 1)},
        "thresholds": thresholds,
        "ours_on_calibration": {
            "recall": _share(methods[OURS], calibration),
            "wrong": _wrong(calibration),
            "most_places_wrong": _most_wrong(calibration),
        },
        "recall": recall,
        "groups": {
            group: {method: _share(found, rows) for method, found in methods.items()} for group, rows in groups.items()
        },
        "overall": {method: _mean(recall, method) for method in methods},
        "wrong": _wrong(test),
        "wrong_of_peers": {
            method: sum(far <= thresholds[method] for answer in test for far in answer["hashes"][method][1])
            for method in HASHES
        }
        | {ORB: sum(answer["orb"]["wrong"] >= thresholds[ORB] for answer in test if "orb" in answer)},
        "most_places_wrong": _most_wrong(test),
        "relations": _relations(test),
        "ms": _cost(answers),
        "built": built,
    }


def _methods(thresholds: dict[str, int]) -> dict[str, Callable[[Answer], bool | None]]:
    """By name, whether a method finds the right picture; None where it was not asked."""

    def by_hash(method: str) -> Callable[[Answer], bool | None]:
        return lambda answer: answer["hashes"][method][0] <= thresholds[method]

    def by_orb(what: str) -> Callable[[Answer], bool | None]:
        return lambda answer: answer["orb"][what] >= thresholds[ORB] if "orb" in answer else None

    return {
        OURS: found,
        **{method: by_hash(method) for method in HASHES},
        ORB: by_orb("retrieved"),
        ORB_GIVEN: by_orb("given"),
    }


def found(answer: Answer) -> bool | None:
    """Whether the right picture is among what we call the same."""
    return any(name == answer["known"] and relation in CONFIRMED for name, relation, *_ in answer["found"])


def _share(method: Callable[[Answer], bool | None], rows: Iterable[Answer]) -> float:
    said = [each for each in map(method, rows) if each is not None]
    return round(fmean(said), 4) if said else float("nan")


def _mean(recall: dict[str, dict[str, float]], method: str) -> float:
    """Over the attacks, each counting the same."""
    values = [row[method] for row in recall.values() if row[method] == row[method]]
    return round(fmean(values), 4) if values else float("nan")


def _wrong(rows: list[Answer]) -> list[list[Any]]:
    """Other pictures that we call the same: attack, what was asked, what was answered, how, places."""
    return [
        [answer["attack"], answer["known"], name, relation, inliers, bits]
        for answer in rows
        for name, relation, inliers, bits, _ in answer["found"]
        if name != answer["known"] and relation in CONFIRMED
    ]


def _most_wrong(rows: list[Answer]) -> list[list[Any]]:
    """The other pictures with the most places in common, whatever was said of them."""
    pairs = {
        (answer["known"], name): [inliers, answer["attack"], answer["known"], name, relation]
        for answer in rows
        for name, relation, inliers, _, _ in sorted(answer["found"], key=lambda each: each[2])
        if name != answer["known"]
    }
    return sorted(pairs.values(), key=lambda each: -each[0])[:10]


def _relations(rows: list[Answer]) -> dict[str, dict[str, int]]:
    """By attack, what we said of the right picture."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in rows:
        own = [relation for name, relation, *_ in answer["found"] if name == answer["known"]]
        said[answer["attack"]][own[0] if own else "not found"] += 1
    return {attack: dict(counts.most_common()) for attack, counts in said.items()}


def _cost(answers: list[Answer]) -> dict[str, float]:
    cost = {
        OURS: fmean(answer["ms"] for answer in answers),
        "decoding": fmean(answer["decode_ms"] for answer in answers),
    }
    for method in HASHES:
        cost[method] = fmean(answer["hash_ms"][method] for answer in answers)
    orb = [answer["orb"]["ms"] for answer in answers if "orb" in answer]
    if orb:
        cost[ORB] = fmean(orb)
    return {name: round(value, 1) for name, value in cost.items()}


def show(result: dict[str, Any]) -> None:
    """The tables, on standard output."""
    methods = list(result["overall"])
    print(f"store of {result['store']} pictures; queries {result['queries']} of {result['pictures']} pictures")
    print(f"\n{'attack':22}{'n':>5}" + "".join(f"{method:>16}" for method in methods))
    for attack, row in result["recall"].items():
        print(f"{attack:22}{row['n']:>5}" + _cells(row, methods))
    print(f"\n{'group':27}" + "".join(f"{method:>16}" for method in methods))
    for group, row in result["groups"].items():
        print(f"{group:27}" + _cells(row, methods))
    print(f"{'mean over the attacks':27}" + _cells(result["overall"], methods))
    print("\nthresholds of the peers, set on the calibration half: " + _list(result["thresholds"]))
    print(f"unrelated pairs: {result['unrelated_pairs']}")
    print(
        f"wrong pictures accepted on the test half: {OURS} {len(result['wrong'])}, " + _list(result["wrong_of_peers"])
    )
    calibration = result["ours_on_calibration"]
    print(f"calibration half, {OURS}: recall {calibration['recall']}, wrong {len(calibration['wrong'])}")
    for row in [*result["wrong"], *calibration["wrong"]][:40]:
        print("  wrong: " + " | ".join(map(str, row)))
    print("most places in common with another picture, test half (then calibration):")
    for row in [*result["most_places_wrong"][:4], *calibration["most_places_wrong"][:4]]:
        print("  " + " | ".join(map(str, row)))
    said: Counter[str] = Counter()
    for counts in result["relations"].values():
        said.update(counts)
    print("said of the right picture: " + _list(dict(said.most_common())))
    print("\nCPU ms a query: " + _list(result["ms"]))
    size = result["built"]["store_bytes"] / 2**20
    print(f"adding: {result['built']['adding_ms']:.0f} ms an image; store {size:.0f} MiB")
    ours = result["overall"][OURS]
    ratios = {method: round(ours / mean, 2) for method, mean in result["overall"].items() if method != OURS and mean}
    print(f"recall of {OURS} over that of: " + _list(ratios))


def _cells(row: dict[str, float], methods: list[str]) -> str:
    return "".join(f"{'-' if row[method] != row[method] else format(row[method], '.3f'):>16}" for method in methods)


def _list(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
