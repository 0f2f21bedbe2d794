"""What tells two statements that say the same from two that only sound alike.

Meaning and shared words draw together; other numbers, a negation on one side, another level of
addressee keep apart. All features of a pair are symmetric and depend on nothing but the two texts,
their vectors, and how common words are in this campaign.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from pipeline.records import StatementKind
from pipeline.text import matching_key, plain_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.records import Statement

FEATURES = (
    "cosine", "centred_cosine", "shared", "contained", "shared_pairs", "numbers_differ",
    "numbers_agree", "negation_differs", "denies", "level_differs", "addressee_same", "length_ratio",
    "nearer_rank", "farther_rank", "first_gap", "second_gap", "asks", "lacks",
)  # fmt: skip
# Words that every statement of an office carries: their sharing says nothing.
_STOP = frozenset(
    matching_key(
        "và của các những cho với trong về là được có để phải cần đã đang sẽ thì mà ở từ đến tại theo như "
        "này đó khi trên dưới ra vào lại cũng rất thật sự hơn nhất một mọi nhiều còn do bởi vì nên hay hoặc "
        "đề nghị kiến nghị xem xét quan tâm tiếp tục tăng cường đẩy mạnh thực hiện tổ chức công tác việc cấp "
        "tốt sớm hiện nay thời gian tới huyện tỉnh xã đơn vị địa phương muốn bài học kinh nghiệm"
    ).split()
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(
    r"\b(?:không|chưa|chẳng|đừng|không nên|thôi|bỏ|bãi bỏ|dừng|tránh|miễn)\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:không|chưa|chẳng|đừng)(?: (?:được|nên|phải|cần|thể|còn|để))?\s+(?P<word>\w+)",
    re.IGNORECASE,
)
# What is asked to rise, to stay or to fall; a statement may do several.
_DIRECTIONS = {
    "up": re.compile(
        r"\b(?:nâng|tăng(?! cường)|bổ sung|thêm|mở rộng|kéo dài|gia hạn)\b", re.IGNORECASE
    ),
    "same": re.compile(r"\bgiữ (?:nguyên|ổn định|như)|\bduy trì\b", re.IGNORECASE),
    "down": re.compile(
        r"\b(?:giảm|cắt|bớt|hạ|rút ngắn|bãi bỏ|bỏ|thu hẹp|tinh giản)\b", re.IGNORECASE
    ),
}
_FRAME_WORDS = 5  # "ban hành hướng dẫn về" has five: fewer begin many statements
_OBJECT_WORDS = 2
# Statements that the background counts for. On left-out campaigns 10 changes nothing where all reports
# are there (precision .88, recall .49), and with three reports gives .78 / .48 instead of .73 / .41.
_BACKGROUND = 10
_KNOWN_WORD = 3
_FARTHEST = 50  # ranks beyond say no more
_LEVELS = (
    (
        "central",
        re.compile(
            r"trung uong|chinh phu|quoc hoi|bo chinh tri|ban bi thu|thu tuong|tong cuc|viet nam"
            r"|(?<!can )\bbo\b(?! chi huy| chqs| doi)"
        ),
    ),
    ("district", re.compile(r"huyen|thi xa|thanh uy|thi uy")),
    ("commune", re.compile(r"\bxa\b|phuong|thi tran|thon")),
    ("province", re.compile(r"tinh|\bso\b|nganh|thanh pho|cap tren")),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one statement."""

    tokens: tuple[str, ...]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    negated: bool
    asks: bool
    lacks: bool
    denied: frozenset[str]
    directions: frozenset[str]
    addressee: str
    level: str


def profile(statement: Statement) -> Profile:
    """Read the comparable parts of a statement."""
    tokens = [token for token in matching_key(statement.text).split() if not token.isdigit()]
    content = [token for token in tokens if token not in _STOP]
    return Profile(
        tokens=tuple(tokens),
        words=frozenset(content),
        pairs=frozenset(itertools.pairwise(tokens)),
        numbers=frozenset(_NUMBER.findall(statement.text)),
        negated=bool(_NEGATION.search(statement.text)),
        asks=statement.kind is StatementKind.RECOMMENDATION,
        lacks=statement.kind in {StatementKind.LIMITATION, StatementKind.CAUSE},
        denied=frozenset(_denied(statement.text)),
        directions=_directions(statement.text),
        addressee=plain_key(statement.addressee or ""),
        level=_level(statement.addressee),
    )


def _denied(text: str) -> Iterator[str]:
    """The words that a negation stands before: "không nâng thêm" denies "nâng"."""
    for found in _DENIED.finditer(text):
        key = matching_key(found["word"])
        if key not in _STOP:
            yield key


def _directions(text: str) -> frozenset[str]:
    """Which way a statement wants a thing to go: up, as it is, down; a denied verb does not count."""
    allowed = _DENIED.sub(" ", text)
    return frozenset(name for name, pattern in _DIRECTIONS.items() if pattern.search(allowed))


