"""Group texts with datasketch or rensa and write one family number a line, for script/bench-templates.

    bench-families.py TOOL TEXTS OUT SHINGLE THRESHOLD

TEXTS has one text a line. Shingles are of SHINGLE characters. Candidates come from the tool's own
MinHash index of 128 permutations, are kept when the tool's estimate of their Jaccard similarity is
at least THRESHOLD, and are joined to connected components, as both projects' examples do. Prints one
line of name=value pairs.
"""
import resource
import sys
import time

PERMUTATIONS = 128


def shingles(text, length):
    text = text.lower()
    return {text[i:i + length] for i in range(max(len(text) - length + 1, 1))}


class Components:
    def __init__(self, count):
        self.parent = list(range(count))

    def root(self, index):
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, a, b):
        a, b = self.root(a), self.root(b)
        self.parent[max(a, b)] = min(a, b)


def bands(threshold):
    """Bands of equal width whose curve is steepest near the threshold, a little below it."""
    best = None
    for rows in (1, 2, 4, 8, 16):
        count = PERMUTATIONS // rows
        middle = (1 / count) ** (1 / rows)
        if middle <= threshold and (best is None or middle > best[0]):
            best = (middle, count)
    return best[1] if best else PERMUTATIONS


def with_datasketch(texts, length, threshold, components):
    from datasketch import MinHash, MinHashLSH
    sets = ([piece.encode() for piece in shingles(text, length)] for text in texts)
    hashes = MinHash.bulk(sets, num_perm=PERMUTATIONS)
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    for key, value in enumerate(hashes):
        for other in index.query(value):
            if components.root(other) != components.root(key) \
                    and value.jaccard(hashes[other]) >= threshold:
                components.join(key, other)
        index.insert(key, value)


def with_rensa(texts, length, threshold, components):
    from rensa import RMinHash, RMinHashLSH
    sets = [list(shingles(text, length)) for text in texts]
    hashes = RMinHash.from_token_sets(sets, PERMUTATIONS, 42)
    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands(threshold))
    for key, value in enumerate(hashes):
        for other in index.query(value):
            if components.root(other) != components.root(key) \
                    and value.jaccard(hashes[other]) >= threshold:
                components.join(key, other)
        index.insert(key, value)


def main():
    tool, path, out, length, threshold = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        texts = file.read().split("\n")[:-1]
    components = Components(len(texts))
    start, cpu = time.perf_counter(), time.process_time()
    group = {"datasketch": with_datasketch, "rensa": with_rensa}[tool]
    group(texts, int(length), float(threshold), components)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    with open(out, "w", encoding="utf-8") as file:
        file.writelines(f"{components.root(index)}\n" for index in range(len(texts)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"tool={tool} seconds={seconds:.1f} cpu_s={cpu:.1f} peak_mib={peak}")


if __name__ == "__main__":
    main()
