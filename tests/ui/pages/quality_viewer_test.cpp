#include "ui/pages/quality_viewer.h"

#include "core/risk/regional_map.h"
#include "core/study/scan.h"
#include "tests/support/event_loop.h"
#include "tests/support/gui_events.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/viewmodels/fake_program.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/pages/viewer_actions.h"
#include "ui/rendering/plane_views.h"
#include "ui/viewmodels/paths.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using namespace limpid::testing;
using rendering::ImageView;
using support::waitUntil;
using viewmodels::RegionEditor;

namespace fs = std::filesystem;

constexpr QSize viewerSize(960, 720);

/// A viewer on the real images of a folder; the worker's part is played by a script.
class QualityViewerTest : public ::testing::Test
{
protected:
  void open(const fs::path& images)
  {
    const auto theme = widgets::Theme::load(widgets::Appearance::Dark);
    ASSERT_TRUE(theme) << theme.error().message;
    theme->applyTo(*qApp);
    const fs::path project = folder / "project";
    auto created = study::Project::create(project);
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(*created, {images}, context));
    worker.setProject(viewmodels::toQString(project));
    quality.setProject(viewmodels::toQString(project));
    quality.setKind(support::kindOf(viewmodels::toQString(project)));
    quality.finish();
    viewer = std::make_unique<QualityViewer>(quality);
    showAndSettle(*viewer, viewerSize);
    select(0);
  }

  void select(int row)
  {
    quality.setSelection({row});
    ASSERT_TRUE(waitUntil([&] { return viewer->model().image() != nullptr; }));
  }

  ImageView& view() { return viewer->view(); }
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { pressKey(view(), key, modifiers); }
  void finish()
  {
    while (viewer->model().busy() || quality.busy()) {
      viewer->model().finish();
      quality.finish();
    }
  }

  std::optional<risk::RegionalMap> storedMap(const char* component)
  {
    auto project = study::Project::open(folder / "project");
    const auto map = risk::regionalMapOf(*project, viewer->model().rated()->record.key, component);
    return map ? *map : std::nullopt;
  }

  support::TemporaryFolder folder;
  viewmodels::Programs programs{
      viewmodels::toQString(support::fakeProgram(folder / "cli.sh", support::willingWorker)), {}};
  viewmodels::WorkerClient worker{programs};
  viewmodels::QualityViewModel quality{worker, programs};
  std::unique_ptr<QualityViewer> viewer;
};

/// Ten slices of a head, unevenly spaced.
class ViewerOnCt : public QualityViewerTest
{
protected:
  void SetUp() override
  {
    LIMPID_SHARED_PATH(images, "ct-series/philips-head-phantom/S2010");
    open(images);
  }

  /// I30, whose pixels the tests know, is the second in the order of its places.
  void showKnownSlice() { select(1); }
};

/// 64 slices of a head on an even, oblique grid.
class ViewerOnMr : public QualityViewerTest
{
protected:
  void SetUp() override
  {
    LIMPID_SHARED_PATH(images, "mr-series/studyforrest-t1w");
    open(images);
  }
};

} // namespace

TEST_F(ViewerOnCt, SaysHowAnImageComesIntoIt)
{
  quality.setSelection({});
  EXPECT_EQ(view().accessibleDescription(), QStringLiteral("Click an image to see it here."));
  showKnownSlice();
  EXPECT_EQ(view().accessibleDescription(), QString());
}

TEST_F(ViewerOnCt, TellsTheExactValueUnderThePointerAndItsPlaceInThePatient)
{
  showKnownSlice();
  struct Known
  {
    int row;
    int column;
    const char* readout;
  };
  // Read from the file with dcmdump and Rescale Intercept −1024, Image Position −115.5, −1.85,
  // 706.21 and Pixel Spacing 0.451171875.
  for (const Known& known : {Known{100, 200, "691 HU\nR 25.3  P 43.3  H 706.2 mm"},
                             Known{180, 330, "-980 HU\nL 33.4  P 79.4  H 706.2 mm"},
                             Known{300, 150, "508 HU\nR 47.8  P 133.5  H 706.2 mm"}}) {
    sendMouse(view(), QEvent::MouseMove, view().positionOf({known.column + 0.5, known.row + 0.5}),
              Qt::NoButton);
    EXPECT_TRUE(view().readout().startsWith(QString::fromUtf8(known.readout)))
        << view().readout().toStdString();
  }
}

