#include "ui/viewmodels/archive_send_view_model.h"

#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;

struct ArchiveSendViewModelTest : testing::Test
{
  ArchiveSendViewModelTest()
  {
    for (const auto& file : files)
      support::writeDicom(file,
                          {.rows = 8, .columns = 8, .values = support::smoothSlice(8, 8, 1.0, 1)});
  }

  support::TemporaryFolder folder;
  std::vector<std::filesystem::path> files{folder / "one.dcm", folder / "two.dcm"};
  ArchiveSendViewModel model{network::ArchiveList(folder / "archives.json"), {.files = files}};
};

} // namespace

TEST_F(ArchiveSendViewModelTest, SaysWhatWouldGoWhere)
{
  EXPECT_EQ(model.intention(), QString());
  EXPECT_EQ(model.obstacle(), u"Add an archive first."_s);
  model.archives().save({.name = "clinic", .aeTitle = "A", .host = "h", .port = 105}, {});
  EXPECT_EQ(model.obstacle(), QString());
  EXPECT_EQ(model.intention(), u"2 synthetic image(s) will be sent to clinic at h:105 (AE title "
                               u"A) when you press Send."_s);
  ASSERT_EQ(model.answers().size(), 2U);
  EXPECT_EQ(model.answers()[1].file, u"two.dcm"_s);
  EXPECT_FALSE(model.busy());
}

TEST_F(ArchiveSendViewModelTest, SendsNothingThatDoesNotSayThatItIsSynthetic)
{
  model.archives().save({.name = "clinic", .aeTitle = "A", .host = "127.0.0.1", .port = 1}, {});
  model.send();
  model.finish();
  EXPECT_TRUE(model.error().contains(u"may be a real patient's"_s)) << model.error().toStdString();
  EXPECT_EQ(model.waiting(), 2);
}

} // namespace limpid::viewmodels
