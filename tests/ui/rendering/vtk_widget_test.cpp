#include "ui/rendering/vtk_widget.h"

#include "tests/support/event_loop.h"
#include "tests/support/gui_events.h"
#include "ui/rendering/image_view.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QProcess>

namespace limpid::rendering {
namespace {

constexpr auto withoutOpenGl = "LIMPID_TEST_WITHOUT_OPENGL";
constexpr int patienceMs = 60'000;

/// The same test again, on a display of its own that offers no OpenGL.
void runWithoutOpenGl(const QString& test)
{
  QProcess again;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QLatin1String(withoutOpenGl), QStringLiteral("1"));
  again.setProcessEnvironment(environment);
  again.setProcessChannelMode(QProcess::MergedChannels);
  again.start(QStringLiteral("xvfb-run"),
              {QStringLiteral("-a"), QStringLiteral("-s"),
               QStringLiteral("-screen 0 800x600x24 -extension GLX"),
               QCoreApplication::applicationFilePath(), QStringLiteral("--gtest_filter=") + test});
  ASSERT_TRUE(again.waitForFinished(patienceMs));
  EXPECT_EQ(again.exitCode(), 0) << again.readAll().toStdString();
}

int brightPixels(const QImage& picture)
{
  int bright = 0;
  for (int row = 0; row < picture.height(); ++row)
    for (int column = 0; column < picture.width(); ++column)
      bright += qGray(picture.pixel(column, row)) > 200 ? 1 : 0;
  return bright;
}

TEST(VtkWidget, RendersOnceALayoutIsDoneAndNotInTheMiddleOfIt)
{
  ImageView view;
  testing::showAndSettle(view, {320, 240});
  auto* canvas = view.findChild<VtkWidget*>();
  ASSERT_NE(canvas, nullptr);
  ASSERT_TRUE(support::waitUntil([&] { return canvas->renders() > 0; }));
  const int before = canvas->renders();
  for (int width = 300; width > 200; width -= 10)
    canvas->resize(width, 200);
  EXPECT_EQ(canvas->renders(), before);
  EXPECT_TRUE(support::waitUntil([&] { return canvas->renders() > before; }))
      << "what was resized is painted";
}

TEST(VtkWidget, IsCompleteInAPictureThatIsTakenBeforeItWasShown)
{
  ImageView view;
  imaging::Image image;
  image.rows = 2;
  image.columns = 2;
  image.pixels = {1.0F, 1.0F, 1.0F, 1.0F};
  image.spacingMm = {1.0, 1.0};
  view.setImage(image, WindowLevel{0.0, 1.0});
  view.resize(200, 200);
  view.show();
  const QImage picture = view.grab().toImage();
  EXPECT_GT(qGray(picture.pixel(100, 100)), 200);
}

TEST(VtkWidget, SaysInWordsThatADisplayHasNoOpenGl)
{
  if (!qEnvironmentVariableIsSet(withoutOpenGl)) {
    runWithoutOpenGl(QStringLiteral("VtkWidget.SaysInWordsThatADisplayHasNoOpenGl"));
    return;
  }
  ImageView view;
  testing::showAndSettle(view, {400, 300});
  auto* canvas = view.findChild<VtkWidget*>();
  ASSERT_TRUE(support::waitUntil([&] { return canvas->renders() > 0; }));
  const int bright = brightPixels(canvas->grab().toImage());
  EXPECT_GT(bright, 100) << "words";
  EXPECT_LT(bright, 400 * 300 / 10);
}

TEST(VtkWidget, RendersInAnEventOfItsOwnAndNotInThePaintOfThePage)
{
  ImageView view;
  testing::showAndSettle(view, {320, 240});
  auto* canvas = view.findChild<VtkWidget*>();
  ASSERT_NE(canvas, nullptr);
  ASSERT_TRUE(support::waitUntil([&] { return canvas->renders() > 0; }));
  const int before = canvas->renders();
  canvas->repaint();
  EXPECT_EQ(canvas->renders(), before) << "what was rendered is copied";
  canvas->renderSoon();
  EXPECT_EQ(canvas->renders(), before);
  EXPECT_TRUE(support::waitUntil([&] { return canvas->renders() == before + 1; }));
}

} // namespace
} // namespace limpid::rendering
