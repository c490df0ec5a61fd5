#include "core/preparation/graded_images.h"
#include "core/preparation/kind_of_noise.h"
#include "core/preparation/limit_proposal.h"
#include "core/risk/eye_match.h"
#include "core/risk/matching.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <stop_token>

namespace limpid::preparation {
namespace {

constexpr int side = 64;
constexpr int patients = 10;
constexpr int slices = 4;

/// Each pixel with its eight neighbours; the border stays.
std::vector<float> blurred(const std::vector<float>& sharp)
{
  std::vector<float> soft = sharp;
  for (int row = 1; row + 1 < side; ++row)
    for (int column = 1; column + 1 < side; ++column) {
      float sum = 0.0F;
      for (int down = -1; down <= 1; ++down)
        for (int across = -1; across <= 1; ++across)
          sum += sharp[static_cast<std::size_t>((row + down) * side + column + across)];
      soft[static_cast<std::size_t>(row * side + column)] = sum / 9.0F;
    }
  return soft;
}

/// Patients of four slices with texture: of each the last two blurred and rated so.
class Matching : public testing::Test
{
protected:
  static std::string sopUid(int patient, int slice)
  {
    return fmt::format("1.2.840.99.{}.{}", patient, slice);
  }

  void write(const std::string& modality = "CT")
  {
    for (int patient = 1; patient <= patients; ++patient)
      for (int slice = 1; slice <= slices; ++slice) {
        support::DicomSlice dicom;
        dicom.modality = modality;
        dicom.patientId = fmt::format("patient {}", patient);
        dicom.studyUid = fmt::format("1.2.840.98.{}", patient);
        dicom.seriesUid = fmt::format("1.2.840.99.{}", patient);
        dicom.sopUid = sopUid(patient, slice);
        dicom.instance = slice;
        dicom.positionMm = 2.0 * slice;
        dicom.rows = dicom.columns = side;
        dicom.values =
            support::smoothSlice(side, side, 60.0, static_cast<unsigned>(10 * patient + slice));
        for (float& value : dicom.values)
          value += 200.0F; // magnitudes aren't negative
        if (slice > 2)
          dicom.values = blurred(dicom.values);
        support::writeDicom(m_folder / "study" / fmt::format("P{}S{}.dcm", patient, slice), dicom);
      }
    const auto scanned = study::scan(m_project, {m_folder / "study"}, m_context);
    ASSERT_TRUE(scanned) << scanned.error().message;
  }

  void rate()
  {
    std::vector<risk::RatingChange> changes;
    for (int patient = 1; patient <= patients; ++patient)
      for (int slice = 1; slice <= slices; ++slice)
        changes.push_back({{risk::Level::Image, sopUid(patient, slice), 1},
                           "motion",
                           slice > 2 ? 3.0 : 0.0,
                           "person",
                           "Li"});
    const auto stored = risk::setRatings(m_project, changes);
    ASSERT_TRUE(stored) << stored.error().message;
  }

  static LimitRequest graded(const std::string& component, double value)
  {
    LimitRequest request;
    request.component = component;
    request.value = value;
    return request;
  }

  Selection selection()
  {
    auto images = selectImages(m_project, {});
    EXPECT_TRUE(images) << images.error().message;
    return *images;
  }

