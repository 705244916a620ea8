#!/usr/bin/env python3
"""Counts how many coordinated accounts share anything rare at all: the ceiling of the recall.

    script/ceiling.py ../shared/eval/coordination_eval.py ../shared/data

lays each coordinated set over each ordinary stream as the evaluation does and counts, of the
accounts with at least five posts, those that share a rare object with another coordinated account
within an hour and within a day, once and at least twice. Objects are tags, links, whole texts and
phrases of four words; rare is log10((posts + 1000) / actions) >= 2. Twice: two posts of the account,
each with a post of another account; no post of either side counts for both. Standard library only.
"""
import importlib.util, math, re, sys, unicodedata
from collections import Counter, defaultdict

POSITIVE = ["ira_oct2016_surge", "ira_charlottesville"]
ORGANIC = ["pheme_ferguson", "pheme_germanwings-crash"]
LAYERS = ["hashtag", "link", "text", "phrase"]
HOUR, DAY = 3600, 86400


def objects(text, evaluation):
    """(layer, object) of a post; words are folded, mentions and links left out of texts."""
    for tag in {tag.lower() for tag in evaluation.TAG.findall(text)}:
        yield "hashtag", tag
    for link in set(evaluation.URL.findall(text)):
        yield "link", link
    folded = unicodedata.normalize("NFKC", text).lower().strip()
    plain = re.sub(r"@\w+", "", evaluation.URL.sub("", re.sub(r"^rt\b:?", "", folded)))
    words = re.findall(r"\w+", plain)
    if len(words) >= 5:
        yield "text", " ".join(words)
    for phrase in {" ".join(words[i:i + 4]) for i in range(len(words) - 3)}:
        yield "phrase", phrase


def rare_actions(posts, evaluation):
    """For each rare object its actions (time, account, post) in order of time."""
    actions = defaultdict(list)
    for index, (account, time, text) in enumerate(posts):
        for key in objects(text, evaluation):
            actions[key].append((time, account, index))
    for key, own in actions.items():
        if len({a for _, a, _ in own}) > 1 and math.log10((len(posts) + 1000) / len(own)) >= 2:
            yield key, sorted(own)


def meetings(posts, evaluation, window, layers=LAYERS):
    """For each coordinated account the pairs of posts in which it meets another one."""
    met = defaultdict(set)
    for (layer, _), own in rare_actions(posts, evaluation):
        if layer not in layers:
            continue
        own = [action for action in own if action[1].startswith("P_")]
        for i, (time, account, post) in enumerate(own):
            for later, other, its in own[i + 1:]:
                if later - time > window:
                    break
                if other != account:
                    met[account].add((post, its))
                    met[other].add((its, post))
    return met


def meets_twice(pairs):
    """Whether two of the pairs have neither post in common."""
    first = next(iter(pairs))
    # If every pair touches the first one, only pairs among those can be disjoint.
    others = [pair for pair in pairs if pair[0] != first[0] and pair[1] != first[1]]
    if others:
        return True
    left = {its for post, its in pairs if post == first[0] and its != first[1]}
    right = {post for post, its in pairs if its == first[1] and post != first[0]}
    return bool(left and right)


def main():
    spec = importlib.util.spec_from_file_location("coordination_eval", sys.argv[1])
    evaluation = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluation)
    print("| Stream | accounts | an hour, once | twice | a day, once | twice |"
          " an hour, once, without phrases | twice |")
    print("|---|---|---|---|---|---|---|---|")
    for positive in POSITIVE:
        for organic in ORGANIC:
            coordinated = evaluation.load(f"{sys.argv[2]}/coordination/{positive}.csv.gz", "P_")
            ordinary = evaluation.load(f"{sys.argv[2]}/organic/{organic}.csv.gz", "O_")
            posts = evaluation.mix(coordinated, ordinary)
            counted = {a for a, n in Counter(p[0] for p in coordinated).items() if n >= 5}
            cells = []
            for window, layers in ((HOUR, LAYERS), (DAY, LAYERS), (HOUR, LAYERS[:3])):
                met = meetings(posts, evaluation, window, layers)
                once = {a for a in counted if met.get(a)}
                twice = {a for a in once if meets_twice(met[a])}
                cells += [f"{len(s)} ({len(s) / len(counted):.2f})" for s in (once, twice)]
            name = f"{positive} + {organic}"
            print(f"| {name} | {len(counted)} | " + " | ".join(cells) + " |", flush=True)


main()
