#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QApplication>

namespace limpid::widgets {
namespace {

int strongest(const QImage& image, const QColor& colour)
{
  int alpha = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > 200) {
        EXPECT_NEAR(pixel.red(), colour.red(), 3);
        EXPECT_NEAR(pixel.green(), colour.green(), 3);
        alpha = std::max(alpha, pixel.alpha());
      }
  return alpha;
}

TEST(Icons, ExistForEveryPageAndCommonAction)
{
  for (const char* name : {"studies", "quality", "plan",     "train",    "generate",
                           "export",  "folder",  "warning",  "error",    "check",
                           "play",    "pause",   "stop",     "undo",     "redo",
                           "close",   "search",  "settings", "identity", "identity-hidden",
                           "theme"}) {
    const QPixmap pixmap = iconPixmap(QString::fromLatin1(name), Qt::red, 20, 2.0);
    EXPECT_EQ(pixmap.size(), QSize(40, 40)) << name;
    EXPECT_GT(strongest(pixmap.toImage(), Qt::red), 200) << name;
  }
  EXPECT_TRUE(themedIcon(QStringLiteral("no such icon")).isNull());
}

TEST(Icons, TakeTheColourOfThePaletteTheyAreLoadedUnder)
{
  for (const Appearance appearance : {Appearance::Dark, Appearance::Light}) {
    const auto theme = Theme::load(appearance);
    ASSERT_TRUE(theme) << theme.error().message;
    theme->applyTo(*qApp);
    const QIcon icon = themedIcon(QStringLiteral("train"));
    EXPECT_GT(strongest(icon.pixmap(20).toImage(), theme->colour(QStringLiteral("text"))), 200);
    EXPECT_GT(strongest(icon.pixmap(20, QIcon::Disabled).toImage(),
                        theme->colour(QStringLiteral("muted"))),
              200);
  }
}

} // namespace
} // namespace limpid::widgets
