"""Scores as coordination_eval.py has them, and the best setting with the labels in hand."""
import bisect
import dataclasses
import functools
import itertools

PRECISION = 0.99
"""What the best setting has to reach, where any setting does."""


@dataclasses.dataclass
class Score:
    found: int
    organic: int
    precision: float
    recall: float

    @property
    def f1(self):
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def of_counts(true, found, hits, counted):
    precision = true / found if found else 1.0
    return Score(found, found - true, precision, hits / counted if counted else 0.0)


def score(found, stream):
    """Precision over everything found, recall over the positives with enough posts."""
    return of_counts(len(found & stream.positive), len(found), len(found & stream.counted),
                     len(stream.counted))


def scores_by_cut(ranking, stream):
    """(cut, Score) for every cut of a ranking, the strictest first."""
    ordered = sorted(ranking.scores.items(), key=lambda pair: -pair[1])
    negative = [-value for _, value in ordered]
    true, hits = [0], [0]
    for account, _ in ordered:
        true.append(true[-1] + (account in stream.positive))
        hits.append(hits[-1] + (account in stream.counted))
    cuts = set(ranking.scores.values()) if ranking.cuts is None else set(ranking.cuts)
    for cut in sorted(cuts, reverse=True):
        found = bisect.bisect_right(negative, -cut)
        yield cut, of_counts(true[found], found, hits[found], len(stream.counted))


def settings(rankings, stream):
    """(words, Score) for every cut of every ranking; words as a function, since few are read."""
    for ranking in rankings:
        for cut, found in scores_by_cut(ranking, stream):
            yield functools.partial(ranking.describe, cut), found


def best(rankings, stream, published=None):
    """(words, Score) of the setting with the best recall at PRECISION.

    Where none that finds a counted positive reaches it, the setting with the best F1; None where
    no setting finds one. `published` is (words, Score) of the published setting, which is tried
    too and wins ties.
    """
    precise, balanced = None, None
    tried = [published] if published else []
    for words, found in itertools.chain(tried, settings(rankings, stream)):
        if not found.recall:
            continue
        key = (found.recall, found.precision)
        if found.precision >= PRECISION and (precise is None or key > precise[0]):
            precise = (key, words, found)
        if balanced is None or found.f1 > balanced[0]:
            balanced = (found.f1, words, found)
    chosen = precise or balanced
    return chosen and (chosen[1] if isinstance(chosen[1], str) else chosen[1](), chosen[2])
