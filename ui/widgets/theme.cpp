#include "ui/widgets/theme.h"

#include "core/base/document.h"
#include "resources/resources.h"
#include "ui/rendering/colour_tokens.h"
#include "ui/widgets/style_sheet.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QFontInfo>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

namespace limpid::widgets {
namespace {

constexpr int newestTokensVersion = 1;

Result<Json> readTokens()
{
  resources::load();
  QFile file(QStringLiteral(":/limpid/styles/tokens.json"));
  if (!file.open(QIODevice::ReadOnly))
    return failure(ErrorCode::Internal, "tokens.json isn't compiled in.");
  Result<Json> tokens = parseJson(file.readAll().toStdString(), "tokens.json");
  if (tokens && (tokens->value("format", "") != "limpid-tokens" ||
                 tokens->value("version", 0) != newestTokensVersion))
    return failure(ErrorCode::Unsupported, "tokens.json isn't of version 1.");
  return tokens;
}

/// The desktop's own font, with Chinese in the same weight behind it: left to itself fontconfig may
/// answer with a bold one.
QFont textFont()
{
  constexpr int bodyPixels = 13;
  QFont font = QApplication::font();
  const QString chinese = QStringLiteral("Noto Sans CJK SC");
  const QString latin = QFontInfo(font).family(); // not an alias such as "Sans Serif"
  font.setFamilies({latin, chinese});
  font.setPixelSize(bodyPixels);
  return font;
}

/// WCAG 2: relative luminance of an sRGB colour.
double luminance(const QColor& colour)
{
  const auto linear = [](double part) {
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(double{colour.redF()}) + 0.7152 * linear(double{colour.greenF()}) +
         0.0722 * linear(double{colour.blueF()});
}

} // namespace

Result<Theme> Theme::load(Appearance appearance)
{
  const Result<Json> tokens = readTokens();
  if (!tokens)
    return failure(tokens.error());
  Theme theme;
  theme.m_appearance = appearance;
  const char* column = appearance == Appearance::Dark ? "dark" : "light";
  try {
    for (const auto& [name, values] : tokens->at("colours").items()) {
      const QColor colour(QString::fromStdString(values.at(column).get<std::string>()));
      if (!colour.isValid())
        return failure(ErrorCode::BadInput, "tokens.json: " + name + " is no colour.");
      theme.m_colours.insert(QString::fromStdString(name), colour);
    }
  } catch (const Json::exception& problem) {
    return failure(ErrorCode::BadInput, std::string("tokens.json: ") + problem.what());
  }
  return theme;
}

QColor Theme::colour(const QString& token) const
{
  return m_colours.value(token);
}

QPalette Theme::palette() const
{
  const auto token = [this](const char* name) { return colour(QString::fromLatin1(name)); };
  QPalette palette;
  palette.setColor(QPalette::Window, token("window"));
  palette.setColor(QPalette::Base, token("field"));
  palette.setColor(QPalette::AlternateBase, token("raised"));
  palette.setColor(QPalette::Button, token("raised"));
  for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
    palette.setColor(role, token("text"));
  palette.setColor(QPalette::BrightText, token("error"));
  palette.setColor(QPalette::PlaceholderText, token("muted"));
  palette.setColor(QPalette::Highlight, token("selection"));
  palette.setColor(QPalette::HighlightedText, token("text"));
  palette.setColor(QPalette::Link, token("accent"));
  palette.setColor(QPalette::LinkVisited, token("accent"));
  palette.setColor(QPalette::ToolTipBase, token("raised"));
  palette.setColor(QPalette::ToolTipText, token("text"));
  palette.setColor(QPalette::Mid, token("line"));
  palette.setColor(QPalette::Midlight, token("line"));
  palette.setColor(QPalette::Light, token("raised"));
  palette.setColor(QPalette::Dark, token("line"));
  palette.setColor(QPalette::Shadow, token("window"));
  for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText,
                          QPalette::HighlightedText, QPalette::ToolTipText})
    palette.setColor(QPalette::Disabled, role, token("muted"));
  palette.setColor(QPalette::Disabled, QPalette::Highlight, token("raised"));
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
  palette.setColor(QPalette::Accent, token("accent"));
#endif
  return palette;
}

QString Theme::styleSheet() const
{
  return makeStyleSheet(m_colours, m_appearance);
}

void Theme::applyTo(QApplication& application) const
{
  QVariantHash tokens;
  for (auto token = m_colours.cbegin(); token != m_colours.cend(); ++token)
    tokens.insert(token.key(), token.value());
  // First the tokens: the palette change that follows makes charts and icons read them.
  application.setProperty(rendering::colourTokensProperty, tokens);
  if (application.style()->objectName() != QLatin1String("fusion"))
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  QApplication::setPalette(palette());
  QApplication::setFont(textFont());
  application.setStyleSheet(styleSheet());
}

double contrastRatio(const QColor& first, const QColor& second)
{
  const double one = luminance(first);
  const double other = luminance(second);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

} // namespace limpid::widgets
