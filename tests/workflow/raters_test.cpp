#include "core/base/atomic_file.h"
#include "tests/workflow/story.h"

#include <fmt/format.h>

#include <sstream>

namespace limpid::workflow {
namespace {

constexpr const char* header = "sop_instance_uid,frame,motion\n";

/// Images of the study in the order of its table, each with a rating made of its place.
std::string tableOf(const Story& story, double (*rating)(int place))
{
  const std::string risks =
      readFile(std::filesystem::path(story.study()) / "risks.csv", std::uintmax_t{1} << 24U)
          .value_or("");
  std::string table = header;
  int place = 0;
  for (std::size_t at = risks.find('\n') + 1; at < risks.size(); ++place) {
    const std::size_t end = risks.find('\n', at);
    const std::string row = risks.substr(at, end - at);
    table += fmt::format("{},{}\n", row.substr(0, row.rfind(',')), rating(place));
    at = end + 1;
  }
  return table;
}

Json motionOf(const Json& answer)
{
  for (const Json& component : answer.at("components"))
    if (component.at("component") == "motion")
      return component;
  return {};
}

} // namespace

TEST(RatersByVerbs, RateSideBySideAreComparedDecidedAndTraced)
{
  const Story story;
  story.importDemo();
  const auto importAs = [&story](const char* rater, double (*rating)(int)) {
    const auto table = story.folder() / fmt::format("{}.csv", rater);
    ASSERT_TRUE(writeFileAtomically(table, tableOf(story, rating)));
    EXPECT_EQ(story.done({"risk", "import", story.project(), table.string(), "--rater", rater,
                          "--good-end", "motion=low"})["matched"],
              68);
  };
  importAs("Li", [](int place) { return place % 4 * 1.0; });
  importAs("Wu", [](int place) { return place == 5 ? 4.0 : place % 4 * 1.0; });

  const Json motion = motionOf(story.done({"risk", "agreement", story.project()}));
  EXPECT_EQ(motion["raters"], (Json{"Li", "Wu"}));
  EXPECT_EQ(motion["rule"], "median");
  EXPECT_EQ(motion["pairs"][0]["images"], 68);
  EXPECT_GT(motion["pairs"][0]["kappa"]["value"], 0.9);

  const Json queue = story.done({"risk", "disagreements", story.project(), "motion"});
  ASSERT_EQ(queue["disagreements"].size(), 1u);
  const Json& one = queue["disagreements"][0];
  EXPECT_EQ(one["size"], 3.0);
  EXPECT_EQ(one["values"]["Wu"], 4.0);
  story.done({"risk", "set", story.project(), "motion=2", "--image", one["uid"], "--rater", "Zhou",
              "--adjudicate"});
  EXPECT_EQ(story.done({"risk", "disagreements", story.project(),
                        "motion"})["disagreements"][0]["adjudicated"],
            2.0);

  EXPECT_EQ(story.done({"risk", "blind", story.project(), "on", "--rater", "Zhou"})["blinded"],
            true);
  EXPECT_EQ(story.done({"risk", "finish", story.project(), "--rater", "Li"})["finished"], true);
  story.done({"risk", "match", story.project(), "motion=3:200,220,180,190,210", "--rater", "Li"});
  const auto audit = story.folder() / "audit.csv";
  EXPECT_EQ(story.done({"risk", "audit", story.project(), audit.string()})["rows"],
            68 + 68 + 68 + 1 + 1 + 1 + 5 + 1)
      << "noise, two raters, a decision, two events, five answers and their limit";
}

TEST(RatersByVerbs, ATableOfTwoRatersIsComparedAtOnceAndGoesToAnotherProject)
{
  const Story story;
  story.importDemo();
  std::string table = "rater,sop_instance_uid,frame,motion\n";
  for (const bool isWu : {false, true}) {
    std::istringstream rows(tableOf(story, [](int place) { return place % 4 * 1.0; }));
    std::string row;
    std::getline(rows, row); // the header
    for (int place = 0; std::getline(rows, row); ++place)
      table += fmt::format("{},{}\n", isWu ? "Wu" : "Li",
                           isWu && place == 5 ? row.substr(0, row.rfind(',')) + ",4" : row);
  }
  const auto file = story.folder() / "both.csv";
  ASSERT_TRUE(writeFileAtomically(file, table));
  const Json imported = story.done({"risk", "import", story.project(), file.string(), "--rater",
                                    "Zhou", "--good-end", "motion=low"});
  EXPECT_EQ(imported["matched"], 2 * 68);
  EXPECT_EQ(imported["raters"], (Json{"Li", "Wu"}));
  const Json motion = motionOf(story.done({"risk", "agreement", story.project()}));
  EXPECT_EQ(motion["raters"], (Json{"Li", "Wu"}));
  EXPECT_GT(motion["pairs"][0]["kappa"]["value"], 0.9);
  const Json queue = story.done({"risk", "disagreements", story.project(), "motion"});
  ASSERT_EQ(queue["disagreements"].size(), 1u);
  story.done({"risk", "set", story.project(), "motion=2", "--image",
              queue["disagreements"][0]["uid"], "--rater", "Zhou", "--adjudicate"});

  const std::string all = (story.folder() / "all.csv").string();
  const std::string other = (story.folder() / "other").string();
  story.done({"risk", "export", story.project(), all});
  story.done({"init", other});
  story.done({"import", other, story.study()});
  const Json again = story.done({"risk", "import", other, all, "--good-end", "motion=low"});
  EXPECT_TRUE(again["unmatched"].empty()) << again.dump();
  const Json there = story.done({"risk", "disagreements", other, "motion"});
  ASSERT_EQ(there["disagreements"].size(), 1u);
  EXPECT_EQ(there["disagreements"][0]["adjudicated"], 2.0);
  EXPECT_EQ(there["disagreements"][0]["values"], queue["disagreements"][0]["values"]);
}

TEST(RatersByVerbs, ATableWithAColumnForEachRaterIsComparedAtOnce)
{
  const Story story;
  story.importDemo();
  std::istringstream rows(tableOf(story, [](int place) { return place % 4 * 1.0; }));
  std::string row;
  std::getline(rows, row); // the header
  std::string table = "sop_instance_uid,frame,rater_1,rater_2\n";
  for (int place = 0; std::getline(rows, row); ++place)
    table += fmt::format("{},{}\n", row, place == 5 ? "4" : row.substr(row.rfind(',') + 1));
  const auto file = story.folder() / "columns.csv";
  ASSERT_TRUE(writeFileAtomically(file, table));
  const Json imported = story.done({"risk", "import", story.project(), file.string(), "--map",
                                    "rater_1=motion", "--map", "rater_2=motion", "--rater-of",
                                    "rater_2=Wu", "--good-end", "motion=low"});
  EXPECT_EQ(imported["matched"], 68);
  EXPECT_EQ(imported["raters"], (Json{"Wu", "rater_1"}));
  const Json motion = motionOf(story.done({"risk", "agreement", story.project()}));
  EXPECT_EQ(motion["raters"], (Json{"Wu", "rater_1"}));
  EXPECT_GT(motion["pairs"][0]["kappa"]["value"], 0.9);
  const Json queue = story.done({"risk", "disagreements", story.project(), "motion"});
  EXPECT_EQ(queue["disagreements"].size(), 1u);
}

TEST(RatersByVerbs, AClassifierProposesALimitAndTheKindOfNoiseIsTold)
{
  const Story story;
  story.done({"demo", story.study(), "--patients", "2", "--slices", "12", "--size", "64"});
  story.done({"init", story.project()});
  story.done({"import", story.project(), story.study()});
  story.done({"risk", "match", story.project(), "motion=9:1"}, 3);
  story.done({"risk", "propose", story.project(), "motion"}, 2);
  story.done({"risk", "propose", story.project(), "motion=3"}, 3);
  const Json kind = story.done({"risk", "noise-kind", story.project()});
  EXPECT_EQ(kind["expected"], "gaussian");
  EXPECT_EQ(kind["repeats"], false);
  EXPECT_EQ(kind["edges"].size(), kind["histogram"].size() + 1);
  EXPECT_FALSE(kind["sentences"].empty());
}

} // namespace limpid::workflow
