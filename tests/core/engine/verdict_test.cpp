#include "core/engine/verdict.h"

#include <gtest/gtest.h>

namespace limpid::engine {
namespace {

VerdictInput measured()
{
  VerdictInput input;
  input.unit = {"HU", 100.0};
  input.residualNoise = {0.08, 0.07, 0.09};
  input.cleanNoise = {0.09, 0.08, 0.10};
  input.noisyNoise = {0.24, 0.23, 0.25};
  input.samples = 256;
  input.cleanHeldOut = 40;
  input.tooNear = 0;
  input.comparedWith = 300;
  return input;
}

std::string sentence(const VerdictInput& input, const char* line)
{
  return verdict(input).at(line).at("sentence").get<std::string>();
}

} // namespace

TEST(Verdict, TellsTheGrainInTheUnitOfTheFiles)
{
  EXPECT_EQ(sentence(measured(), "clean"),
            "Clean: 8.0 HU of grain; your clean images have 9.0 HU, your noisy ones 24 HU.");
}

TEST(Verdict, WarnsOfGrainAboveThatOfCleanImages)
{
  VerdictInput input = measured();
  input.residualNoise = {0.15, 0.14, 0.16};
  const Json clean = verdict(input).at("clean");
  EXPECT_EQ(clean.at("state"), "attention");
  EXPECT_EQ(clean.at("value"), 0.15);
}

TEST(Verdict, SaysHowManyCopiesAreHeldBack)
{
  VerdictInput input = measured();
  input.tooNear = 2;
  input.heldBack = true;
  EXPECT_EQ(sentence(input, "new"), "New: 254 of 256 are no closer to one of 300 clean training "
                                    "images than two patients are. 2 are held back.");
  input.tooNear = 1;
  EXPECT_TRUE(sentence(input, "new").ends_with(" 1 is held back."));
}

TEST(Verdict, PromisesNothingOfSamplesThatLimpidDoesntExport)
{
  VerdictInput input = measured();
  input.tooNear = 2;
  input.heldBack = false;
  EXPECT_EQ(sentence(input, "new").find("held back"), std::string::npos);
  EXPECT_EQ(verdict(input).at("new").at("state"), "attention");
}

TEST(Verdict, JudgesNothingThatWasNotMeasured)
{
  const Json lines = verdict({});
  for (const char* line : {"clean", "faithful", "varied", "new"}) {
    EXPECT_EQ(lines.at(line).at("state"), "not-measured") << line;
    EXPECT_TRUE(lines.at(line).at("value").is_null()) << line;
  }
}

} // namespace limpid::engine
