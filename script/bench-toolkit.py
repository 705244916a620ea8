"""Run coordination-network-toolkit on a CSV file and print what it cost, for script/bench-engine.

    bench-toolkit.py FILE.csv DATABASE WINDOW PROCESSES

Prints one line of name=value pairs: seconds to read the file into its database, seconds to compute
the network, the pairs it found and the sum of their weights in both directions.
"""
import contextlib
import io
import resource
import sqlite3
import sys
import time

from coordination_network_toolkit.compute_networks import compute_co_retweet_parallel
from coordination_network_toolkit.preprocess import preprocess_csv_files


def timed(work):
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        work()
    return time.perf_counter() - start


def main():
    path, database, window, processes = sys.argv[1:]
    read = timed(lambda: preprocess_csv_files(database, [path]))
    compute = timed(
        lambda: compute_co_retweet_parallel(database, int(window), n_threads=int(processes)))
    pairs, weights = sqlite3.connect(database).execute(
        "select count(*), sum(weight) from co_retweet_network where user_1 != user_2").fetchone()
    peak = max(resource.getrusage(who).ru_maxrss
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"benchmark=toolkit read_s={read:.3f} compute_s={compute:.3f}"
          f" peak_mib={peak // 1024} pairs={pairs // 2} directed_contents={weights}")


if __name__ == "__main__":
    main()
