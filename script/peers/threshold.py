"""The threshold rule: two accounts act on at least K same objects of a layer within D seconds."""
import collections

from .stream import Ranking, Row

WINDOWS = (10, 60, 300)
COUNTS = range(2, 31)


def strongest(layers, window):
    """For each account the most objects that it shares with one other account in one layer."""
    most = collections.Counter()
    for actions in layers.values():
        by_object, shared = collections.defaultdict(list), collections.defaultdict(set)
        for item, time, account in actions:
            by_object[item].append((time, account))
        for item, uses in by_object.items():
            uses.sort()
            for index, (time, account) in enumerate(uses):
                for later, other in uses[index + 1:]:
                    if later - time > window:
                        break
                    if account != other:
                        shared[min(account, other), max(account, other)].add(item)
        for pair, items in shared.items():
            for account in pair:
                most[account] = max(most[account], len(items))
    return most


def rows(stream):
    most = {60: strongest(stream.layers, 60)}

    def rankings():
        for window in WINDOWS:
            if window not in most:
                most[window] = strongest(stream.layers, window)
            yield Ranking(most[window], lambda cut, w=window: f"{w} s, at least {cut}", COUNTS)

    found = {account for account, number in most[60].items() if number >= 5}
    yield Row("Threshold rule", "60 s, at least 5", found, rankings)
