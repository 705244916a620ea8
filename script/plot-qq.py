#!/usr/bin/env python3
"""Draws p-values against uniform ones: docs/qq.svg. Standard library only.

    tocsin-bench p-values FILE --name NAME [--moved N] > NAME.csv      for each stream
    script/plot-qq.py NAME.csv ... > docs/qq.svg

Each file has lines of stream, family, log10_p, count. One panel a family, one curve a stream. At a
p-value x the curve stands at the share of tests with a p-value of x or less, so that a curve on or
below the diagonal keeps what it promises. A band holds, at each point by itself, the share that
independent uniform p-values would show in 95 of 100 cases: the light one for as many as the stream
with the fewest tests has, the dark one for the stream with the most.
"""
import csv, math, sys
from collections import defaultdict
from html import escape

WIDTH, HEIGHT, LEFT, TOP, SIDE, GAP, DEPTH = 1010, 520, 60, 60, 270, 45, 6.0
COLOURS = ["#1b6ca8", "#c0392b", "#2e8b57", "#8e5ea2", "#d68910", "#17a2a2"]
FAMILIES = ["pairs", "held-out members", "growth"]


def read(paths):
    """For each family the streams in the order given, each with its counts by log10 p."""
    found = {family: {} for family in FAMILIES}
    for path in paths:
        with open(path, newline="") as file:
            for stream, family, value, count in csv.reader(file):
                counts = found[family].setdefault(stream, defaultdict(int))
                counts[float(value)] += int(count)
    return found


def curve(counts):
    """(log10 p, log10 of the share of tests at or below it) at each p-value seen."""
    total, below = sum(counts.values()), 0
    for value in sorted(counts):
        below += counts[value]
        yield value, math.log10(below / total)


def binomial_quantile(n, p, level):
    """The smallest k with P(X <= k) >= level."""
    term = n * math.log1p(-p) if p < 1 else -math.inf
    k, below = 0, math.exp(term)
    while below < level and k < n:
        term += math.log((n - k) / (k + 1)) + math.log(p) - math.log1p(-p)
        k += 1
        below += math.exp(term)
    return k


def band(n):
    """Lower and upper log10 shares of n uniform p-values, from the left of the panel."""
    lower, upper = [], []
    for step in range(0, 61):
        x = -DEPTH + DEPTH * step / 61
        p = 10 ** x
        if n * p > 2000:  # wide enough to be the line itself
            spread = 1.96 * math.sqrt(p * (1 - p) / n)
            low, high = p - spread, p + spread
        else:
            low = binomial_quantile(n, p, 0.025) / n
            high = binomial_quantile(n, p, 0.975) / n
        lower.append((x, math.log10(low) if low > 0 else -DEPTH))
        upper.append((x, math.log10(high) if high > 0 else -DEPTH))
    return lower, upper


def panel(left, family, streams, colours, out):
    def at(x, y):
        x, y = max(-DEPTH, x), max(-DEPTH, y)
        return f"{left + SIDE * (1 + x / DEPTH):.1f},{TOP + SIDE * (-y / DEPTH):.1f}"

    out.append(f'<text x="{left}" y="{TOP - 12}" class="title">{escape(family)}</text>')
    if streams:
        tests = sorted(sum(counts.values()) for counts in streams.values())
        for n, style in ((tests[0], "wide"), (tests[-1], "narrow")):
            lower, upper = band(n)
            points = " ".join(at(*p) for p in upper + [(0, 0)] + lower[::-1])
            out.append(f'<polygon points="{points}" class="{style}"/>')
    for power in range(0, int(DEPTH) + 1):
        x, y = at(-power, -power).split(",")
        out.append(f'<path d="M{x} {TOP}V{TOP + SIDE}M{left} {y}H{left + SIDE}" class="grid"/>')
        label = f'10<tspan dy="-5" font-size="8">−{power}</tspan>' if power else "1"
        out.append(f'<text x="{x}" y="{TOP + SIDE + 18}" text-anchor="middle">{label}</text>')
        out.append(f'<text x="{left - 5}" y="{float(y) + 4:.1f}" text-anchor="end">{label}</text>')
    out.append(f'<path d="M{at(-DEPTH, -DEPTH)}L{at(0, 0)}" class="diagonal"/>')
    for stream, counts in streams.items():
        points, share, last = [], None, None
        for x, y in curve(counts):
            # Steps too small to be seen are left out, but for the last one.
            if x < 0 and last and x - last[0] + y - last[1] < DEPTH / 400:
                continue
            points += [at(x, y if share is None else share), at(x, y)]
            share, last = y, (x, y)
        colour = colours[stream]
        line = " ".join(points[1:])
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        if len(points) < 41:
            for point in points[1::2]:
                x, y = point.split(",")
                out.append(f'<circle cx="{x}" cy="{y}" r="2.2" fill="{colour}"/>')


def main():
    found = read(sys.argv[1:])
    names = list(dict.fromkeys(stream for family in FAMILIES for stream in found[family]))
    colours = dict(zip(names, COLOURS * len(names)))
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>p-values of ordinary traffic against uniform ones</title>",
        "<style>text{font:11px sans-serif;fill:#222}.title{font-size:13px;font-weight:bold}"
        ".wide{fill:#ececec}.narrow{fill:#c9c9c9}.grid{stroke:#ddd;fill:none}.diagonal{stroke:#555;fill:none;"
        "stroke-dasharray:4 3}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for index, family in enumerate(FAMILIES):
        panel(LEFT + index * (SIDE + GAP), family, found[family], colours, out)
    middle = LEFT + (3 * SIDE + 2 * GAP) / 2
    below = TOP + SIDE + 38
    out.append(f'<text x="{middle}" y="{below}" text-anchor="middle">p-value</text>')
    out.append(f'<text transform="translate(16 {TOP + SIDE / 2}) rotate(-90)" '
               'text-anchor="middle">share of tests with so small a p-value</text>')
    for index, stream in enumerate(names):
        tests = ", ".join(f"{sum(found[f][stream].values()):,} {f}"
                          for f in FAMILIES if stream in found[f])
        y = below + 24 + 16 * index
        out.append(f'<path d="M{LEFT} {y - 4}h24" stroke="{colours[stream]}" stroke-width="2"/>')
        out.append(f'<text x="{LEFT + 32}" y="{y}">{escape(stream)}: {tests}</text>')
    out.append("</svg>")
    print("\n".join(out))


main()
