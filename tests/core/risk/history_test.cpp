#include "core/risk/ratings.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid::risk {
namespace {

class History : public testing::Test
{
protected:
  void rate(double value)
  {
    const auto stored = setRating(m_project, {{Level::Image, "1", 1}, {Level::Image, "2", 1}},
                                  "motion", value, "person", "Dr Li");
    ASSERT_TRUE(stored) << stored.error().message;
  }

  std::optional<double> motion()
  {
    study::ImageRecord record;
    record.key = {"2", 1};
    const auto quality = qualityOf(m_project, record);
    const auto found = quality->find("motion");
    return found == quality->end() ? std::nullopt : std::optional(found->second.value);
  }

  void restart() { m_project = *study::Project::open(m_folder / "project"); }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(History, UndoesAndRedoesBatchByBatchAfterARestartToo)
{
  rate(1);
  rate(2);
  rate(3);
  restart();
  EXPECT_TRUE(*undo(m_project));
  EXPECT_EQ(motion(), 2.0);
  EXPECT_TRUE(*undo(m_project));
  EXPECT_EQ(motion(), 1.0);
  restart();
  EXPECT_TRUE(*redo(m_project));
  EXPECT_EQ(motion(), 2.0);
  EXPECT_TRUE(*redo(m_project));
  EXPECT_EQ(motion(), 3.0);
  EXPECT_FALSE(*redo(m_project));
}

TEST_F(History, EndsAtTheFirstEdit)
{
  EXPECT_FALSE(*undo(m_project));
  rate(1);
  EXPECT_TRUE(*undo(m_project));
  EXPECT_FALSE(motion());
  EXPECT_FALSE(*undo(m_project));
  EXPECT_TRUE(*redo(m_project));
  EXPECT_EQ(motion(), 1.0);
}

TEST_F(History, ANewEditEndsTheChanceToRedo)
{
  rate(1);
  rate(2);
  EXPECT_TRUE(*undo(m_project));
  rate(4);
  EXPECT_FALSE(*redo(m_project));
  EXPECT_TRUE(*undo(m_project));
  EXPECT_EQ(motion(), 1.0);
}

TEST_F(History, UndoBringsBackWhoSetTheValueBefore)
{
  rate(1);
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "2", 1}}, "motion", 3, "table", "someone"));
  ASSERT_TRUE(*undo(m_project));
  study::ImageRecord record;
  record.key = {"2", 1};
  const Rating rating = qualityOf(m_project, record)->at("motion");
  EXPECT_EQ(rating.source, "person");
  EXPECT_EQ(rating.author, "Dr Li");
}

TEST_F(History, KeepsEveryChangeUndoIncluded)
{
  rate(1);
  rate(2);
  ASSERT_TRUE(*undo(m_project));
  const auto entries = history(m_project);
  ASSERT_TRUE(entries) << entries.error().message;
  ASSERT_EQ(entries->size(), 6u);
  EXPECT_EQ((*entries)[0].before, std::nullopt);
  EXPECT_EQ((*entries)[0].after, 1.0);
  EXPECT_EQ((*entries)[0].source, "person");
  EXPECT_EQ((*entries)[2].before, 1.0);
  EXPECT_EQ((*entries)[4].source, "undo");
  EXPECT_EQ((*entries)[4].before, 2.0);
  EXPECT_EQ((*entries)[4].after, 1.0);
  EXPECT_EQ((*entries)[0].batch, (*entries)[1].batch);
  EXPECT_LT((*entries)[1].batch, (*entries)[2].batch);
}

TEST_F(History, HoldsNothingForWhatChangesNothing)
{
  rate(1);
  rate(1);
  EXPECT_EQ(history(m_project)->size(), 2u);
  EXPECT_TRUE(*undo(m_project));
  EXPECT_FALSE(motion()) << "the second, empty edit is no step to undo";
}

} // namespace
} // namespace limpid::risk
