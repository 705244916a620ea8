"""Fused similarity networks with nodes pruned by eigenvector centrality.

Source: Luceri et al. (2024), Unmasking the Web of Deceit, WWW, doi:10.1145/3589334.3645529, and the
code published with it. Its networks, as far as these streams carry what they need:

- co-URL: accounts that share a link, cosine of TF-IDF;
- hashtag sequence: accounts that share all tags of one post in their order, at least 5 of them, no
  reposts;
- text similarity: posts of a day, no reposts, more than 4 words left after cleaning, cosine of at
  least 0.7. There of sentence embeddings; here of TF-IDF vectors, which find copies and near copies
  and no paraphrases. "With reposts" leaves nothing out: on 6 October 2016 nearly all coordinated
  posts are reposts without an "RT", so that their copies stay where those of the public go;
- co-retweet: accounts with at least 20 reposts that share one. Here only posts that begin with "RT"
  are known to be reposts, and equal texts are taken for the same post.

Fast retweets need the time of the original and are left out. The fused network is the union of all
edges, without weights; nodes are kept from a percentile of centrality on. The code names no
percentile, and we know of none that the paper gives for all data: PERCENTILES are our choice.
"""
import collections
import re

import numpy
import scipy.sparse

from .similarity import eigenvector_centrality, incidence, near, tf_idf
from .stream import Ranking, Row

TAGS, TEXT, REPOSTS, PERCENTILES = 5, 0.7, 20, (0.99, 0.95)
TEXTS, TAG_NUMBERS, EDGES = (0.5, 0.6, 0.7, 0.8, 0.9), (1, 2, 3, 5), (0, 0.5, 0.9)
DAY = 86_400
CLEANED = re.compile(r"https?://\S+|www\.\S+|@\w+|\d+")
REPOST = re.compile(r"\s*rt\b", re.IGNORECASE)
STOPWORDS = frozenset(
    "a about after all also am an and any are as at be because been before being but by can could"
    " did do does doing down for from had has have having he her here him his how i if in into is"
    " it its just me more most my no nor not now of off on once only or other our out over own"
    " same she should so some such than that the their them then there these they this those"
    " through to too under until up very was we were what when where which while who whom why will"
    " with would you your".split())


def words(text):
    found = re.findall(r"\w+", CLEANED.sub(" ", text.lower()))
    return [word for word in found if word not in STOPWORDS]


def shared(uses, number):
    """A network over account indices: cosine of TF-IDF over objects that two accounts have."""
    if not uses:
        return scipy.sparse.csr_matrix((number, number))
    matrix, accounts, _ = incidence(sorted(set(uses)))
    common = numpy.flatnonzero(numpy.bincount(matrix.indices, minlength=matrix.shape[1]) > 1)
    if not common.size:
        return scipy.sparse.csr_matrix((number, number))
    similar = near(tf_idf(matrix[:, common]), 1e-9).tocoo()
    index = numpy.array(accounts)
    return scipy.sparse.csr_matrix((similar.data, (index[similar.row], index[similar.col])),
                                   shape=(number, number))


def of_day(posts, vectors, number, cut):
    """Sums of cosines and numbers of pairs of posts, by account, for one day's (account, text)."""
    holders = scipy.sparse.csr_matrix(
        (numpy.ones(len(posts)), ([a for a, _ in posts], [t for _, t in posts])),
        shape=(number, vectors.shape[0]))
    used = numpy.unique([text for _, text in posts])
    holders, similar = holders[:, used], near(vectors[used], cut)
    ones = similar.copy()
    ones.data[:] = 1
    return holders @ similar @ holders.T, holders @ ones @ holders.T


