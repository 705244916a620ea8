#!/usr/bin/env python3
"""Run Tocsin and the field's methods on the same streams and print docs/benchmarks.md's tables.

    script/bench-detection.py [--also POSITIVE+ORGANIC]... [--only NAME]... [--out FILE]
    script/bench-detection.py --self-test

The streams, how they are mixed and how accounts are scored come from coordination_eval.py beside
the public data sets. Each method runs at its published setting, and, with the labels in hand, at
the best of many settings. Methods stand in script/peers. numpy and scipy are installed in a
virtual environment in the user's cache.
"""
import argparse
import datetime
import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
EVALUATION = ROOT / "../shared/eval/coordination_eval.py"
DATA = ROOT / "../shared/data"
PACKAGES = ["numpy==2.2.6", "scipy==1.15.3"]
INSIDE = "TOCSIN_BENCH_DETECTION_INSIDE"


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, text=True, **options)


def enter_environment():
    """Goes on in a Python that has the packages."""
    if os.environ.get(INSIDE):
        return
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
    folder = cache / "tocsin-bench" / "detection"
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            run(sys.executable, "-m", "venv", folder, stdout=sys.stderr)
        ready = subprocess.run([python, "-c", "import numpy, scipy"], stderr=subprocess.DEVNULL)
        if ready.returncode:
            run(python, "-m", "pip", "install", "--quiet", *PACKAGES, stdout=sys.stderr)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"{' and '.join(PACKAGES)} cannot be installed: {error}")
    os.environ[INSIDE] = "1"
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    os.execv(python, [str(python), *sys.argv])


def load_evaluation(path):
    specification = importlib.util.spec_from_file_location("coordination_eval", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def build():
    scratch = ROOT / os.environ.get("TOCSIN_SCRATCH", ".build")
    run("swift", "build", "-c", "release", "--package-path", ROOT, "--scratch-path", scratch,
        "--product", "tocsin", stdout=sys.stderr)
    return scratch / "release" / "tocsin"


def short(path):
    return os.path.basename(path).split(".")[0]


class Bench:
    def __init__(self, evaluation, tocsin, data, scratch):
        self.evaluation, self.tocsin, self.data, self.scratch = evaluation, tocsin, data, scratch

    def find(self, name):
        """A file below the folder of data, or anywhere."""
        for path in (self.data / name, pathlib.Path(name)):
            if path.exists():
                return path
        sys.exit(f"There is no data file {name}; name the folder with --data.")

    def stream(self, positive, organic):
        """One organic stream, with a coordinated one laid over it unless `positive` is None."""
        from peers.stream import Stream, counted
        coordinated = self.evaluation.load(self.find(positive), "P_") if positive else []
        posts = self.evaluation.mix(coordinated, self.evaluation.load(self.find(organic), "O_"))
        name = f"{short(positive)} + {short(organic)}" if positive else short(organic)
        work = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))
        return Stream(name, posts, {account for account, _, _ in coordinated},
                      counted(coordinated), self.evaluation.objects(posts), self.tocsin, work)

    def tags(self, text):
        return [tag.lower() for tag in self.evaluation.TAG.findall(text)]

    def methods(self, stream, only):
        """Rows of every method, or of those in `only`."""
        from peers import coortweet, luceri, pacheco, threshold, tocsin
        every = {"tocsin": lambda: tocsin.rows(stream, self.evaluation.write),
                 "threshold": lambda: threshold.rows(stream),
                 "coortweet": lambda: coortweet.rows(stream),
                 "pacheco": lambda: pacheco.rows(stream, self.tags),
                 "luceri": lambda: luceri.rows(stream, self.tags)}
        for name, rows in every.items():
            if not only or name in only:
                yield from rows()


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def cells(found):
    return [f"{found.found:,}", f"{found.organic:,}", f"{found.precision:.3f}",
            f"{found.recall:.3f}"]


def mixture(bench, stream, only):
    """The table of one mixture, and {method: (published score, best score or None)}."""
    from peers.scoring import best, score
    lines, summary = [], {}
    for row in bench.methods(stream, only):
        began = time.perf_counter()
        published = score(row.found, stream)
        chosen = (best(row.rankings(), stream, (row.setting, published)) if row.rankings
                  else None)
        summary[row.method] = (published, chosen[1] if chosen else None)
        hindsight = [chosen[0], *cells(chosen[1])] if chosen else [""] * 5
        lines.append([row.method, row.setting, *cells(published), *hindsight])
        say(f"{stream.name}: {row.method}, best setting sought in"
            f" {time.perf_counter() - began:.1f} s")
    text = (f"### {stream.name}\n\n{len({post[0] for post in stream.posts}):,} accounts,"
            f" {len(stream.posts):,} posts; {len(stream.positive)} accounts are coordinated,"
            f" {len(stream.counted)} with five posts.\n\n")
    return text + table(
        ["method", "published setting", "found", "organic", "precision", "recall",
         "best in hindsight", "found", "organic", "precision", "recall"], lines), summary


