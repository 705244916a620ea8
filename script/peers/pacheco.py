"""Cosine of TF-IDF vectors with a percentile cut.

Source: Pacheco et al. (2021), Uncovering Coordinated Networks on Social Media: Methods and Case
Studies, ICWSM, doi:10.1609/icwsm.v15i1.18075, and the code published with it. Their settings:

- case study 4 (co-retweets): accounts with at least 10 actions, TF-IDF with 1 + ln tf over objects
  of at least 3 accounts, cosine, the top 0.5 % of the pairs with any similarity. Here with
  hashtags, links and texts in the place of retweeted posts, which these streams do not carry;
- case study 5 (synchronised activity): the same over half hours, accounts with at least 8 posts;
- case study 3 (hashtag sequences): accounts with at least 5 posts with tags and 5 different tags in
  a day are joined where all their tags of that day are the same in the same order.
"""
import collections

import numpy

from .similarity import cosines, incidence, tf_idf
from .stream import Ranking, Row

CUT = 0.995
SUPPORT, TIME_SUPPORT = 10, 8
SUPPORTS = (2, 5, 8, 10, 20, 50)
HALF_HOUR = 1_800
DAY = 86_400
NAMES = {"tag": "hashtags", "url": "links", "text": "texts"}


class Projection:
    """The accounts of one layer and the cosines of their pairs."""

    def __init__(self, uses, support):
        counts = collections.defaultdict(collections.Counter)
        for account, item in uses:
            counts[account][item] += 1
        kept = [(account, item) for account, items in counts.items()
                if items.total() >= support and len(items) > 1 for item in items.elements()]
        self.accounts, self.values = [], numpy.empty(0)
        if kept:
            matrix, self.accounts, _ = incidence(kept)
            self.first, self.second, self.values = cosines(tf_idf(matrix, True, 3))

    def strongest(self):
        """For each account the largest of its cosines."""
        if not self.values.size:
            return {}
        most = numpy.zeros(len(self.accounts))
        numpy.maximum.at(most, self.first, self.values)
        numpy.maximum.at(most, self.second, self.values)
        return {account: float(value) for account, value in zip(self.accounts, most) if value}

    def levels(self):
        """For each account the largest quantile of the cosines that still keeps it."""
        ordered, last = numpy.sort(self.values), max(self.values.size - 1, 1)
        return {account: float((numpy.searchsorted(ordered, value, side="right") - 1) / last)
                for account, value in self.strongest().items()}

    def found(self, quantile=CUT):
        if not self.values.size:
            return set()
        cut = numpy.quantile(self.values, quantile)
        return {account for account, value in self.strongest().items() if value >= cut}


def uses(actions):
    return [(account, item) for item, _, account in actions]


def half_hours(posts):
    start = min(time for _, time, _ in posts)
    return [(account, int((time - start) // HALF_HOUR)) for account, time, _ in posts]


def percentiles(layers):
    """Rankings by level, one percentile for all layers, for each support."""
    for support in SUPPORTS:
        levels = {}
        for layer in layers:
            for account, level in Projection(layer, support).levels().items():
                levels[account] = max(levels.get(account, 0), level)
        yield Ranking(levels, lambda cut, s=support: f"{s} actions, top {100 * (1 - cut):.2f} %")


def similarities(layer):
    """Rankings by cosine, for each support."""
    for support in SUPPORTS:
        yield Ranking(Projection(layer, support).strongest(),
                      lambda cut, s=support: f"{s} actions, cosine at least {cut:.3f}")


def days(stream, tags_of):
    """(account, day) -> [posts with tags, the day's tags in order]."""
    sequences = collections.defaultdict(lambda: [0, []])
    for account, time, text in sorted(stream.posts, key=lambda post: (post[1], post[0])):
        tags = tags_of(text)
        if tags:
            day = sequences[account, int(time // DAY)]
            day[0] += 1
            day[1] += tags
    return sequences


def same_sequence(sequences, posts):
    """For each account the most different tags in a day's sequence that another account has too."""
    holders = collections.defaultdict(set)
    for (account, day), (number, tags) in sequences.items():
        if number >= posts:
            holders[day, tuple(tags)].add(account)
    most = {}
    for (_, tags), accounts in holders.items():
        if len(accounts) > 1:
            for account in accounts:
                most[account] = max(most.get(account, 0), len(set(tags)))
    return most


def sequence_row(stream, tags_of):
    sequences = days(stream, tags_of)
    found = {account for account, tags in same_sequence(sequences, 5).items() if tags >= 5}

    def rankings():
        for posts in (1, 2, 3, 5):
            yield Ranking(same_sequence(sequences, posts),
                          lambda cut, p=posts: f"posts ≥ {p}, tags ≥ {cut}", range(1, 21))

    return Row("Pacheco, same sequence of hashtags", "posts ≥ 5, tags ≥ 5", found, rankings)


def rows(stream, tags_of):
    layers = {name: uses(actions) for name, actions in stream.layers.items()}
    together = set()
    for name, layer in layers.items():
        found = Projection(layer, SUPPORT).found()
        together |= found
        yield Row(f"Pacheco, {NAMES[name]}", f"{SUPPORT} actions, top 0.5 %", found,
                  lambda layer=layer: similarities(layer))
    yield Row("Pacheco, all three united", f"{SUPPORT} actions, top 0.5 % of each", together,
              lambda: percentiles(layers.values()))
    times = half_hours(stream.posts)
    yield Row("Pacheco, half hours", f"{TIME_SUPPORT} posts, top 0.5 %",
              Projection(times, TIME_SUPPORT).found(), lambda: similarities(times))
    yield sequence_row(stream, tags_of)
