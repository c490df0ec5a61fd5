#include "core/risk/left_out.h"

#include "core/risk/ratings.h"
#include "core/study/project.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid::risk {
namespace {

struct LeftOut : testing::Test
{
  std::map<study::ImageKey, std::string> marked() { return *leftOutImages(project); }

  support::TemporaryFolder folder;
  study::Project project = *study::Project::create(folder / "project");
};

} // namespace

TEST_F(LeftOut, ImagesAreMarkedWithAReasonAndLetInAgain)
{
  ASSERT_TRUE(markLeftOut(project, {{"1.2", 1}, {"1.2", 3}}, true, "no anatomy"));
  project = *study::Project::open(folder / "project");
  EXPECT_EQ(marked().size(), 2U);
  EXPECT_EQ(marked().at({"1.2", 3}), "no anatomy");
  ASSERT_TRUE(markLeftOut(project, {{"1.2", 1}}, false, ""));
  EXPECT_FALSE(marked().contains({"1.2", 1}));
  EXPECT_TRUE(marked().contains({"1.2", 3}));
}

TEST_F(LeftOut, AllImagesOfOneCallAreOneStepThatUndoTakesBack)
{
  ASSERT_TRUE(setRating(project, {{Level::Image, "1.2", 1}}, "motion", 2.0, "person", "A"));
  ASSERT_TRUE(markLeftOut(project, {{"1.2", 1}, {"1.3", 1}}, true, "no anatomy"));
  ASSERT_TRUE(*undo(project));
  EXPECT_TRUE(marked().empty());
  study::ImageRecord image;
  image.key = {"1.2", 1};
  EXPECT_EQ(qualityOf(project, image)->at("motion").value, 2.0) << "the rating is another step";
  ASSERT_TRUE(*redo(project));
  EXPECT_EQ(marked().size(), 2U);
}

TEST_F(LeftOut, AnImageWithoutAUidIsRefusedAndNothingIsMarked)
{
  EXPECT_EQ(markLeftOut(project, {{"1.2", 1}, {"", 1}}, true, "by hand").error().code,
            ErrorCode::BadInput);
  EXPECT_TRUE(marked().empty());
}

} // namespace limpid::risk
