"""What threatexchange says of files and texts, for Tests/BanksTests/ThreatExchangeTests.swift.

    oracle_media.py read LINES    reads a local file and prints it as `threatexchange dataset` does
    oracle_media.py check CSV     validates every hash of a CSV file; prints how many of each type
    oracle_media.py texts FILE    for each pair of texts in a JSON file: whether they match
    oracle_media.py links FILE    for each link in a JSON file: its MD5
    oracle_media.py videos FILE...  for each pair of hash lists: the shares of frames both ways
"""
import collections
import csv
import json
import sys

from threatexchange.cli.dataset_cmd import DatasetCommand
from threatexchange.exchanges.impl.file_api import (
    FileCollaborationConfig,
    LocalFileSignalExchangeAPI,
)
from threatexchange.signal_type.md5 import VideoMD5Signal
from threatexchange.signal_type.pdq.signal import PdqSignal
from threatexchange.signal_type.raw_text import RawTextSignal
from threatexchange.signal_type.sha256 import VideoSHA256Signal
from threatexchange.signal_type.trend_query import TrendQuerySignal
from threatexchange.signal_type.url import URLSignal
from threatexchange.signal_type.url_md5 import UrlMD5Signal

SIGNALS = [PdqSignal, VideoMD5Signal, VideoSHA256Signal, RawTextSignal, URLSignal, UrlMD5Signal,
           TrendQuerySignal]
try:
    from threatexchange.extensions.vpdq.vpdq import VPDQSignal
    SIGNALS.append(VPDQSignal)
except ImportError:
    pass
TYPES = {signal.get_name(): signal for signal in SIGNALS}


def read(path):
    collab = FileCollaborationConfig(name="own", api="local_file", enabled=True, filename=path)
    delta = next(LocalFileSignalExchangeAPI.for_collab(collab).fetch_iter(SIGNALS, None))
    writer = csv.DictWriter(
        sys.stdout, ["signal_type", "signal_str", "collab", "category", "tags"])
    writer.writeheader()
    for (name, signal), metadata in delta.updates.items():
        if name in TYPES:
            TYPES[name].validate_signal_str(signal)
            DatasetCommand()._print_csv(writer, "own", TYPES[name], signal, metadata)


def check(path):
    counts = collections.Counter()
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["signal_type"] in TYPES:
                TYPES[row["signal_type"]].validate_signal_str(row["signal_str"])
                counts[row["signal_type"]] += 1
    for name, count in sorted(counts.items()):
        print(name, count)


def texts(path):
    for known, text in json.load(open(path, encoding="utf-8")):
        print(int(RawTextSignal.matches_str(known, text).match))


def links(path):
    for link in json.load(open(path, encoding="utf-8")):
        print(UrlMD5Signal.hash_from_str(link))


def videos(*paths):
    from threatexchange.extensions.vpdq.vpdq_index import VPDQIndex
    signals = []
    for path in paths:
        rows = [line.split(",") for line in open(path, encoding="ascii").read().split()]
        signals.append(json.dumps([f"{row[2]},{row[1]},{row[3]}" for row in rows]))
    # Its index compares as its slow loops do, which would take hours. Below its thresholds too.
    index = VPDQIndex.build(
        [(signal, number) for number, signal in enumerate(signals)],
        query_match_threshold_pct=0.0, index_match_threshold_pct=0.0)
    for a, query in enumerate(signals):
        found = {match.metadata: match.similarity_info for match in index.query(query)}
        for b in range(len(signals)):
            match = found.get(b)
            print(f"a={a} b={b} query={match.query_match_percent if match else 0.0}"
                  f" compare={match.compared_match_percent if match else 0.0}", flush=True)


if __name__ == "__main__":
    {"read": read, "check": check, "texts": texts, "links": links,
     "videos": videos}[sys.argv[1]](*sys.argv[2:])
