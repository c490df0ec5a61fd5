#include "tests/support/dicom_files.h"
#include "tests/workflow/story.h"

#include <fmt/format.h>

namespace limpid::workflow {
namespace {

/// A CT series of one patient: a slice of air at either end of four with a body.
void writeSeriesWithAir(const std::filesystem::path& folder, int patient)
{
  constexpr int edge = 32;
  for (int number = 1; number <= 6; ++number) {
    support::DicomSlice slice;
    slice.patientId = fmt::format("P{}", patient);
    slice.studyUid = fmt::format("1.2.{}", patient);
    slice.seriesUid = fmt::format("1.2.{}.1", patient);
    slice.sopUid = fmt::format("1.2.{}.1.{}", patient, number);
    slice.instance = number;
    slice.positionMm = 2.5 * number;
    slice.rows = slice.columns = edge;
    const bool air = number == 1 || number == 6;
    slice.values = air ? std::vector<float>(edge * edge, -1000.0F)
                       : support::smoothSlice(edge, edge, 20.0, static_cast<unsigned>(number));
    support::writeDicom(folder / fmt::format("{}-{}.dcm", patient, number), slice);
  }
}

} // namespace

TEST(LeaveOut, SlicesOfAirAtTheEndsAreProposedAndStayOutOfDataSets)
{
  const Story story;
  for (int patient = 1; patient <= 3; ++patient)
    writeSeriesWithAir(story.study(), patient);
  story.done({"init", story.project()});
  story.done({"import", story.project(), story.study(), "--thumbnails", "none"});
  story.done({"risk", "set", story.project(), "noise=20"});

  const Json proposed = story.done({"leave-out", story.project(), "--empty-ends", "--dry-run"});
  EXPECT_EQ(proposed["images"].size(), 6U) << proposed.dump();
  EXPECT_EQ(proposed["series"], 3);
  const auto freeze = [&](const std::string& name) {
    return story.done({"dataset", story.project(), "--name", name, "--held-out", "0.3"})["images"];
  };
  EXPECT_EQ(freeze("all"), 18) << "a dry run changes nothing";
  story.done({"leave-out", story.project(), "--empty-ends"});
  EXPECT_EQ(freeze("without"), 12);
  EXPECT_EQ(story.done({"leave-out", story.project(), "--empty-ends"})["images"].size(), 0U)
      << "they are out already";
  story.done({"leave-out", story.project(), "--image", "1.2.1.1.1", "--use-again"});
  EXPECT_EQ(freeze("one more"), 13);
}

TEST(LeaveOut, AnImageThatTheLibraryDoesNotHoldIsRefused)
{
  const Story story;
  story.importDemo();
  const support::Ran ran =
      support::runProgram("limpid-cli", {"leave-out", story.project(), "--image", "9.9.9"});
  EXPECT_EQ(ran.exitStatus, 3);
  EXPECT_NE(ran.errors.find("9.9.9"), std::string::npos) << ran.errors;
}

} // namespace limpid::workflow
