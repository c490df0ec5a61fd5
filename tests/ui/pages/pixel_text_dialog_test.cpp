// By mouse: text in the pixels is covered before anything trains on it.

#include "ui/pages/pixel_text_dialog.h"

#include "core/study/library.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/event_loop.h"
#include "tests/support/gui_events.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/viewmodels/fake_program.h"
#include "ui/pages/cover_picture.h"
#include "ui/viewmodels/paths.h"

#include <QPushButton>

#include <gtest/gtest.h>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using viewmodels::toQString;

constexpr int edge = 16; // pixels of an image

/// Two ultrasound images, and a worker that says that it has decoded what it is asked for.
struct PixelTextDialogTest : ::testing::Test
{
  void SetUp() override
  {
    for (int slice = 1; slice <= 2; ++slice) {
      support::DicomSlice image = support::plantedSlice(1, slice, edge, 10.0);
      image.modality = "US";
      support::writeDicom(folder / "study" / (std::to_string(slice) + ".dcm"), image);
    }
    study::Project project = *study::Project::create(folder / "project");
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(project, {folder / "study"}, context));
    worker.setProject(toQString(folder / "project"));
    const QString kind = QString::fromStdString(study::listSeries(project, {})->front().kind);
    auto made = std::make_unique<viewmodels::PixelTextViewModel>(
        worker, toQString(folder / "project"), kind);
    text = made.get();
    dialog = std::make_unique<PixelTextDialog>(std::move(made));
    testing::showAndSettle(*dialog, dialog->sizeHint());
    ASSERT_TRUE(waitUntil([&] { return !text->image().pixels.empty(); }))
        << text->error().toStdString();
    ASSERT_EQ(text->count(), 2);
  }

  CoverPicture& picture() { return *dialog->findChild<CoverPicture*>(u"pixelText.picture"_s); }
  QPushButton& button(const QString& name)
  {
    return *dialog->findChild<QPushButton*>(u"pixelText."_s + name);
  }
  void click(const QString& name)
  {
    testing::click(button(name), QRectF(button(name).rect()).center());
  }
  /// Screen pixels of one pixel of the image.
  double scale() { return picture().width() / static_cast<double>(edge); }
  /// From within one pixel of the image to within another.
  void draw(QPointF from, QPointF to)
  {
    testing::drag(picture(), from * scale(), to * scale(), Qt::LeftButton);
  }
  std::map<std::string, std::vector<study::PixelMask>> coveredInProject() const
  {
    study::Project project = *study::Project::open(folder / "project");
    return *study::coveredPixels(project);
  }

  support::TemporaryFolder folder;
  viewmodels::WorkerClient worker{viewmodels::Programs{
      toQString(support::fakeProgram(folder / "worker", support::willingWorker)), {}}};
  viewmodels::PixelTextViewModel* text = nullptr;
  std::unique_ptr<PixelTextDialog> dialog;
};

} // namespace

TEST_F(PixelTextDialogTest, CoversWhatTheMouseHasDrawnOverAndKeepsItForThatImage)
{
  EXPECT_FALSE(button(u"cover"_s).isEnabled()) << "nothing is drawn yet";
  draw({2.5, 1.5}, {5.5, 3.5});
  draw({30.0, 15.5}, {14.5, 12.5}); // from beyond the picture, to the left and up
  const std::vector<study::PixelMask> expected{{2, 1, 4, 3}, {14, 12, 2, 4}};
  EXPECT_EQ(text->covers(), expected);
  EXPECT_FALSE(button(u"confirm"_s).isEnabled()) << "there is text: it was just covered";
  const QImage seen = testing::screenshot(picture(), u"pixel-text"_s);
  for (const QPointF place : {QPointF(2.1, 1.1), QPointF(5.9, 3.9), QPointF(14.5, 12.5)})
    EXPECT_EQ(seen.pixelColor((place * scale()).toPoint()), QColor(Qt::black));

  click(u"cover"_s);
  text->jobs().finish();
  ASSERT_EQ(coveredInProject().size(), 1U) << "at once";
  EXPECT_EQ(coveredInProject().begin()->second, expected);
  EXPECT_EQ(text->place(), 1);
  ASSERT_TRUE(waitUntil([&] { return !text->image().pixels.empty(); }));
  EXPECT_EQ(text->covers(), expected) << "proposed for the next image of that size";
}

TEST_F(PixelTextDialogTest, TakesRectanglesOffAgainAndAClickDrawsNone)
{
  draw({2.5, 1.5}, {2.5, 1.5});
  EXPECT_TRUE(text->covers().empty());
  draw({2.5, 1.5}, {5.5, 3.5});
  ASSERT_EQ(text->covers().size(), 1U);
  click(u"clear"_s);
  EXPECT_TRUE(text->covers().empty());
  click(u"confirm"_s);
  text->jobs().finish();
  EXPECT_EQ(text->confirmed(), 1);
  EXPECT_TRUE(coveredInProject().empty());
}

TEST_F(PixelTextDialogTest, KeepsASkippedImageOutAlthoughRectanglesAreDrawn)
{
  draw({2.5, 1.5}, {5.5, 3.5});
  click(u"skip"_s);
  EXPECT_EQ(text->place(), 1);
  text->jobs().finish();
  EXPECT_TRUE(coveredInProject().empty());
}

} // namespace limpid::pages
