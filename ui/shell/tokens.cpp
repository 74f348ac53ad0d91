#include "ui/shell/tokens.h"

#include <algorithm>
#include <cmath>

namespace stillroom
{
namespace
{

double luminance(const QColor &colour)
{
    const auto channel = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
        + 0.0722 * channel(colour.blueF());
}

} // namespace

const Tokens &lightTokens()
{
    static const Tokens tokens{
        .canvas = QColor(0xF2F4F7),
        .surface = QColor(0xFFFFFF),
        .sunken = QColor(0xF7F8FA),
        .raised = QColor(0xFFFFFF),
        .rail = QColor(0xE8EBF0),
        .railSel = QColor(0xFFFFFF),
        .border = QColor(0xD8DDE4),
        .borderStrong = QColor(0x7E8897),
        .grid = QColor(0xECEEF2),
        .neutralSoft = QColor(0xEBEEF2),
        .text = QColor(0x1A1E26),
        .muted = QColor(0x525B69),
        .faint = QColor(0x5B6471),
        .disabled = QColor(0x8B93A0),
        .accent = QColor(0x3C4BB4),
        .onAccent = QColor(0xFFFFFF),
        .accentHover = QColor(0x323F9B),
        .accentPress = QColor(0x293485),
        .accentText = QColor(0x3543A6),
        .accentSoft = QColor(0xE6E9F9),
        .sel = QColor(0xE0E4F8),
        .hover = QColor(0xF1F3FB),
        .ok = QColor(0x17693B),
        .okSoft = QColor(0xE2F2E8),
        .okLine = QColor(0x3D9462),
        .warn = QColor(0x7F4B00),
        .warnSoft = QColor(0xFDF0D5),
        .warnLine = QColor(0xC58114),
        .bad = QColor(0xA9211A),
        .badSoft = QColor(0xFBE8E6),
        .badLine = QColor(0xD0453D),
        .badSolid = QColor(0xB3261E),
        .badHover = QColor(0x971C15),
        .onBad = QColor(0xFFFFFF),
        .envDev = QColor(0x17693B),
        .envDevSoft = QColor(0xE2F2E8),
        .envStg = QColor(0xF3B63F),
        .envStgText = QColor(0x3A2500),
        .envProd = QColor(0xB3261E),
        .envProdDark = QColor(0x8E1A13),
        .envProdText = QColor(0xFFFFFF),
        .envProdSoft = QColor(0xFDF1EF),
        .lanes = {QColor(0x3C4BB4), QColor(0x0B747C), QColor(0x93388B), QColor(0x5A6575)},
        .code = QColor(0xFBFBFC),
        .codeMargin = QColor(0xF2F4F7),
        .keyword = QColor(0x3543A6),
        .string = QColor(0x17693B),
        .number = QColor(0x8A4B00),
        .type = QColor(0x8A2F83),
        .comment = QColor(0x5B6471),
    };
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens{
        .canvas = QColor(0x13161B),
        .surface = QColor(0x1A1E25),
        .sunken = QColor(0x171A20),
        .raised = QColor(0x242A34),
        .rail = QColor(0x101317),
        .railSel = QColor(0x242A34),
        .border = QColor(0x303743),
        .borderStrong = QColor(0x6F7A8B),
        .grid = QColor(0x232933),
        .neutralSoft = QColor(0x2A313C),
        .text = QColor(0xE7EAF0),
        .muted = QColor(0xA9B2C0),
        .faint = QColor(0x9BA5B5),
        .disabled = QColor(0x6C7686),
        .accent = QColor(0x5866D8),
        .onAccent = QColor(0xFFFFFF),
        .accentHover = QColor(0x4F5CCB),
        .accentPress = QColor(0x4552BD),
        .accentText = QColor(0xA9B4FF),
        .accentSoft = QColor(0x272E52),
        .sel = QColor(0x2B3360),
        .hover = QColor(0x20252E),
        .ok = QColor(0x6FCB93),
        .okSoft = QColor(0x17301F),
        .okLine = QColor(0x4FA573),
        .warn = QColor(0xEDB65B),
        .warnSoft = QColor(0x3A2C10),
        .warnLine = QColor(0xC98F2B),
        .bad = QColor(0xF58F87),
        .badSoft = QColor(0x44201E),
        .badLine = QColor(0xE0635A),
        .badSolid = QColor(0xC4352C),
        .badHover = QColor(0xB02C24),
        .onBad = QColor(0xFFFFFF),
        .envDev = QColor(0x6FCB93),
        .envDevSoft = QColor(0x17301F),
        .envStg = QColor(0xF3B63F),
        .envStgText = QColor(0x3A2500),
        .envProd = QColor(0xC4352C),
        .envProdDark = QColor(0x8E1F18),
        .envProdText = QColor(0xFFFFFF),
        .envProdSoft = QColor(0x2C1A1B),
        .lanes = {QColor(0x8D9BFF), QColor(0x4FC3CB), QColor(0xDB8AD3), QColor(0x9AA6B8)},
        .code = QColor(0x15181E),
        .codeMargin = QColor(0x1A1E25),
        .keyword = QColor(0xA9B4FF),
        .string = QColor(0x6FCB93),
        .number = QColor(0xEDB65B),
        .type = QColor(0xE29BDB),
        .comment = QColor(0x98A2B2),
    };
    return tokens;
}

std::span<const NamedToken> namedTokens()
{
    static constexpr NamedToken table[] = {
        {"canvas", &Tokens::canvas},
        {"surface", &Tokens::surface},
        {"sunken", &Tokens::sunken},
        {"raised", &Tokens::raised},
        {"rail", &Tokens::rail},
        {"railSel", &Tokens::railSel},
        {"border", &Tokens::border},
        {"borderStrong", &Tokens::borderStrong},
        {"grid", &Tokens::grid},
        {"neutralSoft", &Tokens::neutralSoft},
        {"text", &Tokens::text},
        {"muted", &Tokens::muted},
        {"faint", &Tokens::faint},
        {"disabled", &Tokens::disabled},
        {"accent", &Tokens::accent},
        {"onAccent", &Tokens::onAccent},
        {"accentHover", &Tokens::accentHover},
        {"accentPress", &Tokens::accentPress},
        {"accentText", &Tokens::accentText},
        {"accentSoft", &Tokens::accentSoft},
        {"sel", &Tokens::sel},
        {"hover", &Tokens::hover},
        {"ok", &Tokens::ok},
        {"okSoft", &Tokens::okSoft},
        {"okLine", &Tokens::okLine},
        {"warn", &Tokens::warn},
        {"warnSoft", &Tokens::warnSoft},
        {"warnLine", &Tokens::warnLine},
        {"bad", &Tokens::bad},
        {"badSoft", &Tokens::badSoft},
        {"badLine", &Tokens::badLine},
        {"badSolid", &Tokens::badSolid},
        {"badHover", &Tokens::badHover},
        {"onBad", &Tokens::onBad},
        {"envDev", &Tokens::envDev},
        {"envDevSoft", &Tokens::envDevSoft},
        {"envStg", &Tokens::envStg},
        {"envStgText", &Tokens::envStgText},
        {"envProd", &Tokens::envProd},
        {"envProdDark", &Tokens::envProdDark},
        {"envProdText", &Tokens::envProdText},
        {"envProdSoft", &Tokens::envProdSoft},
        {"code", &Tokens::code},
        {"codeMargin", &Tokens::codeMargin},
        {"keyword", &Tokens::keyword},
        {"string", &Tokens::string},
        {"number", &Tokens::number},
        {"type", &Tokens::type},
        {"comment", &Tokens::comment},
    };
    return table;
}

Tokens highContrast(const Tokens &tokens)
{
    Tokens result = tokens;
    for (const Token fill : {&Tokens::okSoft, &Tokens::warnSoft, &Tokens::badSoft, &Tokens::accentSoft,
             &Tokens::envDevSoft, &Tokens::envProdSoft, &Tokens::neutralSoft}) {
        result.*fill = tokens.surface;
    }
    for (const Token line :
        {&Tokens::border, &Tokens::borderStrong, &Tokens::okLine, &Tokens::warnLine, &Tokens::badLine}) {
        result.*line = tokens.text;
    }
    return result;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto [dark, light] = std::minmax(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

} // namespace stillroom
