"""Characters of symbol fonts (Symbol, Wingdings, Webdings) as Unicode.

Such a font puts its own picture under a code; Word stores it as `w:sym` or in U+F000..U+F0FF.
Bullets of any picture become '•': what only decorates is not kept; '-', '+' and '*', which tell the
levels of official documents apart, are.
"""

from __future__ import annotations

BULLET = "•"
_PRIVATE = range(0xF000, 0xF100)
_FONT_CODES = range(0x100)
_CHARACTERS = range(0x20, 0xD800)  # w:char has four digits; surrogates are no characters
_DASHES = frozenset("-‐‑−⁃")
_GREEK = dict(zip("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
# Adobe's Symbol encoding; ASCII signs and digits stand at their own places.
_SYMBOL = {
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xBE: "-", 0xD6: "√", 0xD7: "·", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xDF: "←", 0xE0: "→", 0xE8: "→",
    0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_TABLES = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_SYMBOL_FONTS = frozenset({*_TABLES, "wingdings 3", "webdings"})


def symbol(code: int, font: str | None) -> str:
    """The character that `font` shows for `code` (0x20..0xFF, with or without 0xF000)."""
    name = (font or "symbol").strip().lower()
    if name not in _SYMBOL_FONTS:
        if code not in _PRIVATE:
            return chr(code) if code in _CHARACTERS else ""
        name = "symbol"  # what Word falls back to
    code &= 0xFF
    found = _TABLES.get(name, {}).get(code)
    if found is None and name == "symbol" and chr(code).isascii():
        return _symbol_ascii(chr(code))
    return found or BULLET


def _symbol_ascii(char: str) -> str:
    greek = _GREEK.get(char.lower())
    if greek:
        return greek.upper() if char.isupper() else greek
    return BULLET if char.isalpha() else char


def readable(text: str, font: str | None) -> str:
    """`text` of a run with the characters of symbol fonts put right."""
    named = font is not None and font.strip().lower() in _SYMBOL_FONTS
    if not named and not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join(_readable(char, font, named=named) for char in text)


def _readable(char: str, font: str | None, *, named: bool) -> str:
    code = ord(char)
    if code in _PRIVATE:
        return symbol(code, font if named else None)
    return symbol(code, font) if named and code in _FONT_CODES and not char.isspace() else char


def bullet(text: str, font: str | None) -> str:
    """The mark of a list level with `w:numFmt` bullet, as text."""
    sign = "".join(chr(ord(c) & 0xFF) if ord(c) in _PRIVATE else c for c in text.strip())
    if not sign:
        return ""
    if set(sign) <= _DASHES:
        return "-"
    if sign in {"+", "*", "–", "—"}:
        return sign
    name = (font or "").strip().lower()
    if sign == "o" and name not in _SYMBOL_FONTS:
        return "◦"  # Courier New: Word's second level
    return BULLET if name in _SYMBOL_FONTS or text.strip() != sign else sign
