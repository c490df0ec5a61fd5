#include "ui/viewmodels/region_editor.h"

#include "core/risk/regional_map.h"
#include "core/study/library.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::viewmodels {
namespace {

constexpr int side = 16;

struct RegionEditing : ::testing::Test
{
  /// As the viewer sets it up when one begins to look at the image.
  void lookAt(RegionEditor& editor, const std::string& component)
  {
    editor.setProject(m_project);
    editor.setActive(true);
    setComponent(editor, component);
    imaging::Image image;
    image.rows = image.columns = side;
    image.pixels.assign(side * side, 0.0F);
    editor.setImage(m_key, image);
    editor.setTool(RegionEditor::Tool::Brush);
    editor.setDiameter(2.0);
  }

  static void setComponent(RegionEditor& editor, const std::string& id)
  {
    for (const risk::Component& one : risk::defaultSchema())
      if (one.id == id)
        editor.setComponent(one);
  }

  std::optional<risk::RegionalMap> stored(const std::string& component)
  {
    auto project = study::Project::open(toPath(m_project));
    EXPECT_TRUE(project);
    return *risk::regionalMapOf(*project, m_key, component);
  }

  support::SmallProject m_place;
  QString m_project = m_place.filledProject();
  study::ImageKey m_key = [this] {
    auto project = study::Project::open(toPath(m_project));
    return study::listImages(*project, study::listSeries(*project, "")->front().uid)->front().key;
  }();
  BackgroundJobs m_stores;
};

} // namespace

TEST_F(RegionEditing, PaintsOnTopOfWhatIsStoredThoughItIsStillBeingRead)
{
  RegionEditor first(m_stores);
  lookAt(first, "artefact");
  first.press({2.0, 2.0});
  first.release({2.0, 2.0});
  first.finish();
  ASSERT_TRUE(stored("artefact"));
  const risk::RegionalMap before = *stored("artefact");

  RegionEditor second(m_stores);
  lookAt(second, "artefact");
  second.press({12.0, 12.0});
  second.release({12.0, 12.0});
  second.finish();
  const risk::RegionalMap after = *stored("artefact");
  EXPECT_NE(after.values, before.values);
  for (std::size_t pixel = 0; pixel < before.values.size(); ++pixel) {
    if (!std::isnan(before.values[pixel])) {
      EXPECT_EQ(after.values[pixel], before.values[pixel]) << pixel;
    }
  }
}

TEST_F(RegionEditing, StoresAStrokeForTheComponentThatItWasPaintedFor)
{
  RegionEditor editor(m_stores);
  lookAt(editor, "artefact");
  editor.press({2.0, 2.0});
  setComponent(editor, "motion");
  editor.release({8.0, 8.0});
  editor.finish();
  EXPECT_TRUE(stored("artefact"));
  EXPECT_FALSE(stored("motion"));
}

} // namespace limpid::viewmodels