def _level(addressee: str | None) -> str:
    key = plain_key(addressee or "")
    return next((name for name, pattern in _LEVELS if key and pattern.search(key)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What statements of other campaigns are like, for campaigns with too few of their own.

    Attributes:
        mean: mean vector, shape (384,). shares: share of the statements that hold a word.
    """

    mean: NDArray[np.float32]
    shares: Mapping[str, float]


def read_background(statements: Sequence[Statement], vectors: NDArray[np.float32]) -> Background:
    """The background that these statements give; words of fewer than three are left out."""
    counts = Counter(word for s in statements for word in profile(s).words)
    kept = sorted((word, n) for word, n in counts.items() if n >= _KNOWN_WORD)
    return Background(
        mean=vectors.mean(axis=0), shares={word: n / len(statements) for word, n in kept}
    )


def word_weights(profiles: Sequence[Profile], background: Background) -> dict[str, float]:
    """How telling a word is: log of the number of statements over those that hold it.

    The background counts as `_BACKGROUND` statements more.
    """
    counts = Counter(word for p in profiles for word in p.words)
    total = 1 + len(profiles) + _BACKGROUND
    return {
        word: float(np.log(total / (0.5 + n + _BACKGROUND * background.shares.get(word, 0.0))))
        for word, n in counts.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How near each statement lies to each other one, shape (n, n).

    Attributes:
        cosine: of the vectors; centred: of the vectors without what all share.
        rank: how many others lie nearer to the first than the second does.
        best: centred cosine of each statement's nearest, shape (n,).
    """

    cosine: NDArray[np.float32]
    centred: NDArray[np.float32]
    rank: NDArray[np.intp]
    best: NDArray[np.float32]


def measure_nearness(vectors: NDArray[np.float32], background: Background) -> Nearness:
    """Nearness of statements of one kind by their vectors, shape (n, 384)."""
    moved = centre(vectors, background)
    centred = np.round(moved @ moved.T, 5)  # so that equal texts are equally near on every machine
    apart = centred.copy()
    np.fill_diagonal(apart, -1.0)
    ordered = np.sort(apart, axis=1)
    return Nearness(
        cosine=vectors @ vectors.T,
        centred=centred,
        rank=np.array(
            [
                len(row) - np.searchsorted(line, row, side="right")
                for line, row in zip(ordered, apart, strict=True)
            ]
        ),
        best=apart.max(axis=1),
    )


def pair_features(
    i: int, j: int, *, profiles: Sequence[Profile], weights: dict[str, float], near: Nearness
) -> list[float]:
    """Features of the pair (i, j), in the order of FEATURES."""
    a, b = profiles[i], profiles[j]
    ranks = sorted((int(near.rank[i, j]), int(near.rank[j, i])))
    gaps = sorted(float(near.centred[i, j] - near.best[k]) for k in (i, j))
    # fsum: sets of words have another order in every process, and the last digit may not depend on it
    shared = fsum(weights[w] for w in a.words & b.words)
    first, second = fsum(weights[w] for w in a.words), fsum(weights[w] for w in b.words)
    smaller, larger = sorted((len(a.words) or 1, len(b.words) or 1))
    both_numbers = bool(a.numbers and b.numbers)
    return [
        float(near.cosine[i, j]),
        float(near.centred[i, j]),
        shared / (first + second - shared + 1e-9),
        shared / (min(first, second) + 1e-9),
        len(a.pairs & b.pairs) / (len(a.pairs | b.pairs) or 1),
        float(both_numbers and not a.numbers & b.numbers),
        float(both_numbers and bool(a.numbers & b.numbers)),
        float(a.negated != b.negated),
        float(_denies(a, b)),
        float(bool(a.level and b.level) and a.level != b.level),
        float(bool(a.addressee) and a.addressee == b.addressee),
        smaller / larger,
        *(float(min(rank, _FARTHEST)) for rank in ranks),
        *gaps,
        float(a.asks),
        float(a.lacks),
    ]


def centre(vectors: NDArray[np.float32], background: Background) -> NDArray[np.float32]:
    """Vectors without what the statements of the campaign share, of length 1 again.

    The mean is that of the campaign and the background: of two statements alone, the mean would be
    what they say, and to take it away would leave what they say differently.
    """
    total = vectors.sum(axis=0) + _BACKGROUND * background.mean
    moved = vectors - total / (len(vectors) + _BACKGROUND)
    return np.asarray(
        moved / (np.linalg.norm(moved, axis=1, keepdims=True) + 1e-9), dtype=np.float32
    )


def _denies(a: Profile, b: Profile) -> bool:
    """Whether one denies what the other says."""
    return bool(a.denied & (b.words - b.denied) or b.denied & (a.words - a.denied))


def keeps_apart(a: Profile, b: Profile) -> bool:
    """Whether an editor may not merge the two whatever their words: numbers, level, way, object.

    Both have numbers and share none; both name an addressee and these are of other levels; they
    want things to go other ways; one asks for what the other asks not to be done; they ask the same
    for other things.
    """
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return True
    if a.level and b.level and a.level != b.level:
        return True
    if a.directions and b.directions and not a.directions & b.directions:
        return True
    return a.asks and (_denies(a, b) or _asks_for_other(a, b))


def _asks_for_other(a: Profile, b: Profile) -> bool:
    """Whether the two begin with the same words and go on with others altogether.

    "Đề nghị Bộ Nội vụ sớm ban hành hướng dẫn về" phụ cấp, or about trụ sở: to vectors the frame
    weighs more than the object. One of 695 same-idea pairs of the corpora is lost by it.
    """
    same = sum(1 for _ in itertools.takewhile(lambda ab: ab[0] == ab[1], zip(a.tokens, b.tokens)))  # noqa: B905 - the longer one goes on
    tails = [frozenset(p.tokens[same:]) - _STOP for p in (a, b)]
    return (
        same >= _FRAME_WORDS and min(map(len, tails)) >= _OBJECT_WORDS and not tails[0] & tails[1]
    )


def find_apart(profiles: Sequence[Profile]) -> NDArray[np.bool_]:
    """Which pairs are kept apart, shape (n, n), symmetric."""
    apart = np.zeros((len(profiles), len(profiles)), dtype=np.bool_)
    for i, j in itertools.combinations(range(len(profiles)), 2):
        apart[i, j] = apart[j, i] = keeps_apart(profiles[i], profiles[j])
    return apart
