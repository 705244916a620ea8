"""TF-IDF, cosine and eigenvector centrality, on sparse matrices."""
import numpy
import scipy.sparse


def incidence(uses):
    """(matrix of counts, accounts, objects) from pairs of account and object, both in order."""
    uses = list(uses)
    accounts = sorted({account for account, _ in uses})
    items = sorted({item for _, item in uses})
    row = {account: index for index, account in enumerate(accounts)}
    column = {item: index for index, item in enumerate(items)}
    matrix = scipy.sparse.csr_matrix(
        (numpy.ones(len(uses)), ([row[a] for a, _ in uses], [column[i] for _, i in uses])),
        shape=(len(accounts), len(items)))
    matrix.sum_duplicates()
    return matrix, accounts, items


def tf_idf(counts, sublinear=False, minimum=1):
    """Rows of unit length; weight tf * (ln((1 + n) / (1 + df)) + 1), as scikit-learn's default.

    `sublinear` takes 1 + ln tf; objects of fewer than `minimum` rows are left out, unless none
    is left.
    """
    frequency = numpy.bincount(counts.indices, minlength=counts.shape[1])
    kept = numpy.flatnonzero(frequency >= minimum)
    if kept.size:
        counts, frequency = counts[:, kept], frequency[kept]
    weighted = counts.astype(float).tocsr(copy=True)
    if sublinear:
        weighted.data = 1 + numpy.log(weighted.data)
    idf = numpy.log((1 + counts.shape[0]) / (1 + frequency)) + 1
    weighted = weighted @ scipy.sparse.diags(idf)
    length = numpy.sqrt(numpy.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    length[length == 0] = 1
    return (scipy.sparse.diags(1 / length) @ weighted).tocsr()


def cosines(vectors):
    """(i, j, cosine) of every pair i < j of rows with something in common, as three arrays.

    Rounded to nine digits, so that equal rows have the cosine 1 and not nearly 1.
    """
    product = scipy.sparse.triu(vectors @ vectors.T, k=1, format="coo")
    return product.row, product.col, numpy.round(product.data, 9)


def near(vectors, cut, rows=512):
    """The symmetric matrix of cosines of at least `cut`, the diagonal included."""
    parts, transposed = [], vectors.T.tocsr()
    for start in range(0, vectors.shape[0], rows):
        part = (vectors[start:start + rows] @ transposed).tocsr()
        part.data = numpy.round(part.data, 9)
        part.data[part.data < cut] = 0
        part.eliminate_zeros()
        parts.append(part)
    return scipy.sparse.vstack(parts, format="csr")


def eigenvector_centrality(adjacency, tolerance=1e-6, turns=5_000):
    """Power iteration on A + I from equal values, to networkx's tolerance of n * 1e-6.

    Where there are several components, all but the one with the largest eigenvalue go to 0.
    """
    size = adjacency.shape[0]
    vector = numpy.full(size, 1 / size)
    vector /= numpy.linalg.norm(vector)
    for _ in range(turns):
        following = vector + adjacency @ vector
        following /= numpy.linalg.norm(following)
        change = numpy.abs(following - vector).sum()
        vector = following
        if change < size * tolerance:
            break
    return vector
