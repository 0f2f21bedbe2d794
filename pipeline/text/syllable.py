"""Whether a word could be a Vietnamese syllable: onset, rime and tone fit together.

A rule of sounds, no dictionary: it knows every possible syllable and none of the meanings. Broken
text layers, foreign words and legacy encodings fail it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset("\u0301\u0323")  # syllables that end in c, ch, p, t have only these
_ONSETS = (
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_RIMES = frozenset(
    re.findall(
        r"\S+",
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên ênh êng êp êt êu
        i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
        o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
        oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt
        u ua ui um un ung uc up ut uân uâng uât uây uê uêch uênh uêu uơ uôc uôi uôm uôn uông uôt
        uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu
        ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ynh yt
        """,
    )
)
_STOP = re.compile(r"(?:c|ch|p|t)$")
_WORD = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Say whether `word` (NFC, any case) can be spoken as one Vietnamese syllable."""
    tones: list[str] = []
    rest: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        (tones if char in _TONES else rest).append(char)
    bare = unicodedata.normalize("NFC", "".join(rest))
    if len(tones) > 1:
        return False
    return any(bare.startswith(onset) and _fits(bare[len(onset) :], tones) for onset in _ONSETS)


def _fits(rime: str, tones: list[str]) -> bool:
    if rime not in _RIMES:
        return False
    return not _STOP.search(rime) or (bool(tones) and tones[0] in _STOP_TONES)


def syllable_share(text: str) -> tuple[float, int]:
    """Share of words that are Vietnamese syllables, and how many words were asked.

    Words in capitals and single letters are not asked: they are mostly abbreviations.
    """
    words = [word for word in _WORD.findall(text) if not word.isupper()]
    if not words:
        return 1.0, 0
    return sum(map(is_syllable, words)) / len(words), len(words)
