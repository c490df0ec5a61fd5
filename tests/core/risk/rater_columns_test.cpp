// Tables that have a column for each rater.

#include "core/risk/rater_columns.h"

#include "core/risk/rater_values.h"
#include "core/risk/table_import.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

namespace limpid::risk {
namespace {

/// A series of six slices: 1.2.3.1.1 … 1.2.3.1.6.
struct TableWithRaterColumns : testing::Test
{
  void SetUp() override
  {
    for (int slice = 1; slice <= 6; ++slice) {
      support::DicomSlice dicom;
      dicom.rows = dicom.columns = 8;
      dicom.values = support::smoothSlice(8, 8, 0.0, 1);
      dicom.studyUid = "1.2.3";
      dicom.seriesUid = "1.2.3.1";
      dicom.sopUid = fmt::format("1.2.3.1.{}", slice);
      dicom.instance = slice;
      dicom.positionMm = slice;
      support::writeDicom(folder / "scans" / fmt::format("IM{}.dcm", slice), dicom);
    }
    jobs::JobContext context;
    const auto scanned = study::scan(project, {folder / "scans"}, context);
    ASSERT_TRUE(scanned) << scanned.error().message;
  }

  Result<TableReport> import(const std::string& text, TableImport request)
  {
    std::ofstream(folder / "table.csv", std::ios::binary) << text;
    request.table = folder / "table.csv";
    request.author = "Zhou";
    request.goodEnds.emplace("motion", "low");
    return importTable(project, request);
  }

  /// What each rater says of an image's motion, by name.
  std::map<std::string, double> voicesOn(int slice)
  {
    std::map<std::string, double> voices;
    const auto values = storedValues(project);
    for (const HistoryEntry& entry : *values)
      if (entry.target.uid == fmt::format("1.2.3.1.{}", slice) && entry.component == "motion")
        voices[entry.rater] = *entry.after;
    return voices;
  }

  /// Noise and one rating, so that it is clear what raters rate.
  void keepMotionAlone()
  {
    auto schema = *loadSchema(project);
    std::erase_if(schema, [](const Component& component) {
      return component.id != "noise" && component.id != "motion";
    });
    ASSERT_TRUE(saveSchema(project, schema));
  }

