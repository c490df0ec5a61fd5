#include "ui/viewmodels/region_import.h"

#include "tests/support/event_loop.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/viewmodels/fake_program.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;

struct RegionImportTest : testing::Test
{
  /// Runs an import by a program that this script stands for; it writes its arguments down.
  void import(std::string_view script, const RegionImportRequest& asked)
  {
    const std::string whole =
        "echo \"$@\" > " + (folder / "arguments").string() + "\n" + std::string(script);
    RegionImport importing({toQString(support::fakeProgram(folder / "cli.sh", whole)), {}});
    bool finished = false;
    QObject::connect(&importing, &RegionImport::finished, &importing, [&] { finished = true; });
    importing.start(u"/project"_s, asked);
    ASSERT_TRUE(support::waitUntil([&] { return finished; }));
    images = importing.images();
    warnings = importing.warnings();
    error = importing.error();
    std::ifstream stream(folder / "arguments");
    std::getline(stream, arguments);
  }

  RegionImportRequest request{.file = u"/map.nii.gz"_s,
                              .component = u"motion"_s,
                              .value = 3.0,
                              .image = {"1.2.3", 2},
                              .series = {},
                              .rater = u"Li"_s};
  support::TemporaryFolder folder;
  int images = 0;
  QStringList warnings;
  QString error;
  std::string arguments;
};

} // namespace

TEST_F(RegionImportTest, TellsHowManyImagesGotAMapAndWhatWasOddAboutIt)
{
  import(
      R"sh(printf '{"event":"progress"}\n{"matched":2,"unmatched":[{"row":0,"reason":"Off the scale."}],"warnings":["Resampled."]}\n')sh",
      request);
  EXPECT_EQ(images, 2);
  EXPECT_EQ(warnings, (QStringList{u"Off the scale."_s, u"Resampled."_s}));
  EXPECT_TRUE(error.isEmpty());
  EXPECT_EQ(arguments, "risk import /project /map.nii.gz --component motion --json --value 3 "
                       "--onto-image 1.2.3 --onto-frame 2 --rater Li");
}

TEST_F(RegionImportTest, LaysItOnASeriesAndTakesTheFilesNumbersWhereNoneIsGiven)
{
  request.value.reset();
  request.series = u"1.2"_s;
  import("echo '{\"matched\":1}'", request);
  EXPECT_EQ(arguments,
            "risk import /project /map.nii.gz --component motion --json --onto-series 1.2 "
            "--rater Li");
  EXPECT_EQ(images, 1);
}

TEST_F(RegionImportTest, GivesTheReasonOfAFailure)
{
  import("echo 'The map marks no pixel of this image.' >&2; exit 3", request);
  EXPECT_EQ(error, u"The map marks no pixel of this image."_s);
  EXPECT_EQ(images, 0);
}

TEST_F(RegionImportTest, OutlivesAFileThatEndsTheReadingProcess)
{
  import("kill -9 $$", request);
  EXPECT_FALSE(error.isEmpty());
}

} // namespace limpid::viewmodels