TEST_F(ViewerOnCt, TakesItsFirstWindowFromTheHeaderAndOthersByAltAndADigit)
{
  EXPECT_EQ(view().windowLevel(), (rendering::WindowLevel{40.0, 80.0}));
  key(Qt::Key_3, Qt::AltModifier);
  EXPECT_EQ(view().windowLevel(), (rendering::WindowLevel{40.0, 400.0})) << "soft tissue";
  key(Qt::Key_5, Qt::AltModifier);
  EXPECT_EQ(view().windowLevel(), (rendering::WindowLevel{400.0, 1800.0})) << "bone";
  key(Qt::Key_R);
  EXPECT_EQ(view().windowLevel(), (rendering::WindowLevel{40.0, 80.0}));
}

TEST_F(ViewerOnCt, ScrollsWithTheWheelKeepsTheWindowAndTakesTheSelectionAlong)
{
  key(Qt::Key_3, Qt::AltModifier);
  turnWheel(view(), {200, 200}, -1);
  EXPECT_EQ(quality.selection(), std::vector<int>{1});
  turnWheel(view(), {200, 200}, -2);
  EXPECT_EQ(viewer->model().index(), 3);
  ASSERT_TRUE(waitUntil([&] { return viewer->model().image() != nullptr; }));
  EXPECT_EQ(view().windowLevel(), (rendering::WindowLevel{40.0, 400.0}));
  EXPECT_EQ(view().image().pixels, viewer->model().image()->pixels);
  key(Qt::Key_End);
  EXPECT_EQ(viewer->model().index(), 9);
  key(Qt::Key_Down);
  EXPECT_EQ(viewer->model().index(), 9) << "the series ends here";
  EXPECT_EQ(viewer->findChild<QSlider*>(u"viewer.slider"_s)->value(), 9);
}

TEST_F(ViewerOnCt, ReadsNeighboursAheadSoThatTheNextSliceIsThereAtOnce)
{
  ASSERT_TRUE(waitUntil([&] { return viewer->model().slicesRead() == 10; }));
  turnWheel(view(), {200, 200}, -1);
  ASSERT_NE(viewer->model().image(), nullptr) << "before the event loop ran again";
  EXPECT_EQ(view().image().pixels, viewer->model().image()->pixels);
}

TEST_F(ViewerOnCt, ShowsTheSliceAfterBesideItWithTheSameWindowAndZoom)
{
  viewer->findChild<QAction*>(u"viewer.next"_s)->trigger();
  auto* beside = viewer->findChild<ImageView*>(u"viewer.beside"_s);
  ASSERT_TRUE(beside->isVisible());
  ASSERT_TRUE(waitUntil([&] { return !beside->image().pixels.empty(); }));
  drag(view(), {100, 60}, {100, 90}, Qt::LeftButton);
  turnWheel(view(), {100, 100}, 2, Qt::ControlModifier);
  EXPECT_EQ(beside->windowLevel(), view().windowLevel());
  EXPECT_EQ(beside->camera(), view().camera());
  const std::vector<float> next = beside->image().pixels;
  turnWheel(*beside, {100, 100}, -1);
  ASSERT_TRUE(waitUntil([&] { return view().image().pixels == next; }))
      << "what was beside it is looked at now";
  screenshot(*viewer, u"viewer_beside"_s);
  viewer->findChild<QAction*>(u"viewer.single"_s)->trigger();
  EXPECT_FALSE(beside->isVisible());
}

TEST_F(ViewerOnCt, ShowsTheImageAsSmallAsItTrainsBesideIt)
{
  viewer->findChild<QAction*>(u"viewer.resampled64"_s)->trigger();
  auto* beside = viewer->findChild<ImageView*>(u"viewer.beside"_s);
  EXPECT_EQ(beside->image().rows, 64);
  EXPECT_EQ(beside->image().columns, 64);
}

TEST_F(ViewerOnCt, SaysThatThereIsNoRepeat)
{
  viewer->findChild<QAction*>(u"viewer.repeat"_s)->trigger();
  ASSERT_TRUE(waitUntil([&] { return !viewer->model().busy(); }));
  EXPECT_FALSE(viewer->model().companionReason().isEmpty());
  EXPECT_EQ(viewer->model().companionImage(), nullptr);
}

TEST_F(ViewerOnCt, RefusesPlanesAcrossUnevenSlicesWithASentence)
{
  key(Qt::Key_X);
  ASSERT_TRUE(waitUntil([&] { return !viewer->model().volumeReason().isEmpty(); }));
  EXPECT_TRUE(viewer->model().volumeReason().contains(u"mm apart"_s))
      << viewer->model().volumeReason().toStdString();
  EXPECT_EQ(viewer->model().volume(), nullptr);
  auto* planes = viewer->findChild<rendering::PlaneViews*>(u"viewer.planes"_s);
  EXPECT_TRUE(planes->isVisible());
  pressKey(planes->view(imaging::Section::Axial), Qt::Key_X);
  EXPECT_FALSE(planes->isVisible());
}

