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

TEST(Verdict, TellsHowFarSamplesAreAndHowMuchTheyCover)
{
  VerdictInput input = measured();
  input.distanceRatio = {1.21, 1.08, 1.43};
  input.recall = {0.81, 0.74, 0.87};
  input.recallOfReal = 0.85;
  EXPECT_EQ(sentence(input, "faithful"),
            "Faithful: 1.2 × the distance between real images (1.1–1.4). Close.");
  EXPECT_EQ(sentence(input, "varied"), "Varied: covers 81 % of the kept-aside images (74–87 %); "
                                       "as many real images cover 85 %.");
  input.recall = {0.41, 0.3, 0.5};
  EXPECT_EQ(verdict(input).at("varied").at("state"), "attention");
}

TEST(Verdict, SaysWhatIsTooFewToCompare)
{
  VerdictInput input = measured();
  input.cleanHeldOut = 5;
  EXPECT_NE(sentence(input, "varied").find("kept aside (5)"), std::string::npos);
  input.cleanHeldOut = 40;
  input.cleanTraining = 300;
  input.samples = 16;
  EXPECT_NE(sentence(input, "faithful").find("16 samples are too few"), std::string::npos);
}

TEST(Verdict, NamesTheTissueThatIsWrong)
{
  const auto tissue = [](const char* name, double position, bool agrees) {
    return Json{{"tissue", name},
                {"samples", {{"share", 0.2}, {"position", position}}},
                {"real", {{"share", 0.21}, {"position", -100.0}}},
                {"agrees", agrees}};
  };
  const VerdictInput input = measured();
  const auto check = [&](bool agrees) {
    const Json sentences =
        sentencesOf(verdict(input), input, Json::array({tissue("fat", -70.0, agrees)}));
    for (const Json& found : sentences)
      if (found.at("id") == "hu-check")
        return found.at("text").get<std::string>();
    return std::string();
  };
  EXPECT_NE(check(false).find("fat (peak -70 HU against -100 HU"), std::string::npos);
  EXPECT_EQ(check(true).find("fat (peak"), std::string::npos);
  EXPECT_FALSE(check(true).empty());
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
