"""Checks of the methods on invented data: `script/bench-detection.py --self-test`."""
import math
import pathlib
import random
import re
import unittest

from . import coortweet, luceri, pacheco, scoring, similarity, stream, threshold

evaluation = None


def tags_of(text):
    return [tag.lower() for tag in re.findall(r"#(\w+)", text)]


def invented(posts, positive=(), layers=None):
    return stream.Stream("invented", posts, set(positive), set(positive),
                         layers or {"tag": [], "url": [], "text": []}, pathlib.Path(),
                         pathlib.Path())


class Scoring(unittest.TestCase):
    def test_precision_is_over_all_found_and_recall_over_counted_positives(self):
        given = invented([], ["P_a", "P_b", "P_c"])
        given.counted = {"P_a", "P_b"}
        found = scoring.score({"P_a", "P_c", "O_x"}, given)
        self.assertEqual((found.found, found.organic, found.recall), (3, 1, 0.5))
        self.assertAlmostEqual(found.precision, 2 / 3)

    def test_nothing_found_is_precise_and_empty(self):
        found = scoring.score(set(), invented([], ["P_a"]))
        self.assertEqual((found.precision, found.recall, found.f1), (1, 0, 0))

    def test_the_best_setting_is_the_most_complete_precise_one(self):
        ranking = stream.Ranking({"P_a": 9, "P_b": 8, "O_x": 7, "P_c": 6}, str)
        words, found = scoring.best([ranking], invented([], ["P_a", "P_b", "P_c"]))
        self.assertEqual((words, found.found, found.precision), ("8", 2, 1))

    def test_the_published_setting_is_one_of_those_to_choose_from(self):
        given = invented([], ["P_a", "P_b"])
        published = ("published", scoring.score({"P_a", "P_b"}, given))
        rankings = [stream.Ranking({"P_a": 1}, str)]
        self.assertEqual(scoring.best(rankings, given, published), published)

    def test_where_nothing_is_precise_the_best_f1_is_taken(self):
        ranking = stream.Ranking({"O_x": 9, "P_a": 8, "P_b": 8, "O_y": 1}, str)
        words, found = scoring.best([ranking], invented([], ["P_a", "P_b"]))
        self.assertEqual((words, found.recall), ("8", 1))
        self.assertAlmostEqual(found.precision, 2 / 3)

    def test_every_cut_scores_as_the_accounts_at_or_above_it_do(self):
        draw = random.Random(7)
        scores = {f"{draw.choice('PO')}_{n}": draw.randrange(12) for n in range(200)}
        given = invented([], [account for account in scores if account[0] == "P"])
        ranking = stream.Ranking(scores, str, range(14))
        for cut, found in scoring.scores_by_cut(ranking, given):
            naive = {account for account, value in scores.items() if value >= cut}
            self.assertEqual(found, scoring.score(naive, given))


class Similarity(unittest.TestCase):
    def test_weights_and_cosines_are_those_computed_by_hand(self):
        # Objects: parade has 3 of 3 accounts, lantern 2, pier 1.
        matrix, accounts, items = similarity.incidence(
            [("a", "parade"), ("a", "lantern"), ("b", "parade"), ("b", "lantern"),
             ("c", "parade"), ("c", "pier")])
        self.assertEqual((accounts, items), (["a", "b", "c"], ["lantern", "parade", "pier"]))
        first, second, values = similarity.cosines(similarity.tf_idf(matrix))
        found = {(accounts[i], accounts[j]): value
                 for i, j, value in zip(first, second, values)}
        lantern, pier = math.log(4 / 3) + 1, math.log(4 / 2) + 1
        expected = 1 / math.hypot(1, lantern) / math.hypot(1, pier)
        self.assertEqual(found["a", "b"], 1)
        self.assertAlmostEqual(found["a", "c"], expected, places=8)

    def test_many_uses_count_by_their_logarithm(self):
        matrix, _, _ = similarity.incidence([("a", "x")] * 3 + [("a", "y"), ("b", "x"), ("b", "y")])
        vectors = similarity.tf_idf(matrix, sublinear=True).toarray()
        self.assertAlmostEqual(vectors[0, 0] / vectors[0, 1], 1 + math.log(3))

    def test_near_gives_the_cosines_from_the_cut_on(self):
        draw = random.Random(3)
        uses = [(f"a{draw.randrange(60)}", f"o{draw.randrange(40)}") for _ in range(900)]
        vectors = similarity.tf_idf(similarity.incidence(uses)[0])
        whole = (vectors @ vectors.T).toarray().round(9)
        found = similarity.near(vectors, 0.3, rows=7).toarray()
        self.assertTrue((found == whole * (whole >= 0.3)).all())

    def test_the_centre_of_a_star_is_more_central_by_the_root_of_its_leaves(self):
        import numpy
        import scipy.sparse
        star = numpy.zeros((5, 5))
        star[0, 1:] = star[1:, 0] = 1
        values = similarity.eigenvector_centrality(scipy.sparse.csr_matrix(star), 1e-12)
        self.assertAlmostEqual(values[0] / values[1], 2, places=6)


