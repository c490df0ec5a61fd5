#include "ui/viewmodels/pixel_text_view_model.h"

#include "core/study/library.h"
#include "core/study/scan.h"
#include "core/study/thumbnail.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"

#include <gmock/gmock.h>

namespace limpid::viewmodels {
namespace {

using testing::SizeIs;

/// Three ultrasound images; the worker has decoded them before.
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
    for (const study::ImageRecord& image : *study::listImages(project, series->front().uid))
      EXPECT_TRUE(study::makeThumbnail(project, image));
    worker.setProject(toQString(folder / "project"));
  }

  std::size_t confirmedInProject() const
  {
    study::Project project = *study::Project::open(folder / "project");
    return study::confirmedPixels(project)->size();
  }

  support::TemporaryFolder folder;
  WorkerClient worker{support::SmallProject::noPrograms()};
  QString kind;
};

} // namespace

TEST_F(PixelText, IsLookedAtImageByImageAndWhatIsConfirmedIsKept)
{
  PixelTextViewModel text(worker, toQString(folder / "project"), kind);
  EXPECT_TRUE(text.loading());
  text.jobs().finish();
  ASSERT_EQ(text.count(), 3) << text.error().toStdString();
  EXPECT_TRUE(text.reason().contains(QStringLiteral("US")));
  ASSERT_THAT(text.image().pixels, SizeIs(16 * 16)) << text.error().toStdString();
  text.confirm();
  text.jobs().finish();
  EXPECT_EQ(confirmedInProject(), 1u) << "at once";
  EXPECT_EQ(text.place(), 1);
  text.skip();
  text.jobs().finish();
  text.confirm();
  text.jobs().finish();
  EXPECT_EQ(text.place(), 3) << "all were looked at";
  EXPECT_EQ(text.confirmed(), 2);
  PixelTextViewModel again(worker, toQString(folder / "project"), kind);
  again.jobs().finish();
  EXPECT_EQ(again.count(), 1) << "the one that was skipped";
}

} // namespace limpid::viewmodels
