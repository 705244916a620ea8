"""CooRTweet: pairs by number of co-actions, those above a quantile of all weights.

Source: Righetti & Balluff, CooRTweet 2.1 (CRAN), whose defaults these are: `detect_groups`
(time_window 10, min_participation 2) and `generate_coordinated_network` (edge_weight 0.5). Counted
by `tocsin coactions --as-coortweet`, which gives its numbers to the row. Found are the accounts of
edges that it flags, as its `subgraph = 1` returns them.
"""
import csv
import shutil
import subprocess

from .stream import Ranking, Row

WINDOW, PARTICIPATION, QUANTILE = 10, 2, 0.5
WINDOWS = (10, 60, 300, 900, 3_600)
PARTICIPATIONS = (2, 5, 10)
NAMES = {"tag": "hashtags", "url": "links", "text": "texts"}


def tables(stream):
    """Writes a table for each layer; objects are numbered, contents are the rows' posts."""
    paths = {}
    for layer, actions in stream.layers.items():
        paths[layer] = stream.work / f"{layer}.csv"
        numbers = {}
        with open(paths[layer], "w", newline="", encoding="utf-8") as table:
            writer = csv.writer(table, lineterminator="\n")
            writer.writerow(["object_id", "account_id", "content_id", "timestamp_share"])
            for content, (item, time, account) in enumerate(actions):
                number = numbers.setdefault(item, len(numbers))
                writer.writerow([f"o{number}", account, f"c{content}", int(time // 1)])
    return paths


def edges(stream, paths, window, participation):
    """(account, account, weight, flagged) for every edge."""
    out = stream.work / "coactions"
    shutil.rmtree(out, ignore_errors=True)
    command = [stream.tocsin, "coactions", *paths, "--time-window", window, "--min-participation",
               participation, "--edge-weight", QUANTILE, "--as-coortweet", "--edges-only",
               "--out", out]
    subprocess.run([str(part) for part in command], check=True, stderr=subprocess.DEVNULL)
    with open(out / "edges.csv", newline="", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            yield (row["account_a"], row["account_b"], int(row["weight"]),
                   row["weight_threshold"] == "1")


def by_weight(stream, paths, window, participation):
    """Accounts ranked by their heaviest edge: any quantile of the weights is a cut of these."""
    heaviest, weights = {}, []
    for a, b, weight, _ in edges(stream, paths, window, participation):
        weights.append(weight)
        for account in (a, b):
            heaviest[account] = max(heaviest.get(account, 0), weight)

    def describe(cut):
        below = sum(weight < cut for weight in weights) / len(weights)
        return f"{window} s, {participation} actions, weight at least {cut} (quantile {below:.4g})"

    return Ranking(heaviest, describe)


def rows(stream):
    paths = tables(stream)
    chosen = [(f"CooRTweet, {NAMES[layer]}", [path]) for layer, path in paths.items()]
    chosen.append(("CooRTweet, all layers", list(paths.values())))
    for name, inputs in chosen:
        found = set()
        for a, b, _, flagged in edges(stream, inputs, WINDOW, PARTICIPATION):
            if flagged:
                found |= {a, b}

        def rankings(inputs=inputs):
            for window in WINDOWS:
                for participation in PARTICIPATIONS:
                    yield by_weight(stream, inputs, window, participation)

        yield Row(name, f"{WINDOW} s, {PARTICIPATION} actions, quantile {QUANTILE}", found,
                  rankings)