class Threshold(unittest.TestCase):
    def test_different_objects_within_the_window_are_counted(self):
        tags = [("lantern", 0, "a"), ("lantern", 60, "b"), ("pier", 100, "b"), ("pier", 161, "a"),
                ("lantern", 5, "b"), ("parade", 9, "a"), ("parade", 9, "b"), ("parade", 9, "a")]
        self.assertEqual(threshold.strongest({"tag": tags}, 60), {"a": 2, "b": 2})
        self.assertEqual(threshold.strongest({"tag": tags}, 61), {"a": 3, "b": 3})

    def test_it_is_the_rule_of_the_evaluation(self):
        if evaluation is None:
            self.skipTest("coordination_eval.py is not there")
        draw = random.Random(11)
        posts = [(f"{'P' if n % 3 else 'O'}_{draw.randrange(9)}", draw.random() * 4_000,
                  f"#lantern{draw.randrange(40)} #pier{draw.randrange(40)}") for n in range(500)]
        given = invented(posts, {a for a, _, _ in posts if a[0] == "P"}, evaluation.objects(posts))
        recall, precision, window, count = evaluation.threshold_rule(posts, given.counted)
        row, = threshold.rows(given)
        best = scoring.best(row.rankings(), given)
        if window is None:
            self.assertLess(best[1].precision, 0.99)
        else:
            self.assertEqual((best[1].recall, best[1].precision), (recall, precision))


class CooRTweet(unittest.TestCase):
    def test_cuts_name_the_quantile_below_them(self):
        kept = coortweet.edges
        coortweet.edges = lambda *_: [("a", "b", 1, False), ("a", "c", 1, False),
                                      ("b", "c", 4, True)]
        try:
            ranking = coortweet.by_weight(None, [], 10, 2)
        finally:
            coortweet.edges = kept
        self.assertEqual(ranking.scores, {"a": 1, "b": 4, "c": 4})
        self.assertIn("weight at least 4 (quantile 0.6667)", ranking.describe(4))


class Pacheco(unittest.TestCase):
    def crowd(self):
        """Thirty accounts on common tags, and two with the same rare ones."""
        draw = random.Random(5)
        uses = [(f"a{n}", f"common{draw.randrange(12)}") for n in range(30) for _ in range(12)]
        for pair in ("x", "y"):
            uses += [(pair, f"rare{n}") for n in range(10)] + [(pair, "common1")]
        return uses + [("other", f"rare{n}") for n in range(5)] + [("other", "common2")] * 6

    def test_a_pair_with_the_same_rare_tags_gets_the_top_cosine(self):
        projection = pacheco.Projection(self.crowd(), 10)
        strongest = projection.strongest()
        top = sorted(strongest, key=lambda account: -strongest[account])[:2]
        self.assertEqual(set(top), {"x", "y"})
        self.assertEqual(projection.found(1), {"x", "y"})

    def test_accounts_with_too_few_actions_are_left_out(self):
        self.assertNotIn("x", pacheco.Projection(self.crowd(), 12).strongest())

    def test_an_account_is_found_up_to_its_level(self):
        projection = pacheco.Projection(self.crowd() + [("x2", f"rare{n}") for n in range(10)], 10)
        levels = projection.levels()
        for quantile in (0, 0.1, 0.5, 0.9, 0.995, 1):
            self.assertEqual(projection.found(quantile),
                             {account for account, level in levels.items() if level >= quantile})

    def test_the_same_tags_of_a_day_in_the_same_order_join_accounts(self):
        text = [f"#{tag} of Port Meridian" for tag in ("iron", "lantern", "parade", "pier", "bay")]
        posts = [(account, time, tags) for account in ("a", "b", "c")
                 for time, tags in enumerate(text)]
        posts += [("d", time, tags) for time, tags in enumerate(reversed(text))]
        posts = [(a, t + pacheco.DAY * (a == "c"), x) for a, t, x in posts]
        row = pacheco.sequence_row(invented(posts), tags_of)
        self.assertEqual(row.found, {"a", "b"})


