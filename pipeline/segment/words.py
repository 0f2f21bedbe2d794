"""Vietnamese words through a spaCy tokenizer that wraps underthesea: `doc.text == text`, always.

Words are features, never text: the tokenizer finds each word of underthesea in the text again and
keeps what lies between.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_LOCK = threading.Lock()  # two first calls of underthesea at once crash


class UndertheseaTokenizer:
    """A spaCy tokenizer: text to `Doc`, a token a Vietnamese word ("nhân dân" is one token)."""

    def __init__(self, vocab: Vocab) -> None:
        from underthesea import word_tokenize  # 0.7 s, 100 MB

        self.vocab = vocab
        self._split = word_tokenize

    def __call__(self, text: str) -> Doc:
        """Tokenize `text`; joined again the tokens are exactly `text`."""
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for piece in self._pieces(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _pieces(self, text: str) -> Iterator[str]:
        """Words and what lies between them, in order; characters that were changed stay theirs."""
        cursor = 0
        # without normalisation: with it underthesea changes characters in 22 % of sentences
        for word in self._split(text, use_token_normalize=False):
            start = text.find(word, cursor)
            if start < 0:
                continue
            if start > cursor:
                yield from _between(text[cursor:start])
            yield word
            cursor = start + len(word)
        if cursor < len(text):
            yield from _between(text[cursor:])


def _between(gap: str) -> Iterator[str]:
    """A gap begins with one blank (kept as the word's) and may hold more."""
    if gap.startswith(" "):
        yield " "
        gap = gap[1:]
    if gap:
        yield gap


@lru_cache(maxsize=1)
def load_tokenizer() -> Language:
    """The shared pipeline: a blank Vietnamese-like language with our tokenizer (first call 2 s)."""
    with _LOCK:
        import spacy  # 1 s

        language = spacy.blank("xx")
        language.tokenizer = UndertheseaTokenizer(language.vocab)
        language("Khởi động.")
        return language


def tokenize_words(text: str) -> tuple[str, ...]:
    """Words of `text`, lower case, syllables joined by "_"; punctuation and blanks left out."""
    doc = load_tokenizer()(text)
    return tuple(
        "_".join(token.text.lower().split())
        for token in doc
        if any(char.isalnum() for char in token.text)
    )
