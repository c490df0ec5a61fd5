#include "ui/viewmodels/pixel_text_view_model.h"

#include "core/study/library.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/event_loop.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/viewmodels/fake_program.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

/// Three ultrasound images, and a worker that says that it has decoded what it is asked for.
struct PixelText : testing::Test
{
  PixelText()
  {
    for (int slice = 1; slice <= 3; ++slice) {
      support::DicomSlice image = support::plantedSlice(1, slice, 16, 10.0);
      image.modality = "US";
      support::writeDicom(folder / "study" / (std::to_string(slice) + ".dcm"), image);
    }
    study::Project project = *study::Project::create(folder / "project");
    jobs::JobContext context;
    EXPECT_TRUE(study::scan(project, {folder / "study"}, context));
    const auto series = study::listSeries(project, {});
    kind = QString::fromStdString(series->front().kind);
    worker.setProject(toQString(folder / "project"));
  }

  std::size_t confirmedInProject() const
  {
    study::Project project = *study::Project::open(folder / "project");
    return study::confirmedPixels(project)->size();
  }

  support::TemporaryFolder folder;
  WorkerClient worker{
      Programs{toQString(support::fakeProgram(folder / "worker", support::willingWorker)), {}}};
  QString kind;
};

} // namespace

TEST_F(PixelText, IsLookedAtImageByImageAndWhatIsConfirmedIsKept)
{
  PixelTextViewModel text(worker, toQString(folder / "project"), kind);
  EXPECT_TRUE(text.loading());
  const auto waitForImage = [&] {
    EXPECT_TRUE(support::waitUntil([&] { return !text.image().pixels.empty(); }))
        << text.error().toStdString();
  };
  waitForImage();
  ASSERT_EQ(text.count(), 3);
  EXPECT_TRUE(text.reason().contains(QStringLiteral("US")));
  EXPECT_EQ(text.image().pixels.size(), 16u * 16u);
  text.confirm();
  text.jobs().finish();
  EXPECT_EQ(confirmedInProject(), 1u) << "at once";
  EXPECT_EQ(text.place(), 1);
  text.skip();
  waitForImage();
  text.confirm();
  text.jobs().finish();
  EXPECT_EQ(text.place(), 3) << "all were looked at";
  EXPECT_EQ(text.confirmed(), 2);

  PixelTextViewModel again(worker, toQString(folder / "project"), kind);
  again.jobs().finish();
  EXPECT_EQ(again.count(), 1) << "the one that was skipped";
}

} // namespace limpid::viewmodels
