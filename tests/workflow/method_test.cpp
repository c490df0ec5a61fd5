#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/base/random.h"
#include "core/dataset/frozen_dataset.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace limpid::workflow {
namespace {

Json done(std::vector<std::string> words)
{
  words.emplace_back("--json");
  const support::Ran ran = support::runProgram("limpid-cli", words);
  EXPECT_EQ(ran.exitStatus, 0) << words.front() << ": " << ran.errors;
  return ran.json();
}

/// Heights and weights of 400 people, every other one measured badly.
std::string peopleTable()
{
  std::string text = "height,weight,height_sd\n";
  for (std::uint64_t row = 0; row < 400; ++row) {
    Random random(5, row);
    const double height = 170.0 + 10.0 * random.normal();
    const double sd = row % 2 == 0 ? 0.0 : 8.0;
    text += fmt::format("{:.2f},{:.2f},{}\n", height + sd * random.normal(),
                        height - 100.0 + 5.0 * random.normal(), sd);
  }
  return text;
}

TEST(Table, TrainsSamplesAndIsAssessedLikeImages)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "people.csv", peopleTable()));
  const Json frozen = done({"table", (folder / "people.csv").string(), (folder / "data").string(),
                            "--risk", "height_sd=height", "--held-out", "0.2"});
  EXPECT_EQ(frozen["rows"], 400);
  ASSERT_TRUE(makeFolder(folder / "run"));
  ASSERT_TRUE(writeDocument(folder / "run" / "plan.json", {{"format", "limpid-plan"},
                                                           {"version", 1},
                                                           {"dataset", frozen["path"]},
                                                           {"network", "mlp"},
                                                           {"steps", 250},
                                                           {"batch", 64},
                                                           {"threads", 1},
                                                           {"previewEvery", 0}}));
  const std::string run = (folder / "run").string();
  EXPECT_EQ(done({"train", run})["step"], 250);
  const Json samples = done({"sample", run, "--count", "50", "--name", "some"});
  std::ifstream table(folder / "run" / "samples" / "some" / "samples.csv");
  std::string line;
  ASSERT_TRUE(std::getline(table, line));
  EXPECT_EQ(line, "height,weight");
  std::vector<double> heights;
  while (std::getline(table, line))
    heights.push_back(std::stod(line));
  ASSERT_EQ(heights.size(), 50U);
  std::nth_element(heights.begin(), heights.begin() + 25, heights.end());
  EXPECT_NEAR(heights[25], 170.0, 25.0); // in centimetres again
  EXPECT_FALSE(done({"assess", run})["denoisingError"].empty());
}

/// 40 discs, half of them kept aside; gives the path of the data set's file.
std::string freezeDiscs(const std::filesystem::path& folder)
{
  dataset::DatasetContent content;
  content.count = 40;
  content.rows = content.columns = 16;
  for (int image = 0; image < content.count; ++image) {
    for (int row = 0; row < content.rows; ++row)
      for (int column = 0; column < content.columns; ++column)
        content.images.push_back(std::hypot(row - 8, column - 7) < 3 + image % 5 ? 0.5F : -0.8F);
    content.heldOut.push_back(image % 2 == 0 ? 1 : 0);
    content.patients.push_back(fmt::format("P{}", image));
  }
  content.noise.assign(40, 0.0F);
  content.limit.assign(40, 0.0F);
  content.preparation = Json::object();
  const auto digest = dataset::freeze(folder, "discs", content);
  EXPECT_TRUE(digest);
  return (folder / digest.value_or("") / dataset::datasetFileName).string();
}

TEST(Restoration, IsHeldAgainstTheUsualFiltersByOneVerb)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(makeFolder(folder / "run"));
  ASSERT_TRUE(writeDocument(folder / "run" / "plan.json", {{"format", "limpid-plan"},
                                                           {"version", 1},
                                                           {"dataset", freezeDiscs(folder.path())},
                                                           {"network", "tiny"},
                                                           {"steps", 8},
                                                           {"batch", 8},
                                                           {"threads", 1},
                                                           {"previewEvery", 0}}));
  const std::string run = (folder / "run").string();
  done({"train", run});
  const Json compared = done({"restore", run, "--compare", "--level", "0.2", "--count", "4",
                              "--draws", "19", "--steps", "3", "--name", "check"});
  ASSERT_EQ(compared["levels"].size(), 1U) << compared;
  const Json& level = compared["levels"][0];
  EXPECT_EQ(level["images"], 4);
  EXPECT_EQ(level["rows"].size(), 7U);
  EXPECT_EQ(level["coverage"].size(), 2U);
  EXPECT_TRUE(
      std::filesystem::exists(folder / "run" / "restorations" / "check" / "comparison.json"));
  const support::Ran refused =
      support::runProgram("limpid-cli", {"restore", run, "0", "--compare"});
  EXPECT_EQ(refused.exitStatus, 2) << refused.output;
}

TEST(Method, IsHeldAgainstItsTheoremsByOneVerb)
{
  const support::TemporaryFolder folder;
  const Json result = done({"validate", "--quick", "--out", (folder / "checks").string()});
  EXPECT_EQ(result["passed"], true);
  for (const Json& row : result["rows"])
    EXPECT_TRUE(row.contains("expected") && row.contains("found")) << row;
}

TEST(Comparison, PrintsItsTableAndGoesOn)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeDocument(folder / "toy.json", {{"format", "limpid-comparison"},
                                                  {"version", 1},
                                                  {"name", "toy"},
                                                  {"dataset", "toy"},
                                                  {"objectives", {"standard", "equal"}},
                                                  {"seeds", {1}},
                                                  {"samples", 40},
                                                  {"samplerSteps", 4},
                                                  {"plan", {{"steps", 10}, {"batch", 16}}}}));
  const std::vector<std::string> words{"compare", (folder / "toy.json").string(), "--out",
                                       (folder / "toy").string()};
  const support::Ran first = support::runProgram("limpid-cli", words);
  EXPECT_EQ(first.exitStatus, 0) << first.errors;
  EXPECT_NE(first.output.find("| equal | 1 |"), std::string::npos) << first.output;
  std::vector<std::string> again = words;
  again.insert(again.end(), {"--format", "csv"});
  const support::Ran second = support::runProgram("limpid-cli", again);
  EXPECT_EQ(second.exitStatus, 0) << second.errors;
  EXPECT_EQ(second.output.rfind("trained as,seeds,", 0), 0U) << second.output;
}

} // namespace
} // namespace limpid::workflow
