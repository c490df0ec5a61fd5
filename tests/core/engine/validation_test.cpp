#include "core/engine/validation.h"

#include "core/engine/engine.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace limpid::engine {
namespace {

void expectAllPassed(const std::vector<Check>& checks)
{
  std::set<std::string> ids;
  for (const Check& check : checks) {
    EXPECT_TRUE(check.passed()) << check.what << ": expected " << check.expected << " ± "
                                << check.tolerance << ", found " << check.found;
    EXPECT_TRUE(ids.insert(check.id).second) << check.id << " is there twice";
  }
}

TEST(Validation, KernelsAreTheIntegralsOfTheirDriftAndDiffusion)
{
  expectAllPassed(kernelChecks());
}

TEST(Validation, NoiseLawsGiveTheFiguresOfTheMethod)
{
  expectAllPassed(noiseLawChecks());
}

TEST(Validation, DrawingAndTargetAreWhatTheMethodSays)
{
  expectAllPassed(drawingChecks());
}

TEST(Validation, CheckComparesAsItsRelationSays)
{
  EXPECT_TRUE((Check{"a", "", 1.0, 1.05, Relation::Near, 0.1}).passed());
  EXPECT_FALSE((Check{"a", "", 1.0, 1.15, Relation::Near, 0.1}).passed());
  EXPECT_TRUE((Check{"a", "", 1.0, 0.9, Relation::AtMost}).passed());
  EXPECT_FALSE((Check{"a", "", 1.0, 0.9, Relation::AtLeast}).passed());
  EXPECT_FALSE((Check{"a", "", 1.0, std::nan(""), Relation::AtMost}).passed());
}

TEST(Validation, WritesItsRowsInTheFolder)
{
  const support::TemporaryFolder folder;
  jobs::JobContext context;
  const auto end = validate({folder / "checks", true, {}}, context);
  ASSERT_TRUE(end) << end.error().message;
  EXPECT_TRUE(end->result["passed"].get<bool>());
  EXPECT_GT(end->result["rows"].size(), 50U);
  const auto document = readDocument(folder / "checks" / "validation.json", "limpid-validation", 1);
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)["rows"], end->result["rows"]);
}

} // namespace
} // namespace limpid::engine
