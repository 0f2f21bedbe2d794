"""Documents to passages: heading tree, passages, sentences and words, all with exact offsets."""

from pipeline.segment.passages import segment_document
from pipeline.segment.sentences import split_sentences
from pipeline.segment.words import load_tokenizer, tokenize_words

__all__ = ["load_tokenizer", "segment_document", "split_sentences", "tokenize_words"]
