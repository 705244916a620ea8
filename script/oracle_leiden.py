"""The Python half of script/oracle-leiden: reads the exported graphs, asks leidenalg and igraph.

Usage: oracle_leiden.py FOLDER [--record]
"""

import os
import re
import sys

import igraph
import leidenalg

POTTS_RESOLUTION = 0.05
SEEDS = range(10)


def read_graph(path):
    with open(path, encoding="ascii") as file:
        count = int(file.readline())
        rows = [line.split() for line in file]
    graph = igraph.Graph(n=count, edges=[(int(a), int(b)) for a, b, _ in rows])
    graph.es["weight"] = [float(weight) for _, _, weight in rows]
    return graph


def read_partition(path):
    with open(path, encoding="ascii") as file:
        quality = float(file.readline())
        return quality, [int(line) for line in file]


def potts(graph, membership):
    inside = sum(e["weight"] for e in graph.es if membership[e.source] == membership[e.target])
    sizes = {}
    for label in membership:
        sizes[label] = sizes.get(label, 0) + 1
    return inside - POTTS_RESOLUTION * sum(n * (n - 1) / 2 for n in sizes.values())


def modularity(graph, membership):
    return graph.modularity(membership, weights="weight")


def best(graph, kind, value, **settings):
    partitions = (
        leidenalg.find_partition(graph, kind, weights="weight", n_iterations=-1, seed=seed, **settings)
        for seed in SEEDS
    )
    return max(value(graph, p.membership) for p in partitions)


def names(folder):
    order = re.findall(r'^    \("([a-z-]+)", ', open("Tests/GraphsTests/SampleGraphs.swift").read(), re.M)
    exported = {f[: -len(".edges")] for f in os.listdir(folder) if f.endswith(".edges")}
    if set(order) != exported:
        sys.exit("the exported graphs are not those of SampleGraphs.swift")
    return order


def compare(name, kind, graph, folder, reference, value):
    stated, membership = read_partition(os.path.join(folder, f"{name}.{kind}"))
    recomputed = value(graph, membership)
    same = abs(stated - recomputed) <= 1e-9 * max(1, abs(recomputed))
    close = abs(stated - reference) <= max(0.01 * abs(reference), 1e-9)
    ratio = stated / reference if abs(reference) > 1e-9 else 1.0
    verdict = "ok" if same and close else "DIFFERS"
    print(f"{name:18} {kind:11} tocsin {stated:14.6f} leidenalg {reference:14.6f} {ratio:8.4f} {verdict}")
    return same and close


def main():
    folder = sys.argv[1]
    record = "--record" in sys.argv[2:]
    fine = True
    print(f"leidenalg {leidenalg.__version__}, igraph {igraph.__version__}", file=sys.stderr)
    for name in names(folder):
        graph = read_graph(os.path.join(folder, f"{name}.edges"))
        q = best(graph, leidenalg.ModularityVertexPartition, modularity)
        h = best(graph, leidenalg.CPMVertexPartition, potts, resolution_parameter=POTTS_RESOLUTION)
        if record:
            edges = sum(1 for e in graph.es if e.source != e.target)
            print(
                f'    .init(\n      name: "{name}", nodes: {graph.vcount()}, edges: {edges},'
                f" modularity: {q:.9f},\n      constantPotts: {h:.6f}),"
            )
            continue
        fine &= compare(name, "modularity", graph, folder, q, modularity)
        fine &= compare(name, "potts", graph, folder, h, potts)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
