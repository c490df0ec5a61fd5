#include "core/dataset/frozen_dataset.h"
#include "core/preparation/prepare.h"
#include "core/risk/ratings.h"
#include "core/study/doubtful_pixels.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace limpid::preparation {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

constexpr int images = 6;
constexpr int side = 32;
constexpr float text = 900.0F; // of the bright bar that stands for letters

/// Ultrasound images of six patients; each has a bar of text in rows 2 to 5.
class TextInPixels : public testing::Test
{
protected:
  void SetUp() override
  {
    std::vector<risk::RatingChange> noise;
    for (int number = 1; number <= images; ++number) {
      support::DicomSlice slice;
      slice.modality = "US";
      slice.patientId = fmt::format("{}", number);
      slice.studyUid = fmt::format("1.2.826.{}", number);
      slice.seriesUid = slice.studyUid + ".1";
      slice.sopUid = uid(number);
      slice.rows = slice.columns = side;
      slice.values.assign(side * side, 100.0F);
      std::fill_n(slice.values.begin() + 2 * side, 4 * side, text);
      support::writeDicom(m_folder / "study" / fmt::format("{}.dcm", number), slice);
      noise.push_back({{risk::Level::Image, uid(number), 1}, "noise", 5.0, "table", ""});
    }
    ASSERT_TRUE(study::scan(m_project, {m_folder / "study"}, m_context));
    ASSERT_TRUE(risk::setRatings(m_project, noise));
    m_request.name = "first";
    m_request.window = {{0.0, 1000.0}};
  }

  static std::string uid(int number) { return fmt::format("1.2.826.{}.1.1", number); }

  Result<DatasetReport> prepared() { return prepareDataset(m_project, m_request, m_context); }

  static std::string sentenceIn(const DatasetReport& report)
  {
    for (const Sentence& sentence : report.sentences)
      if (sentence.id == "text-in-pixels")
        return sentence.text;
    return {};
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  jobs::JobContext m_context;
  DatasetRequest m_request;
};

} // namespace

TEST_F(TextInPixels, KeepsImagesFromTrainingUntilEachIsConfirmed)
{
  const auto refused = prepared();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
  EXPECT_THAT(refused.error().message,
              AllOf(HasSubstr("6 of 6 images can't train yet"), HasSubstr("modality US")));

  ASSERT_TRUE(study::confirmPixels(m_project, {uid(1), uid(2)}));
  const auto fewer = prepared();
  ASSERT_FALSE(fewer);
  EXPECT_THAT(fewer.error().message, HasSubstr("4 of 6 images"));

  for (int number = 3; number <= images; ++number)
    ASSERT_TRUE(study::confirmPixels(m_project, {uid(number)}));
  const auto frozen = prepared();
  ASSERT_TRUE(frozen) << frozen.error().message;
  EXPECT_EQ(sentenceIn(*frozen),
            "Images that might have shown text: 6 looked at and confirmed by a person.");
}

TEST_F(TextInPixels, IsPaintedOverWithTheDarkestValueBeforeTraining)
{
  m_request.masks = {{.column = 0, .row = 2, .width = side, .height = 4}};
  const auto report = prepared();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(sentenceIn(*report), "Images that might have shown text: 6 masked.");
  const auto frozen = dataset::FrozenDataset::open(report->path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  for (std::int64_t image = 0; image < frozen->size(); ++image)
    for (const float intensity : frozen->image(image))
      ASSERT_NEAR(intensity, -0.8F, 1e-5F) << "no trace of the bar";
  EXPECT_EQ(frozen->document().at("preparation").at("masks"), Json::parse("[[0, 2, 32, 4]]"));
}

TEST_F(TextInPixels, IsPaintedOverWhereAPersonHasCoveredItImageByImage)
{
  for (int number = 1; number < images; ++number)
    ASSERT_TRUE(study::coverPixels(m_project, uid(number), {{0, 2, side, 2}, {0, 4, side, 2}}));
  const auto refused = prepared();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("1 of 6 images can't train yet"));
  ASSERT_TRUE(study::confirmPixels(m_project, {uid(images)}));
  const auto report = prepared();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(sentenceIn(*report), "Images that might have shown text: 1 looked at and confirmed by "
                                 "a person, 5 masked.");
  const auto frozen = dataset::FrozenDataset::open(report->path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  int withBar = 0;
  for (std::int64_t image = 0; image < frozen->size(); ++image)
    withBar += std::ranges::max(frozen->image(image)) > 0.0F ? 1 : 0;
  EXPECT_EQ(withBar, 1) << "the confirmed one is as it was";
}

TEST_F(TextInPixels, IsPaintedOverWhereCoveredAfterItWasConfirmed)
{
  for (int number = 1; number <= images; ++number)
    ASSERT_TRUE(study::confirmPixels(m_project, {uid(number)}));
  ASSERT_TRUE(study::coverPixels(m_project, uid(1), {{0, 2, side, 4}}));
  const auto report = prepared();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(sentenceIn(*report), "Images that might have shown text: 5 looked at and confirmed by "
                                 "a person, 1 masked.");
}

TEST_F(TextInPixels, IsCoveredWithinAnImageOfTheLibraryOnlyAndCanBeUncovered)
{
  EXPECT_EQ(study::coverPixels(m_project, "1.2.3", {{0, 0, 1, 1}}).error().code,
            ErrorCode::NotFound);
  const std::vector<study::PixelMask> masks{{0, 2, side, 4}, {30, 31, 2, 1}};
  ASSERT_TRUE(study::coverPixels(m_project, uid(1), masks));
  for (const study::PixelMask& outside :
       {study::PixelMask{20, 2, 20, 4}, study::PixelMask{0, 31, 1, 2},
        study::PixelMask{-1, 0, 4, 4}, study::PixelMask{0, 0, 0, 4}})
    EXPECT_EQ(study::coverPixels(m_project, uid(1), {outside}).error().code, ErrorCode::BadInput);
  EXPECT_EQ(study::coveredPixels(m_project)->at(uid(1)), masks) << "as it was before";
  ASSERT_TRUE(study::coverPixels(m_project, uid(1), {}));
  EXPECT_THAT(*study::coveredPixels(m_project), SizeIs(0));
}

TEST_F(TextInPixels, IsDealtWithByACropThatCutsSomethingOff)
{
  m_request.crop = {{0, 0, side, side}};
  EXPECT_FALSE(prepared()) << "a crop of the whole image is none";
  m_request.crop = {{0, 8, side, 24}};
  const auto report = prepared();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(sentenceIn(*report), "Images that might have shown text: 6 cropped.");
}

TEST_F(TextInPixels, MaskedBeyondTheImageIsRefused)
{
  m_request.masks = {{.column = 20, .row = 2, .width = 20, .height = 4}};
  const auto report = prepared();
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("20,2,20,4 reaches beyond the 32 × 32 pixels"));
}

TEST_F(TextInPixels, IsOnlyConfirmedOfImagesThatTheLibraryHolds)
{
  const auto confirmed = study::confirmPixels(m_project, {uid(1), "1.2.3"});
  ASSERT_FALSE(confirmed);
  EXPECT_EQ(confirmed.error().code, ErrorCode::NotFound);
  EXPECT_THAT(*study::confirmedPixels(m_project), SizeIs(0)) << "all or none";
}

} // namespace limpid::preparation
