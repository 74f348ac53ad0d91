#pragma once

#include <QColor>

#include <array>
#include <span>

namespace stillroom
{

/// The colours of one theme. The only place of the program where colours are named: the palette, the
/// style sheet and every delegate read from here. Fields ending in "Soft" are fills, in "Line"
/// outlines and bars; "on…" is the text on the solid colour.
struct Tokens {
    QColor canvas, surface, sunken, raised;
    QColor rail, railSel;
    QColor border, borderStrong, grid, neutralSoft;
    QColor text, muted, faint, disabled;
    QColor accent, onAccent, accentHover, accentPress, accentText, accentSoft, sel, hover;
    QColor ok, okSoft, okLine;
    QColor warn, warnSoft, warnLine;
    QColor bad, badSoft, badLine;
    QColor badSolid, badHover, onBad;
    QColor envDev, envDevSoft;
    QColor envStg, envStgText;
    QColor envProd, envProdDark, envProdText, envProdSoft;
    std::array<QColor, 4> lanes;
    QColor code, codeMargin, keyword, string, number, type, comment;

    bool operator==(const Tokens &) const = default;
};

/// A token by name, for parts that follow a change of theme by themselves.
using Token = QColor Tokens::*;

struct NamedToken {
    const char *name;
    Token token;
};
/// Every single token under the name of the design guide (the lanes are not among them).
std::span<const NamedToken> namedTokens();

const Tokens &lightTokens();
const Tokens &darkTokens();

/// The tokens with soft fills dropped to the surface and outlines raised to the text colour.
Tokens highContrast(const Tokens &tokens);

/// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);

} // namespace stillroom
