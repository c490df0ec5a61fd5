#include "ui/rendering/shader_warm_up.h"

#include "ui/rendering/chart_plots.h"
#include "ui/rendering/image_slice.h"
#include "ui/rendering/vtk_scene.h"

#include <vtkCamera.h>
#include <vtkRenderer.h>

namespace limpid::rendering {
namespace {

constexpr int side = 100; // pixels; software OpenGL compiles anew for what isn't whole tiles of 64

imaging::Image smallImage()
{
  imaging::Image image;
  image.rows = 2;
  image.columns = 2;
  image.pixels = {0.0F, 1.0F, 1.0F, 0.0F};
  return image;
}

void fill(ChartPlots& plots)
{
  const std::vector<double> x{0.0, 1.0, 2.0};
  for (const Dash dash : {Dash::Solid, Dash::Dashed}) {
    CurveSeries curve;
    curve.x = x;
    curve.y = {0.0, 1.0, 0.5};
    curve.lower = {0.0, 0.5, 0.2};
    curve.upper = {0.5, 1.5, 1.0};
    curve.dash = dash;
    plots.series.push_back(std::move(curve));
  }
  BarSeries bars;
  bars.edges = x;
  bars.counts = {1.0, 2.0};
  plots.bars.push_back(std::move(bars));
  plots.rebuild(1.0);
  plots.place({8.0, 8.0, side - 16.0, side - 16.0}, side);
}

void drawChart()
{
  VtkScene scene;
  ChartPlots plots(*scene.window, [] {});
  fill(plots);
  scene.render({side, side});
}

void drawImage()
{
  VtkScene scene;
  const imaging::Image image = smallImage();
  const auto slice = makeSlice(image);
  setWindow(*slice, {0.5, 1.0});
  const auto map = makeMapSlice();
  setMap(*map, {.values = image}, image);
  vtkNew<vtkRenderer> renderer;
  renderer->AddViewProp(slice);
  renderer->AddViewProp(map);
  renderer->GetActiveCamera()->ParallelProjectionOn();
  renderer->ResetCamera();
  scene.window->AddRenderer(renderer);
  scene.render({side, side});
}

} // namespace

std::shared_ptr<RenderContext> warmUpShaders()
{
  auto context = RenderContext::shared();
  drawChart();
  drawImage();
  return context;
}

} // namespace limpid::rendering
