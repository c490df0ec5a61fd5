#include "core/engine/comparison.h"

#include "core/engine/engine.h"
#include "core/run/task_folder.h"
#include "tests/core/engine/engine_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stop_token>
#include <string_view>

namespace limpid::engine {
namespace {

ComparisonRow row(const std::string& method, std::uint64_t seed, double error)
{
  return {.method = method, .title = method, .seed = seed, .figures = {{"error", error}}};
}

const Json& tableRow(const Json& table, std::string_view title)
{
  for (const Json& entry : table)
    if (entry["title"] == title)
      return entry;
  ADD_FAILURE() << "no row " << title;
  return table;
}

TEST(ComparisonTable, GivesStudentsIntervalOverSeedsAndRatiosSeedBySeed)
{
  const Json table =
      comparisonTable({row("standard", 1, 1.0), row("equal", 1, 0.5), row("standard", 2, 2.0),
                       row("equal", 2, 1.0), row("standard", 3, 3.0), row("equal", 3, 1.5)});
  ASSERT_EQ(table.size(), 2U);
  const Json& standard = tableRow(table, "standard")["figures"]["error"];
  EXPECT_DOUBLE_EQ(standard["value"].get<double>(), 2.0);
  EXPECT_NEAR(standard["high"].get<double>() - 2.0, 4.303 / std::sqrt(3.0), 1e-3);
  const Json& ratio = tableRow(table, "equal")["toStandard"]["error"];
  EXPECT_DOUBLE_EQ(ratio["value"].get<double>(), 0.5);
  EXPECT_NEAR(ratio["high"].get<double>(), 0.5, 1e-12); // the same at every seed
  EXPECT_TRUE(tableRow(table, "equal")["toCleanOnly"].is_null());
}

TEST(ComparisonTable, HasNoIntervalForOneSeed)
{
  const Json table = comparisonTable({row("equal", 1, 0.5)});
  EXPECT_TRUE(table[0]["figures"]["error"]["low"].is_null());
}

TEST(ComparisonRow, ComesBackFromItsLine)
{
  const ComparisonRow given = row("equal", 7, 0.25);
  const auto read = rowFromJson(Json::parse(toJson(given).dump()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->figures, given.figures);
  EXPECT_EQ(read->seed, 7U);
  EXPECT_FALSE(rowFromJson({{"event", "step"}}));
  EXPECT_FALSE(rowFromJson({{"event", "row"}, {"title", 3}}));
}

class SmallComparison : public testing::Test
{
protected:
  ComparisonRequest request(const std::string& name, const Json& spec) const
  {
    Json document = spec;
    document["format"] = "limpid-comparison";
    document["version"] = 1;
    document["name"] = name;
    EXPECT_TRUE(writeDocument(folder / (name + ".json"), document));
    return {folder / (name + ".json"), {}, folder / name};
  }

  static Json toy()
  {
    return {{"dataset", "toy"},  {"objectives", {"standard", "risk-conditional", "equal"}},
            {"seeds", {1}},      {"samples", 60},
            {"samplerSteps", 5}, {"plan", {{"steps", 30}, {"batch", 16}, {"checkpointEvery", 10}}}};
  }

  static std::size_t rowsWritten(const std::filesystem::path& at)
  {
    return run::MetricsReader(at).readNew().size();
  }

  support::TemporaryFolder folder;
};

TEST_F(SmallComparison, DoesNothingTwice)
{
  const ComparisonRequest given = request("toy", toy());
  jobs::JobContext context;
  const auto first = compare(given, context);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->result["rows"].size(), 3U);
  for (const char* figure :
       {"outside", "balance error", "energy distance", "score error, low", "score error, high"})
    EXPECT_TRUE(first->result["rows"][0]["figures"][figure]["value"].is_number()) << figure;
  EXPECT_EQ(rowsWritten(given.folder), 3U);
  const auto second = compare(given, context);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->result["rows"], first->result["rows"]);
  EXPECT_EQ(rowsWritten(given.folder), 3U);
}

TEST_F(SmallComparison, GoesOnInTheMiddleOfATrainingToTheSameFigures)
{
  jobs::JobContext undisturbed;
  const auto whole = compare(request("whole", toy()), undisturbed);
  ASSERT_TRUE(whole) << whole.error().message;
  const ComparisonRequest given = request("parts", toy());
  int calls = 0;
  jobs::Outcome outcome = jobs::Outcome::Stopped;
  for (; outcome == jobs::Outcome::Stopped && calls < 40; ++calls) {
    std::stop_source stop;
    int reports = 0;
    jobs::JobContext context(stop.get_token(), [&] {
      if (++reports == 17)
        stop.request_stop();
    });
    const auto part = compare(given, context);
    ASSERT_TRUE(part) << part.error().message;
    outcome = part->outcome;
  }
  EXPECT_GT(calls, 3);
  const auto done = compare(given, undisturbed);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->outcome, jobs::Outcome::Done);
  EXPECT_EQ(done->result["rows"], whole->result["rows"]);
}

TEST_F(SmallComparison, TakesOnOtherObjectivesAndKeepsTheRowsItHas)
{
  Json spec = toy();
  spec["objectives"] = {"equal"};
  jobs::JobContext context;
  ASSERT_TRUE(compare(request("toy", spec), context));
  spec["objectives"] = {"equal", "denoise-first"};
  const auto more = compare(request("toy", spec), context);
  ASSERT_TRUE(more) << more.error().message;
  EXPECT_EQ(more->result["rows"].size(), 2U);
  EXPECT_EQ(rowsWritten(folder / "toy"), 2U);
}

TEST_F(SmallComparison, MeasuresImagesThatNoiseIsAddedTo)
{
  SmallStudy study;
  study.cleanShare = 1.0;
  const auto data = freezeSmallStudy(folder / "data", study);
  ComparisonRequest given = request(
      "images",
      {{"objectives", {"clean-only", "equal", "oracle"}},
       {"noise", {{"cleanShare", 0.5}, {"levels", {0.3}}}},
       {"seeds", {1}},
       {"samples", 8},
       {"samplerSteps", 5},
       {"plan",
        {{"network", "tiny"}, {"steps", 10}, {"batch", 8}, {"threads", 1}, {"previewEvery", 0}}}});
  jobs::JobContext context;
  EXPECT_EQ(compare(given, context).error().code, ErrorCode::Usage); // names no data set
  given.dataset = data;
  const auto end = compare(given, context);
  ASSERT_TRUE(end) << end.error().message;
  const Json& figures = tableRow(end->result["rows"], "equal")["figures"];
  EXPECT_GT(figures["error at 0.25"]["value"].get<double>(), 0.0);
  EXPECT_GT(figures["residual noise"]["value"].get<double>(), 0.0);
  EXPECT_TRUE(tableRow(end->result["rows"], "equal")["toCleanOnly"].contains("error at 0.25"));
}

} // namespace
} // namespace limpid::engine
