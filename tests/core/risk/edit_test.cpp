#include "core/risk/edit.h"
#include "core/risk/history_steps.h"
#include "core/study/project.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace limpid::risk {
namespace {

class Edits : public testing::Test
{
protected:
  static Target image(const char* uid) { return {Level::Image, uid, 1}; }

  std::optional<std::string> remark(const char* uid, RemarkKind kind)
  {
    const auto remarks = storedRemarks(m_project);
    for (const Remark& one : *remarks)
      if (one.target.uid == uid && one.kind == kind)
        return one.text;
    return std::nullopt;
  }

  std::optional<double> value(const char* uid, const std::string& component = "motion")
  {
    study::ImageRecord record;
    record.key = {uid, 1};
    const auto quality = qualityOf(m_project, record);
    const auto found = quality->find(component);
    return found == quality->end() ? std::nullopt : std::optional(found->second.value);
  }

  void restart() { m_project = *study::Project::open(m_folder / "project"); }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(Edits, AreOneStepOfTheHistoryWhateverTheyHold)
{
  Edit edit;
  edit.values = {{image("1"), "motion", 3.0, "person", "A"}};
  edit.remarks = {{image("1"), "motion", RemarkKind::Confidence, "0.5", "A"},
                  {image("1"), "", RemarkKind::Comment, "swallowed", "A"}};
  ASSERT_TRUE(store(m_project, edit));
  restart();
  ASSERT_TRUE(*undo(m_project));
  EXPECT_FALSE(value("1"));
  EXPECT_FALSE(remark("1", RemarkKind::Comment));
  EXPECT_FALSE(*undo(m_project)) << "there was one step";
  restart();
  ASSERT_TRUE(*redo(m_project));
  EXPECT_EQ(value("1"), 3.0);
  EXPECT_EQ(remark("1", RemarkKind::Confidence), "0.5");
  EXPECT_EQ(remark("1", RemarkKind::Comment), "swallowed");
}

TEST_F(Edits, OfRemarksGoBackToWhatTheySaidBefore)
{
  for (const char* text : {"first", "second"}) {
    Edit edit;
    edit.remarks = {{image("1"), "", RemarkKind::Comment, text, "A"}};
    ASSERT_TRUE(store(m_project, edit));
  }
  Edit cleared;
  cleared.remarks = {{image("1"), "", RemarkKind::Comment, std::nullopt, "A"}};
  ASSERT_TRUE(store(m_project, cleared));
  EXPECT_FALSE(remark("1", RemarkKind::Comment));
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(remark("1", RemarkKind::Comment), "second");
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(remark("1", RemarkKind::Comment), "first");
  EXPECT_EQ(remarkHistory(m_project)->size(), 5u);
}

TEST_F(Edits, KeepTheRemarksOfSeveralAuthorsApart)
{
  Edit edit;
  edit.remarks = {{image("1"), "", RemarkKind::Comment, "fine", "A"},
                  {image("1"), "", RemarkKind::Comment, "blurred", "B"}};
  ASSERT_TRUE(store(m_project, edit));
  EXPECT_EQ(storedRemarks(m_project)->size(), 2u);
}

TEST_F(Edits, StoreNothingWhereOnePartIsWrong)
{
  Edit edit;
  edit.values = {{image("1"), "motion", 3.0, "person", "A"}};
  edit.remarks = {{image("1"), "motion", RemarkKind::Confidence, "certain", "A"}};
  const auto stored = store(m_project, edit);
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, ErrorCode::BadInput);
  EXPECT_FALSE(value("1"));
  EXPECT_TRUE(historySteps(m_project, 10)->empty());
}

TEST_F(Edits, OfTheSchemaAreUndoneLikeThoseOfValues)
{
  ASSERT_TRUE(setRating(m_project, {image("1")}, "motion", 4.0, "person", "A"));
  std::vector<Component> schema = defaultSchema();
  schema[1].label = "Movement";
  ASSERT_TRUE(saveSchema(m_project, schema));
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(loadSchema(m_project)->at(1).label, "Motion");
  EXPECT_EQ(value("1"), 4.0);
  ASSERT_TRUE(*redo(m_project));
  EXPECT_EQ(loadSchema(m_project)->at(1).label, "Movement");
  EXPECT_FALSE(*redo(m_project));
}

TEST_F(Edits, AreListedNewestFirstWithWhoAndHowMuch)
{
  ASSERT_TRUE(setRating(m_project, {image("1"), image("2")}, "motion", 2.0, "person", "Dr Li"));
  Edit edit;
  edit.remarks = {{image("1"), "", RemarkKind::Comment, "why", "Dr Weiß"}};
  ASSERT_TRUE(store(m_project, edit));
  ASSERT_TRUE(setRating(m_project, {image("2")}, "motion", std::nullopt, "person", "Dr Li"));
  ASSERT_TRUE(*undo(m_project));
  const auto steps = historySteps(m_project, 10);
  ASSERT_TRUE(steps) << steps.error().message;
  ASSERT_EQ(steps->size(), 4u);
  EXPECT_EQ((*steps)[0].act, StepAct::Undo);
  EXPECT_EQ((*steps)[1].state, StepState::Undone);
  EXPECT_EQ((*steps)[1].cleared, 1);
  EXPECT_EQ((*steps)[1].before, 2.0);
  EXPECT_EQ((*steps)[2].remarks, 1);
  EXPECT_EQ((*steps)[2].authors, std::vector<std::string>{"Dr Weiß"});
  EXPECT_EQ((*steps)[3].values, 2);
  EXPECT_EQ((*steps)[3].components, std::vector<std::string>{"motion"});
  EXPECT_EQ(historySteps(m_project, 2)->size(), 2u);
  const auto ends = historyEnds(m_project, "Dr Li");
  ASSERT_TRUE(ends) << ends.error().message;
  ASSERT_TRUE(ends->undo);
  EXPECT_EQ(ends->undo->values, 2) << "the remark is another's";
  ASSERT_TRUE(ends->redo);
  EXPECT_EQ(ends->redo->before, 2.0);
  EXPECT_FALSE(historyEnds(m_project, "Dr Weiß")->redo);
}

TEST_F(Edits, EndAReviewWhenAnotherValueTakesThePlaceOfTheReviewedOne)
{
  const auto reviews = [this] {
    const auto remarks = storedRemarks(m_project);
    return std::ranges::count(*remarks, RemarkKind::Reviewed, &Remark::kind);
  };
  const auto measure = [this](const char* uid, double noise) {
    ASSERT_TRUE(setRating(m_project, {image(uid)}, "noise", noise, "immerkaer", ""));
  };
  measure("1", 20.0);
  measure("2", 20.0);
  Edit review;
  review.remarks = {{image("1"), "noise", RemarkKind::Reviewed, "", "Dr Li"},
                    {image("1"), "noise", RemarkKind::Comment, "looks right", "Dr Li"},
                    {image("2"), "noise", RemarkKind::Reviewed, "", "Dr Li"}};
  ASSERT_TRUE(store(m_project, review));
  measure("1", 20.0);
  EXPECT_EQ(reviews(), 2) << "the same value again";
  measure("1", 24.0);
  EXPECT_EQ(reviews(), 1) << "that of the other image stays";
  EXPECT_EQ(storedRemarks(m_project)->size(), 2u) << "and so does the comment";
  EXPECT_TRUE(historySteps(m_project, 1)->front().authors.empty()) << "Dr Li measured nothing";
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(reviews(), 2) << "with the value that was reviewed";
  ASSERT_TRUE(*redo(m_project));
  EXPECT_EQ(reviews(), 1);
  ASSERT_TRUE(setRating(m_project, {image("2")}, "noise", 30.0, "person", "Dr Wu"));
  EXPECT_EQ(reviews(), 0) << "by hand too";
}

TEST_F(Edits, KeepAReviewThatIsMadeTogetherWithItsValue)
{
  Edit edit;
  edit.values = {{image("1"), "noise", 20.0, "person", "Dr Li"}};
  edit.remarks = {{image("1"), "noise", RemarkKind::Reviewed, "", "Dr Li"}};
  ASSERT_TRUE(store(m_project, edit));
  EXPECT_EQ(storedRemarks(m_project)->size(), 1u);
}

TEST_F(Edits, GoOnInAFileOfVersion2)
{
  std::ifstream file(std::string(LIMPID_SOURCE_DIR) +
                     "/tests/core/risk/old_files/ratings_version_2.sql");
  std::stringstream dump;
  dump << file.rdbuf();
  m_project.database().exec(dump.str());
  ASSERT_EQ(m_project.database().execAndGet("SELECT version FROM risk_version").getInt(), 2);
  const char* const rated = "2.25.314339935408403706636334119684468240163";
  EXPECT_EQ(value(rated), 2.0);
  Edit edit;
  edit.remarks = {{image(rated), "", RemarkKind::Later, "", "A"}};
  ASSERT_TRUE(store(m_project, edit));
  ASSERT_TRUE(*undo(m_project)); // the remark
  ASSERT_TRUE(*undo(m_project)); // of the old program: the series
  ASSERT_TRUE(*undo(m_project)); // of the old program: the image
  EXPECT_FALSE(value(rated));
  EXPECT_FALSE(*undo(m_project));
  ASSERT_TRUE(*redo(m_project));
  EXPECT_EQ(value(rated), 2.0);
  EXPECT_EQ(history(m_project)->front().author, "rater");
}

} // namespace
} // namespace limpid::risk
