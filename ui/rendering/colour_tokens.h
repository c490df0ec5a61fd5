#pragma once

#include <QColor>
#include <QString>

namespace limpid::rendering {

/// Name of the QApplication property that holds the colour tokens (QVariantHash, name → QColor).
/// widgets::Theme sets it before it sets the palette, so a palette change means: read again.
inline constexpr char colourTokensProperty[] = "limpidColourTokens";

/// The colour of a token of tokens.json in the theme in use, for example "accent" or
/// "curve.limpid". The palette's text colour where no theme was applied or no such token exists.
QColor tokenColour(const QString& token);

} // namespace limpid::rendering