  risk::Component motion() { return *risk::findComponent(*risk::loadSchema(m_project), "motion"); }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  jobs::JobContext m_context;
};

TEST_F(Matching, ChoosesImagesOfManyPatientsOnBothSides)
{
  write();
  rate();
  const Selection images = selection();
  const GradedChoice choice = chooseGraded(images, motion(), 3, 5);
  ASSERT_EQ(choice.good.size(), 5u);
  ASSERT_EQ(choice.bad.size(), 5u);
  std::set<std::string> of;
  for (const std::size_t index : choice.bad) {
    EXPECT_EQ(images.images[index].quality.at("motion").value, 3.0);
    of.insert(images.images[index].patient);
  }
  EXPECT_EQ(of.size(), 5u);
  EXPECT_TRUE(chooseGraded(images, motion(), 0, 5).good.empty()) << "nothing is better than none";
}

TEST_F(Matching, ProposesALimitThatGatesOnceItIsAccepted)
{
  write();
  rate();
  LimitRequest request = graded("motion", 3);
  const auto proposal = proposeLimit(m_project, request, m_context);
  ASSERT_TRUE(proposal) << proposal.error().message;
  EXPECT_EQ(proposal->good, 20u);
  EXPECT_EQ(proposal->bad, 20u);
  EXPECT_EQ(proposal->patients, 10u);
  EXPECT_EQ(proposal->size, side);
  EXPECT_TRUE(proposal->limit.reached);
  EXPECT_GT(proposal->areas.front(), 0.95) << "blur is plain without noise";
  EXPECT_GT(proposal->limit.noise.value, 30.0);
  EXPECT_LT(proposal->limit.noise.value, 1000.0);
  EXPECT_FALSE(risk::limitInForce(motion(), 3)) << "a proposal is none yet";

  request.accept = true;
  const auto accepted = proposeLimit(m_project, request, m_context);
  ASSERT_TRUE(accepted) << accepted.error().message;
  EXPECT_EQ(accepted->limit.noise.value, proposal->limit.noise.value) << "the same seed";
  EXPECT_EQ(risk::limitInForce(motion(), 3), accepted->limit.noise.value);
}

TEST_F(Matching, SaysWhatIsMissingForAProposal)
{
  write();
  EXPECT_FALSE(proposeLimit(m_project, graded("motion", 3), m_context)) << "nothing is rated";
  rate();
  EXPECT_FALSE(proposeLimit(m_project, graded("noise", 3), m_context));
  EXPECT_FALSE(proposeLimit(m_project, graded("motion", 3.5), m_context));
}

TEST_F(Matching, ShowsImagesAsTheyTrainInTheirOwnUnit)
{
  imaging::Image source{4, 4, 1, std::vector<float>(16, 100.0F), {}};
  source.pixels[0] = 300.0F;
  const auto trained = asTrainedInUnit(source, {-1000.0, 1000.0}, 2);
  ASSERT_TRUE(trained) << trained.error().message;
  EXPECT_EQ(trained->rows, 2);
  EXPECT_NEAR(trained->pixels[0], 150.0, 1e-3);
  EXPECT_NEAR(trained->pixels[3], 100.0, 1e-3);
}

TEST_F(Matching, FindsTheKindOfNoiseAndSaysWhenAnotherWasExpected)
{
  write("MR");
  const auto kind = findKindOfNoise(selection(), m_context);
  ASSERT_TRUE(kind) << kind.error().message;
  EXPECT_FALSE(kind->byRepeats);
  EXPECT_GT(kind->images, 5);
  EXPECT_EQ(kind->expected, "rician");
  ASSERT_FALSE(kind->sentences.empty());
  EXPECT_EQ(kind->sentences.front().id, "noise.fit");
}

TEST_F(Matching, StopsWhenAskedTo)
{
  write();
  rate();
  std::stop_source stop;
  stop.request_stop();
  jobs::JobContext stopped(stop.get_token());
  const auto kind = findKindOfNoise(selection(), stopped);
  ASSERT_TRUE(kind);
  EXPECT_EQ(kind->outcome, jobs::Outcome::Stopped);
  LimitRequest request = graded("motion", 3);
  request.accept = true;
  const auto proposal = proposeLimit(m_project, request, stopped);
  ASSERT_TRUE(proposal);
  EXPECT_EQ(proposal->outcome, jobs::Outcome::Stopped);
  EXPECT_FALSE(risk::limitInForce(motion(), 3));
}

} // namespace
} // namespace limpid::preparation
