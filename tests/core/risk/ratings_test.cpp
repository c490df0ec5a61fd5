#include "core/risk/ratings.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <limits>

namespace limpid::risk {
namespace {

class Ratings : public testing::Test
{
protected:
  static study::ImageRecord image(const std::string& uid, int frame, const std::string& series)
  {
    study::ImageRecord record;
    record.key = {uid, frame};
    record.seriesUid = series;
    return record;
  }

  std::optional<double> valueOf(const std::string& component, const study::ImageRecord& record)
  {
    const auto quality = qualityOf(m_project, record);
    EXPECT_TRUE(quality) << quality.error().message;
    const auto found = quality->find(component);
    return found == quality->end() ? std::nullopt : std::optional(found->second.value);
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(Ratings, AreAbsentUntilSomebodyRates)
{
  const auto quality = qualityOf(m_project, image("1.2.3", 1, "1.2"));
  ASSERT_TRUE(quality) << quality.error().message;
  EXPECT_TRUE(quality->empty());
}

TEST_F(Ratings, KeepWhoSetThemAndWhereFrom)
{
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "1.2.3", 2}}, "noise", 18.5, "person", "Dr Li"));
  const auto quality = qualityOf(m_project, image("1.2.3", 2, "1.2"));
  ASSERT_TRUE(quality);
  const Rating& noise = quality->at("noise");
  EXPECT_EQ(noise.value, 18.5);
  EXPECT_EQ(noise.source, "person");
  EXPECT_EQ(noise.author, "Dr Li");
  EXPECT_EQ(noise.level, Level::Image);
  EXPECT_EQ(noise.setAt.size(), std::string("2026-11-23T02:14:30.123Z").size());
  EXPECT_FALSE(valueOf("noise", image("1.2.3", 1, "1.2"))) << "frame 1 was never rated";
}

TEST_F(Ratings, AreInheritedFromTheSeriesUntilTheImageHasItsOwn)
{
  ASSERT_TRUE(setRating(m_project, {{Level::Series, "1.2", 1}}, "motion", 3, "person", "A"));
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "1.2.4", 1}}, "motion", 0, "person", "A"));
  EXPECT_EQ(valueOf("motion", image("1.2.3", 1, "1.2")), 3.0);
  EXPECT_EQ(valueOf("motion", image("1.2.4", 1, "1.2")), 0.0);
  EXPECT_EQ(qualityOf(m_project, image("1.2.3", 1, "1.2"))->at("motion").level, Level::Series);
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "1.2.4", 1}}, "motion", {}, "person", "A"));
  EXPECT_EQ(valueOf("motion", image("1.2.4", 1, "1.2")), 3.0) << "cleared: inherited again";
}

TEST_F(Ratings, SurviveAnotherProgramOpeningTheProject)
{
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "1.2.3", 1}}, "noise", 4, "table", "A"));
  study::Project other = *study::Project::open(m_project.folder());
  EXPECT_EQ(qualityOf(other, image("1.2.3", 1, "1.2"))->at("noise").value, 4.0);
}

TEST_F(Ratings, AreRefusedOffTheirScale)
{
  const std::vector<Target> targets = {{Level::Image, "1.2.3", 1}};
  EXPECT_FALSE(setRating(m_project, targets, "motion", 7, "person", "A"));
  EXPECT_FALSE(setRating(m_project, targets, "noise", -1, "person", "A"));
  EXPECT_FALSE(setRating(m_project, targets, "noise", std::numeric_limits<double>::quiet_NaN(),
                         "person", "A"));
  const auto unknown = setRating(m_project, targets, "sharpness", 1, "person", "A");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::NotFound);
  EXPECT_NE(unknown.error().message.find("motion"), std::string::npos);
  EXPECT_TRUE(history(m_project)->empty());
}

TEST_F(Ratings, AreStoredAllOrNone)
{
  EXPECT_FALSE(setRatings(m_project, {{{Level::Image, "1", 1}, "noise", 3.0, "person", "A"},
                                      {{Level::Image, "2", 1}, "noise", -3.0, "person", "A"}}));
  EXPECT_FALSE(valueOf("noise", image("1", 1, "s")));
}

TEST_F(Ratings, OfManyImagesComeInTheirOrder)
{
  constexpr int count = 2000;
  std::vector<RatingChange> changes;
  std::vector<study::ImageRecord> images;
  for (int index = 0; index < count; ++index) {
    const std::string uid = fmt::format("1.2.{}", index);
    images.push_back(image(uid, 1, fmt::format("1.{}", index % 7)));
    if (index % 2 == 0)
      changes.push_back({{Level::Image, uid, 1}, "noise", index / 10.0, "demo", ""});
  }
  ASSERT_TRUE(setRatings(m_project, changes));
  ASSERT_TRUE(setRating(m_project, {{Level::Series, "1.3", 1}}, "noise", 999, "person", "A"));
  const auto qualities = qualityOf(m_project, images);
  ASSERT_TRUE(qualities) << qualities.error().message;
  ASSERT_EQ(qualities->size(), images.size());
  for (int index = 0; index < count; ++index) {
    const QualityVector& quality = (*qualities)[static_cast<std::size_t>(index)];
    if (index % 2 == 0)
      EXPECT_EQ(quality.at("noise").value, index / 10.0);
    else if (index % 7 == 3)
      EXPECT_EQ(quality.at("noise").value, 999.0);
    else
      EXPECT_FALSE(quality.contains("noise"));
  }
}

} // namespace
} // namespace limpid::risk
