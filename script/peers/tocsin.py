"""Tocsin itself: one configuration, nothing to set."""
import csv
import shutil
import subprocess

from .stream import Row


def found(stream, write, *options):
    """The accounts in a candidate; `write` is coordination_eval.py's writer of posts."""
    source, out = stream.work / "posts.ndjson", stream.work / "analysis"
    if not source.exists():
        write(stream.posts, source)
    shutil.rmtree(out, ignore_errors=True)
    command = [stream.tocsin, "analyze", source, "--out", out, *options]
    done = subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{stream.name}: tocsin analyze ended with {done.returncode}:"
                         f" {done.stderr[-500:]}")
    with open(out / "accounts.csv", newline="", encoding="utf-8") as table:
        return {row["account"] for row in csv.DictReader(table) if row["candidate"]}


def rows(stream, write):
    yield Row("Tocsin", "default", found(stream, write))
    yield Row("Tocsin, pairs alone", "`--pairs-only`", found(stream, write, "--pairs-only"))