  support::TemporaryFolder folder;
  study::Project project = *study::Project::create(folder / "project");
};

using Voices = std::map<std::string, double>;

const std::string threeRaters = "uid,rater_1,rater_2,rater_3,comment\n"
                                "1.2.3.1.1,0,0,n/a,sharp\n"
                                "1.2.3.1.2,1,1,,\n"
                                "1.2.3.1.3,2,4,2,\n"
                                "1.2.3.1.4,3,3,n/a,\n"
                                "1.2.3.1.5,4,4,n/a,\n"
                                "1.2.3.1.6,n/a,9,1,\n";

TEST_F(TableWithRaterColumns, GivesEachColumnOfARatingToItsRater)
{
  TableImport request;
  request.map = {{"rater_1", "motion"}, {"rater_2", "motion"}, {"rater_3", "motion"}};
  const auto report = import(threeRaters, request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 5);
  ASSERT_EQ(report->unmatched.size(), 1u) << "a row is taken whole or not at all";
  EXPECT_EQ(report->unmatched.front().row, 7);
  EXPECT_EQ(report->raters, (std::vector<std::string>{"rater_1", "rater_2", "rater_3"}));
  EXPECT_EQ(voicesOn(1), (Voices{{"rater_1", 0}, {"rater_2", 0}})) << "n/a: hasn't rated";
  EXPECT_EQ(voicesOn(3), (Voices{{"rater_1", 2}, {"rater_2", 4}, {"rater_3", 2}}));
  EXPECT_TRUE(voicesOn(6).empty());
  ASSERT_EQ(storedRemarks(project)->size(), 1u);
  EXPECT_EQ(storedRemarks(project)->front().author, "Zhou") << "no rater's column";
  EXPECT_TRUE(*undo(project, "Zhou"));
  EXPECT_TRUE(voicesOn(3).empty()) << "one step of who imported";
}

TEST_F(TableWithRaterColumns, ShowsAtOnceHowTheyAgreeAndWhereTheyDiffer)
{
  TableImport request;
  request.map = {{"rater_1", "motion"}, {"rater_2", "motion"}};
  ASSERT_TRUE(import(threeRaters, request));
  const auto agreement = agreementOf(project, "motion");
  ASSERT_TRUE(agreement) << agreement.error().message;
  ASSERT_EQ(agreement->figures.pairs.size(), 1u);
  EXPECT_EQ(agreement->figures.pairs[0].images, 5u);
  ASSERT_TRUE(agreement->figures.pairs[0].kappa);
  // Two steps apart over five images; 44 over the 25 that the marginals make.
  EXPECT_NEAR(agreement->figures.pairs[0].kappa->value, 1.0 - (2.0 / 5.0) / (44.0 / 25.0), 1e-12);
  const auto queue =
      disagreements(agreement->table, *findComponent(*loadSchema(project), "motion"));
  ASSERT_EQ(queue.size(), 1u);
  EXPECT_EQ(queue.front().place.target.uid, "1.2.3.1.3");
  EXPECT_EQ(queue.front().size, 2.0);
}

TEST_F(TableWithRaterColumns, CallsThemAsItIsTold)
{
  TableImport request;
  request.map = {{"rater_1", "motion"}, {"rater_2", "motion"}};
  request.raters = {{"rater_1", "Li"}};
  ASSERT_TRUE(import(threeRaters, request));
  EXPECT_EQ(voicesOn(3), (Voices{{"Li", 2}, {"rater_2", 4}}));
  request.map = {{"rater_3", "motion"}};
  request.raters = {{"rater_3", "Wu"}};
  ASSERT_TRUE(import("uid,rater_3\n1.2.3.1.3,0\n", request));
  EXPECT_EQ(voicesOn(3), (Voices{{"Li", 2}, {"Wu", 0}, {"rater_2", 4}})) << "of one column too";
  request.raters.clear();
  ASSERT_TRUE(import("uid,rater_3\n1.2.3.1.3,1\n", request));
  EXPECT_EQ(voicesOn(3).at("Zhou"), 1) << "one column without a name is the importer's";
}

TEST_F(TableWithRaterColumns, RefusesTwoColumnsThatAreOneRatersOrMeasured)
{
  TableImport request;
  request.map = {{"rater_1", "motion"}, {"rater_2", "motion"}};
  request.raters = {{"rater_1", "Li"}, {"rater_2", "Li"}};
  const auto twice = import(threeRaters, request);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().message, "The columns rater_1 and rater_2 both hold the motion of Li.");
  request.raters = {{"absent", "Li"}};
  EXPECT_FALSE(import(threeRaters, request));
  request.raters.clear();
  request.map = {{"rater_1", "noise"}, {"rater_2", "noise"}};
  const auto measured = import(threeRaters, request);
  ASSERT_FALSE(measured);
  EXPECT_EQ(measured.error().message,
            "noise is measured, so one column holds it, not both rater_1 and rater_2.");
  EXPECT_TRUE(history(project)->empty());
}

TEST_F(TableWithRaterColumns, IsKnownByItsHeadingsWhereOneRatingIsMeant)
{
  const std::string text = "uid,Reader-A,reader B,noise\n1.2.3.1.1,none,1,12\n1.2.3.1.2,2,2,\n";
  const auto unclear = import("uid,reader_A,reader_B\n1.2.3.1.1,0,1\n", {});
  ASSERT_FALSE(unclear) << "motion, artefact or contrast";
  EXPECT_EQ(unclear.error().message, "Say what reader_A, reader_B rated: --map reader_A=COMPONENT "
                                     "--map reader_B=COMPONENT.");
  keepMotionAlone();
  const auto report = import(text, {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 2);
  EXPECT_EQ(voicesOn(1), (Voices{{"Reader-A", 0}, {"reader B", 1}}));
}

TEST_F(TableWithRaterColumns, IsAskedAboutWhereItsValuesAreOnNoScale)
{
  keepMotionAlone();
  const std::string text = "uid,rater1,rater2\n1.2.3.1.1,-1,1\n1.2.3.1.2,0,n/a\n";
  EXPECT_FALSE(import(text, {}));
  TableImport request;
  request.scales = {{"overall", "-1:exclude,0:doubtful,1:accept"}};
  request.goodEnds = {{"overall", "high"}};
  const auto report = import(text, request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(raterTable(project, "overall")->raters, (std::vector<std::string>{"rater1", "rater2"}))
      << "whose scale is said is what they rated";
}

TEST(RaterColumns, AreTwoOrMoreAndNamesOfTheirKind)
{
  const auto found = [](const std::vector<std::string>& headings) {
    return findRaterColumns({headings, {}, false}, defaultSchema()).columns;
  };
  using Columns = std::vector<std::size_t>;
  EXPECT_EQ(found({"uid", "rater_1", "rater2", "Rater-3", "observer.4"}), (Columns{1, 2, 3, 4}));
  EXPECT_EQ(found({"reader_A", "reader b"}), (Columns{0, 1}));
  EXPECT_EQ(found({"uid", "rater_1"}), Columns());
  EXPECT_EQ(found({"raters", "reader", "rater_1_comment", "rater_AB", "score_1"}), Columns());
}

TEST(RaterColumns, OfNamesOrWithoutValuesHoldNoRating)
{
  const std::vector<Component> schema = {defaultSchema()[1]};
  const auto ratingIn = [&schema](const std::vector<std::string>& cells) {
    return findRaterColumns({{"rater_1", "rater_2"}, {{2, cells}}, false}, schema).component;
  };
  EXPECT_EQ(ratingIn({"1", "n/a"}), schema.front().id);
  EXPECT_EQ(ratingIn({"Li", "Wu"}), std::nullopt);
  EXPECT_EQ(ratingIn({"", "n/a"}), std::nullopt);
}

} // namespace
} // namespace limpid::risk