class Luceri(unittest.TestCase):
    parade = "tonight lanterns of iron cross the bridge near the old harbour #a #b #c #d #e"

    def networks(self, posts, links=()):
        layers = {"tag": [], "url": list(links), "text": []}
        return luceri.Networks(invented(posts, (), layers), tags_of)

    def joined(self, networks, *name):
        matrix = networks.network(*name).tocoo()
        return {(networks.accounts[i], networks.accounts[j])
                for i, j in zip(matrix.row, matrix.col) if i < j}

    def test_near_copies_of_a_day_are_joined_and_reposts_are_not(self):
        filler = [(f"z{n}", 0, " ".join(c * n + "boat" for c in "fghjk") + self.parade[-15:])
                  for n in range(1, 20)]
        posts = [("a", 5, self.parade), ("b", 6, self.parade.replace("old", "new")),
                 ("c", luceri.DAY + 5, self.parade), ("d", 7, "RT " + self.parade),
                 ("e", 8, "nothing of the kind happens over here today friends")]
        self.assertEqual(self.joined(self.networks(posts + filler), "text similarity", 0.7),
                         {("a", "b")})

    def test_sequences_need_their_tags_in_order(self):
        posts = [("a", 5, "#1 #2 #3 #4 #5"), ("b", 6, "#1 #2 #3 #4 #5"),
                 ("c", 7, "#2 #1 #3 #4 #5"), ("d", 8, "#1 #2 #3"), ("e", 8, "#1 #2 #3")]
        networks = self.networks(posts)
        self.assertEqual(self.joined(networks, "hashtag sequence", 5), {("a", "b")})
        self.assertEqual(self.joined(networks, "hashtag sequence", 3), {("a", "b"), ("d", "e")})

    def test_a_dense_group_is_what_stays_after_pruning(self):
        accounts = [f"a{n}" for n in range(6)] + ["b", "c"]
        posts = [(account, 0, "hello") for account in accounts]
        links = [("one", 0, account) for account in accounts[:6]]
        links += [("two", 0, account) for account in ("a0", "b")]
        links += [("three", 0, account) for account in ("b", "c")]
        networks = self.networks(posts, links)
        central = networks.central(networks.all().values())
        self.assertEqual(set(central), set(accounts))
        self.assertEqual(luceri.from_percentile(central, 0.95), {"a0"})
        self.assertEqual(luceri.from_percentile(central, 0.3), set(accounts[:6]))

    def test_reposts_of_the_same_text_join_accounts_with_many(self):
        posts = [(account, n, f"RT @x: number {'i' * n} of the iron lantern parade")
                 for account in ("a", "b") for n in range(20)]
        posts += [("c", 30, posts[0][2])]
        self.assertEqual(self.joined(self.networks(posts), "co-retweet"), {("a", "b")})


def run(module):
    """Exit status of all checks; `module` is coordination_eval.py, or None."""
    global evaluation
    evaluation = module
    suite = unittest.defaultTestLoader.loadTestsFromModule(__import__(__name__, fromlist=["run"]))
    return 0 if unittest.TextTestRunner(verbosity=1).run(suite).wasSuccessful() else 1