def overview(names, summaries, place, title):
    """Recall and precision of every method on every mixture; place 0 is published, 1 best."""
    def pair(found):
        if not found or not found.found:
            return "none found"
        return f"{found.recall:.2f} at {found.precision:.2f}"

    lines = []
    for method in summaries[0]:
        if place == 0 or any(summary[method][place] for summary in summaries):
            lines.append([method] + [pair(summary[method][place]) for summary in summaries])
    return f"### {title}: recall at precision\n\n" + table(["method", *names], lines)


def organic_alone(bench, names, only):
    """Accounts found where nobody is known to be coordinated, at the published setting."""
    found, accounts = {}, []
    for name in names:
        stream = bench.stream(None, name)
        accounts.append(len({post[0] for post in stream.posts}))
        for row in bench.methods(stream, only):
            found.setdefault(row.method, []).append(f"{len(row.found):,}")
        say(f"{stream.name}: done")
    header = ["method"] + [f"{short(name)}, of {number:,}"
                           for name, number in zip(names, accounts)]
    return ("### Organic streams alone, published settings: accounts found\n\n"
            + table(header, [[method, *counts] for method, counts in found.items()]))


def shared_objects(bench, names):
    """How many objects of each layer more than one account has, in each stream alone."""
    lines = []
    for name in names:
        posts = bench.evaluation.load(bench.find(name), "")
        cells = []
        for actions in bench.evaluation.objects(posts).values():
            holders = {}
            for item, _, account in actions:
                holders.setdefault(item, set()).add(account)
            many = sum(len(accounts) > 1 for accounts in holders.values())
            cells.append(f"{many:,} of {len(holders):,}")
        reposts = sum(text.lstrip()[:2].lower() == "rt" for _, _, text in posts)
        lines.append([short(name), *cells, f"{reposts:,} of {len(posts):,}"])
    return ("### Objects of more than one account, and posts that begin with RT\n\n"
            + table(["stream", "hashtags", "links", "texts", "posts with RT"], lines))


def report(bench, pairs, organic, only):
    names, tables, summaries = [], [], []
    for positive, other in pairs:
        stream = bench.stream(positive, other)
        names.append(stream.name)
        text, summary = mixture(bench, stream, only)
        tables.append(text)
        summaries.append(summary)
    return "\n".join([overview(names, summaries, 0, "Published settings"),
                      overview(names, summaries, 1, "Best in hindsight"),
                      organic_alone(bench, organic, only),
                      shared_objects(bench, [*dict.fromkeys(p for p, _ in pairs), *organic]),
                      *tables])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evaluation", type=pathlib.Path, default=EVALUATION)
    parser.add_argument("--data", type=pathlib.Path, default=DATA)
    parser.add_argument("--also", action="append", default=[], metavar="POSITIVE+ORGANIC",
                        help="one more mixture; files below the folder of data, or paths")
    parser.add_argument("--only", action="append", default=[],
                        choices=["tocsin", "threshold", "coortweet", "pacheco", "luceri"])
    parser.add_argument("--out", type=pathlib.Path, help="write the tables to this file as well")
    parser.add_argument("--self-test", action="store_true",
                        help="check the methods on invented data")
    return parser.parse_args()


def main():
    given = arguments()
    enter_environment()
    if given.self_test:
        from peers import selftest
        evaluation = load_evaluation(given.evaluation) if given.evaluation.exists() else None
        sys.exit(selftest.run(evaluation))
    if not given.evaluation.exists():
        sys.exit(f"There is no {given.evaluation}; name coordination_eval.py with --evaluation.")
    evaluation = load_evaluation(given.evaluation)
    pairs = [tuple(pair) for pair in evaluation.SPEC["mixtures"]]
    organic = list(evaluation.SPEC["organic"])
    for also in given.also:
        positive, plus, other = also.partition("+")
        if not plus:
            sys.exit(f"--also takes two files with a + between them, not {also}.")
        pairs.append((positive, other))
        organic += [other] if other not in organic else []
    tocsin = build()
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as scratch:
        text = report(Bench(evaluation, tocsin, given.data, scratch), pairs, organic, given.only)
    text = f"{datetime.date.today()}\n\n{text}"
    print(text)
    if given.out:
        given.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