TEST_F(ViewerOnCt, HidesThePatientUntilAsked)
{
  const QImage hidden = screenshot(view(), u"viewer_hidden"_s);
  key(Qt::Key_I);
  const QRect corner(0, 0, 200, 60);
  const QImage shown = screenshot(view(), u"viewer_shown"_s);
  EXPECT_NE(hidden.copy(corner), shown.copy(corner));
  key(Qt::Key_I);
  EXPECT_EQ(hidden.copy(corner), screenshot(view(), u"viewer_hidden_again"_s).copy(corner));
}

TEST_F(ViewerOnCt, MapsTheNoiseInItsUnit)
{
  key(Qt::Key_F);
  ASSERT_TRUE(waitUntil([&] { return viewer->model().noiseMap().has_value(); }));
  const auto& map = *viewer->model().noiseMap();
  EXPECT_GT(map.low, 0.0);
  EXPECT_LT(map.high, 200.0) << "HU";
  EXPECT_EQ(map.values.rows, 512);
  const QImage with = screenshot(*viewer, u"viewer_noise"_s);
  key(Qt::Key_F);
  EXPECT_NE(with, screenshot(*viewer, u"viewer_no_noise"_s));
}

TEST_F(ViewerOnCt, PlaysTheSeriesAndLeavesTheSelectionWhereItStops)
{
  key(Qt::Key_K);
  EXPECT_EQ(viewer->findChild<QPushButton*>(u"viewer.play"_s)->text(), u"Pause"_s);
  ASSERT_TRUE(waitUntil([&] { return viewer->model().index() >= 2; }));
  EXPECT_EQ(quality.selection(), std::vector<int>{0}) << "not while it plays";
  key(Qt::Key_K);
  EXPECT_EQ(quality.selection(), std::vector<int>{viewer->model().index()});
}

TEST_F(ViewerOnCt, IsAPictureAloneWhereItIsSmall)
{
  viewer->resize(320, 204);
  QCoreApplication::processEvents();
  EXPECT_FALSE(viewer->findChild<QSlider*>(u"viewer.slider"_s)->isVisible());
  EXPECT_EQ(view().size(), QSize(320, 204));
}

TEST_F(ViewerOnCt, PaintsWithTheBrushErasesAndUndoes)
{
  key(Qt::Key_Q);
  ASSERT_EQ(viewer->model().regions().tool(), RegionEditor::Tool::Brush);
  drag(view(), view().positionOf({200.5, 250.5}), view().positionOf({240.5, 250.5}),
       Qt::LeftButton);
  finish();
  const std::optional<risk::RegionalMap> painted = storedMap("motion");
  ASSERT_TRUE(painted);
  std::vector<float> values = painted->values;
  const auto at = [&](int row, int column) {
    return values[static_cast<std::size_t>(row * 512 + column)];
  };
  EXPECT_EQ(at(250, 220), 4.0F) << "severe, the worst";
  EXPECT_EQ(at(253, 220), 4.0F);
  EXPECT_TRUE(std::isnan(at(270, 220)));
  EXPECT_EQ(quality.selectedValue(u"motion"_s), 4.0) << "the worst pixel gates";
  screenshot(*viewer, u"viewer_painted"_s);
  const auto rated = [&] {
    return std::count_if(values.begin(), values.end(),
                         [](float value) { return !std::isnan(value); });
  };
  const auto before = rated();
  key(Qt::Key_E);
  click(view(), view().positionOf({220.5, 250.5}));
  finish();
  const std::optional<risk::RegionalMap> erased = storedMap("motion");
  ASSERT_TRUE(erased);
  values = erased->values;
  EXPECT_TRUE(std::isnan(at(250, 220)));
  EXPECT_LT(rated(), before);
  quality.undo();
  finish();
  EXPECT_EQ(viewer->model().regions().map().values[250 * 512 + 220], 4.0F);
  quality.undo();
  finish();
  EXPECT_FALSE(viewer->model().regions().hasMap());
  EXPECT_EQ(quality.selectedValue(u"motion"_s), std::nullopt);
}

TEST_F(ViewerOnCt, UndoRightAfterAStrokeTakesTheStrokeAndNotTheEditBefore)
{
  quality.rate(u"artefact"_s, 1);
  finish();
  key(Qt::Key_Q);
  drag(view(), view().positionOf({200.5, 250.5}), view().positionOf({240.5, 250.5}),
       Qt::LeftButton);
  ASSERT_TRUE(viewer->model().regions().hasMap());
  quality.undo(); // the event loop hasn't run: the stroke is still being stored
  finish();
  EXPECT_FALSE(viewer->model().regions().hasMap());
  EXPECT_FALSE(storedMap("motion"));
  EXPECT_EQ(quality.selectedValue(u"motion"_s), std::nullopt);
  EXPECT_EQ(quality.selectedValue(u"artefact"_s), 1.0) << "the edit before stays";
  quality.redo();
  finish();
  EXPECT_TRUE(storedMap("motion"));
}