def similar_texts(posts, number, cut):
    """The network of accounts with similar posts on one day; weight: their mean cosine.

    `posts` are (account index, seconds, words).
    """
    kept = [(a, int(t // DAY), " ".join(w)) for a, t, w in posts if len(w) > 4]
    empty = scipy.sparse.csr_matrix((number, number))
    if not kept:
        return empty
    counts, texts, _ = incidence([(text, word) for text in sorted({text for _, _, text in kept})
                                  for word in text.split()])
    vectors, index = tf_idf(counts), {text: place for place, text in enumerate(texts)}
    days = collections.defaultdict(list)
    for account, day, text in kept:
        days[day].append((account, index[text]))
    sums, pairs = empty, empty
    for day in sorted(days):
        more, number_of = of_day(days[day], vectors, number, cut)
        sums, pairs = sums + more, pairs + number_of
    sums, pairs = sums.tocoo(), pairs.tocoo()
    lookup = scipy.sparse.csr_matrix((1 / pairs.data, (pairs.row, pairs.col)), shape=pairs.shape)
    return sums.tocsr().multiply(lookup).tocsr()


class Networks:
    """The four networks of a stream; each is made once for each setting.

    `reposts` False takes posts that begin with "RT" for posts like all others.
    """

    def __init__(self, stream, tags_of, reposts=True):
        self.accounts = sorted({account for account, _, _ in stream.posts})
        index = {account: place for place, account in enumerate(self.accounts)}
        self.number = len(self.accounts)
        self.links = [(index[account], link) for link, _, account in stream.layers["url"]]
        originals, self.reposts = [], []
        for account, time, text in stream.posts:
            if reposts and REPOST.match(text):
                self.reposts.append((index[account], " ".join(words(text))))
            else:
                originals.append((index[account], time, text))
        self.posts = [(account, time, words(text)) for account, time, text in originals]
        self.sequences = [(account, tuple(tags_of(text))) for account, _, text in originals]
        self.made = {}

    def make(self, name, setting):
        if name == "co-URL":
            return shared(self.links, self.number)
        if name == "hashtag sequence":
            return shared([use for use in self.sequences if len(use[1]) >= setting], self.number)
        if name == "text similarity":
            return similar_texts(self.posts, self.number, setting)
        often = collections.Counter(account for account, _ in self.reposts)
        return shared([use for use in self.reposts if often[use[0]] >= REPOSTS], self.number)

    def network(self, name, setting=None):
        if (name, setting) not in self.made:
            made = self.make(name, setting)
            made = (made - scipy.sparse.diags(made.diagonal())).tocsr()
            made.eliminate_zeros()
            self.made[name, setting] = made
        return self.made[name, setting]

    def all(self, tags=TAGS, text=TEXT):
        return {"co-URL": self.network("co-URL"),
                "hashtag sequence": self.network("hashtag sequence", tags),
                "text similarity": self.network("text similarity", text),
                "co-retweet": self.network("co-retweet")}

    def central(self, networks, edge=0):
        """Centrality in the union of all edges of at least a weight, isolated accounts left out."""
        union = scipy.sparse.csr_matrix((self.number, self.number))
        for network in networks:
            kept = network.copy()
            kept.data = (kept.data >= edge).astype(float)
            union = union + kept
        union.eliminate_zeros()
        union.data[:] = 1
        nodes = numpy.flatnonzero(numpy.diff(union.indptr))
        if not nodes.size:
            return {}
        values = numpy.round(eigenvector_centrality(union[nodes][:, nodes]), 12)
        return {self.accounts[node]: float(value) for node, value in zip(nodes, values)}


def from_percentile(central, percentile):
    if not central:
        return set()
    cut = numpy.quantile(list(central.values()), percentile)
    return {account for account, value in central.items() if value >= cut}


def ranking(central, words):
    ordered = numpy.sort(list(central.values()))

    def describe(cut):
        return f"{words}, percentile {100 * numpy.searchsorted(ordered, cut) / len(ordered):.4g}"

    return Ranking(central, describe)


def settings(networks, name):
    """Rankings of one network alone, at each setting that it has."""
    options = {"hashtag sequence": [("{} tags", tags) for tags in TAG_NUMBERS],
               "text similarity": [("cosine {}", text) for text in TEXTS]}
    for words_of, setting in options.get(name, [("all", None)]):
        for edge in EDGES:
            central = networks.central([networks.network(name, setting)], edge)
            yield ranking(central, f"{words_of.format(setting)}, edges from {edge}")


def fused_settings(networks):
    for text in TEXTS:
        for tags in TAG_NUMBERS:
            for edge in EDGES:
                central = networks.central(networks.all(tags, text).values(), edge)
                yield ranking(central, f"text {text}, {tags} tags, edges from {edge}")


def rows(stream, tags_of):
    strict, mild = PERCENTILES
    words_of = "percentile {:g}, our choice"

    def row(name, central, rankings=None, percentile=strict):
        return Row(f"Luceri, {name}", words_of.format(100 * percentile),
                   from_percentile(central, percentile), rankings)

    networks = Networks(stream, tags_of)
    for name, network in networks.all().items():
        yield row(name, networks.central([network]), lambda name=name: settings(networks, name))
    fused = networks.central(networks.all().values())
    yield row("fused", fused, lambda: fused_settings(networks))
    likewise = Networks(stream, tags_of, reposts=False)
    central = likewise.central([likewise.network("text similarity", TEXT)])
    yield row("text similarity with reposts", central,
              lambda: settings(likewise, "text similarity"))
    yield row("fused, milder", fused, percentile=mild)
