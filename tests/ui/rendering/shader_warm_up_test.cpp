#include "ui/rendering/shader_warm_up.h"

#include "tests/support/event_loop.h"
#include "ui/rendering/image_view.h"
#include "ui/rendering/vtk_widget.h"

#include <gtest/gtest.h>

#include <QOpenGLContext>

namespace limpid::rendering {
namespace {

imaging::Image whiteImage()
{
  imaging::Image image;
  image.rows = 2;
  image.columns = 2;
  image.pixels = {1.0F, 1.0F, 1.0F, 1.0F};
  return image;
}

TEST(ShaderWarmUp, LeavesNoContextBehindAndAViewCompleteAfterwards)
{
  const auto shaders = warmUpShaders();
  EXPECT_EQ(QOpenGLContext::currentContext(), nullptr);
  ImageView view;
  view.setImage(whiteImage(), WindowLevel{0.0, 1.0});
  view.resize(200, 200);
  view.show();
  auto* canvas = view.findChild<VtkWidget*>();
  ASSERT_TRUE(support::waitUntil([&] { return canvas->renders() > 0; }));
  EXPECT_GT(qGray(view.grab().toImage().pixel(100, 100)), 200);
}

} // namespace
} // namespace limpid::rendering
