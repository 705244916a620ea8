"""What every method is given, and what it gives back."""
import collections
import dataclasses
import pathlib
import typing

Post = tuple[str, float, str]  # account, seconds since 1970, text

MINIMUM_POSTS = 5
"""A positive counts in the recall from here on, as in coordination_eval.py."""


@dataclasses.dataclass(eq=False)
class Stream:
    """One mixture, or an organic stream alone.

    `positive` are the accounts known to be coordinated; `counted` those of them that posted
    often enough to count in the recall. `layers` are actions (object, seconds, account) by kind.
    """

    name: str
    posts: list[Post]
    positive: set[str]
    counted: set[str]
    layers: dict[str, list[tuple[str, float, str]]]
    tocsin: pathlib.Path
    work: pathlib.Path


@dataclasses.dataclass
class Ranking:
    """A score for each account; those at or above a cut are found.

    `cuts` restricts the cuts to try; None tries every one there is. `describe` words a cut.
    """

    scores: dict[str, float]
    describe: typing.Callable[[float], str]
    cuts: typing.Iterable[float] | None = None


@dataclasses.dataclass
class Row:
    """One line of the table: a method at its published setting, and all that it could be set to.

    `rankings` is called only where the labels may be used; None where there is nothing to set.
    """

    method: str
    setting: str
    found: set[str]
    rankings: typing.Callable[[], typing.Iterable[Ranking]] | None = None


def counted(posts):
    number = collections.Counter(account for account, _, _ in posts)
    return {account for account, n in number.items() if n >= MINIMUM_POSTS}
