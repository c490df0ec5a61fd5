#include "ui/rendering/colour_tokens.h"
#include "ui/widgets/theme.h"

#include "core/base/document.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QImageReader>

#include <filesystem>

namespace limpid::widgets {
namespace {

QString name(const Json& text)
{
  return QString::fromStdString(text.get<std::string>());
}

TEST(Theme, KeepsEveryContrastThatTheTokensPromise)
{
  const auto tokens =
      readDocument(std::filesystem::path(LIMPID_SOURCE_DIR) / "resources/styles/tokens.json",
                   "limpid-tokens", 1);
  ASSERT_TRUE(tokens) << tokens.error().message;
  ASSERT_GE(tokens->at("contrast").size(), 13u);
  for (const Appearance appearance : {Appearance::Dark, Appearance::Light}) {
    const auto theme = Theme::load(appearance);
    ASSERT_TRUE(theme) << theme.error().message;
    const bool dark = appearance == Appearance::Dark;
    for (const Json& pair : tokens->at("contrast"))
      for (const Json& ground : pair.at("on"))
        // The figures of the design are rounded to a tenth.
        EXPECT_GE(contrastRatio(theme->colour(name(pair.at("ink"))), theme->colour(name(ground))),
                  pair.at(dark ? "dark" : "light").get<double>() - 0.05)
            << pair.at("ink") << " on " << ground << (dark ? " dark" : " light");
  }
}

TEST(Theme, KeepsCurvesAndRisksApartFromTheSurfaceByThreeToOne)
{
  for (const Appearance appearance : {Appearance::Dark, Appearance::Light}) {
    const auto theme = Theme::load(appearance);
    ASSERT_TRUE(theme) << theme.error().message;
    for (auto token = theme->colours().cbegin(); token != theme->colours().cend(); ++token) {
      const bool drawn = token.key().startsWith(QLatin1String("curve.")) ||
                         token.key().startsWith(QLatin1String("risk."));
      EXPECT_TRUE(!drawn ||
                  contrastRatio(token.value(), theme->colour(QStringLiteral("surface"))) >= 3.0)
          << token.key().toStdString();
    }
  }
}

TEST(Theme, MeasuresContrastAsWcagDoes)
{
  EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21.0, 1e-9);
  EXPECT_NEAR(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white), 4.54, 0.005);
  EXPECT_NEAR(contrastRatio(Qt::white, Qt::white), 1.0, 1e-9);
}

TEST(Theme, CanDrawTheArrowsOfItsStyleSheetWhichAreSvg)
{
  EXPECT_TRUE(QImageReader::supportedImageFormats().contains("svg"))
      << "Qt's SVG plug-in is missing: boxes have no arrows";
}

TEST(Theme, GivesPaletteTokensAndStyleSheetToTheApplication)
{
  const auto theme = Theme::load(Appearance::Light);
  ASSERT_TRUE(theme) << theme.error().message;
  theme->applyTo(*qApp);
  EXPECT_EQ(QApplication::palette().color(QPalette::Window), QColor(0xF3, 0xF5, 0xF7));
  EXPECT_EQ(QApplication::palette().color(QPalette::Disabled, QPalette::Text),
            theme->colour(QStringLiteral("muted")));
  EXPECT_EQ(rendering::tokenColour(QStringLiteral("curve.limpid")), QColor(0x0B, 0x6B, 0x7A));
  EXPECT_FALSE(qApp->styleSheet().contains(QLatin1Char('@')));
}

} // namespace
} // namespace limpid::widgets