TEST_F(ViewerOnCt, UndoWhileTheButtonIsHeldTakesTheStrokeUnderWay)
{
  quality.rate(u"artefact"_s, 1);
  finish();
  key(Qt::Key_Q);
  sendMouse(view(), QEvent::MouseButtonPress, view().positionOf({200.5, 250.5}), Qt::LeftButton);
  sendMouse(view(), QEvent::MouseMove, view().positionOf({240.5, 250.5}), Qt::LeftButton);
  quality.undo();
  finish();
  sendMouse(view(), QEvent::MouseButtonRelease, view().positionOf({240.5, 250.5}), Qt::LeftButton);
  finish();
  EXPECT_FALSE(viewer->model().regions().hasMap());
  EXPECT_FALSE(storedMap("motion"));
  EXPECT_EQ(quality.selectedValue(u"artefact"_s), 1.0);
}

TEST_F(ViewerOnCt, ClosesAPolygonByADoubleClickAndGivesOneUpByEsc)
{
  key(Qt::Key_Q);
  key(Qt::Key_G);
  for (const QPointF corner : {QPointF(100, 100), QPointF(200, 100), QPointF(200, 200)})
    click(view(), view().positionOf(corner));
  EXPECT_EQ(viewer->model().regions().polygon().size(), 3u);
  key(Qt::Key_Escape);
  EXPECT_TRUE(viewer->model().regions().polygon().empty());
  for (const QPointF corner : {QPointF(100, 100), QPointF(200, 100), QPointF(200, 200)})
    click(view(), view().positionOf(corner));
  sendMouse(view(), QEvent::MouseButtonDblClick, view().positionOf({200, 200}), Qt::LeftButton);
  finish();
  const auto map = storedMap("motion");
  ASSERT_TRUE(map);
  EXPECT_EQ(map->values[120 * 512 + 190], 4.0F);
  EXPECT_TRUE(std::isnan(map->values[190 * 512 + 120]));
}

TEST_F(ViewerOnCt, MarksWhatLiesBetweenTwoValues)
{
  key(Qt::Key_Q);
  key(Qt::Key_T);
  viewer->findChild<QDoubleSpinBox*>(u"region.low"_s)->setValue(600.0);
  click(*viewer->findChild<QPushButton*>(u"region.mark"_s), {8, 8});
  finish();
  const auto map = storedMap("motion");
  ASSERT_TRUE(map);
  const imaging::Image& image = *viewer->model().image();
  for (std::size_t pixel = 0; pixel < map->values.size(); pixel += 97)
    EXPECT_EQ(!std::isnan(map->values[pixel]), image.pixels[pixel] >= 600.0F);
}

TEST_F(ViewerOnMr, ShowsThreePlanesWithOneCrosshair)
{
  select(20);
  key(Qt::Key_X);
  ASSERT_TRUE(waitUntil([&] {
    return viewer->model().volume() != nullptr || !viewer->model().volumeReason().isEmpty();
  })) << "never read";
  ASSERT_NE(viewer->model().volume(), nullptr) << viewer->model().volumeReason().toStdString();
  auto* planes = viewer->findChild<rendering::PlaneViews*>(u"viewer.planes"_s);
  ImageView& axial = planes->view(imaging::Section::Axial);
  ImageView& coronal = planes->view(imaging::Section::Coronal);
  EXPECT_FALSE(coronal.image().pixels.empty());
  screenshot(*viewer, u"viewer_planes"_s);

  click(axial, axial.positionOf({100.5, 30.5}));
  const imaging::Voxel place = planes->voxel();
  const imaging::Volume& volume = *viewer->model().volume();
  EXPECT_EQ(volume.pixelOf(imaging::Section::Axial, place), (std::array{30, 100}));
  const auto [row, column] = volume.pixelOf(imaging::Section::Coronal, place);
  EXPECT_EQ(coronal.image().at(row, column), volume.at(place));
  drag(axial, {100, 60}, {100, 90}, Qt::LeftButton);
  EXPECT_EQ(coronal.windowLevel(), axial.windowLevel());
  turnWheel(coronal, {60, 60}, -2);
  EXPECT_EQ(volume.pixelOf(imaging::Section::Axial, planes->voxel())[1], 100) << "along it only";
  EXPECT_NE(planes->voxel(), place);
}

} // namespace limpid::pages
