#include "core/preparation/sentences.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace limpid::preparation {
namespace {

std::string textOf(const std::vector<Sentence>& sentences, const std::string& id)
{
  const auto found = std::find_if(sentences.begin(), sentences.end(),
                                  [&id](const Sentence& one) { return one.id == id; });
  return found == sentences.end() ? std::string() : found->text;
}

Facts plenty()
{
  Facts facts;
  facts.images = 3870;
  facts.patients = 148;
  facts.heldOutImages = 390;
  facts.heldOutPatients = 14;
  facts.kernels = 1;
  facts.unit = "HU";
  facts.window = {-1000, 1000};
  facts.referenceNoise = 9.04;
  return facts;
}

TEST(Sentences, SayWhatAPixelCanNotShow)
{
  Facts facts = plenty();
  facts.pixelMm = {3.1, 3.1};
  EXPECT_EQ(textOf(preparationSentences(facts), "pixel-size"),
            "One pixel is 3.1 mm: findings under 6 mm can't appear.");
  facts.pixelMm = {1.0, 3.1};
  EXPECT_EQ(textOf(preparationSentences(facts), "pixel-size"),
            "One pixel is 1.0 to 3.1 mm: findings under 6 mm can't appear.");
}

TEST(Sentences, CountWhatIsKeptAside)
{
  EXPECT_EQ(textOf(preparationSentences(plenty()), "held-out"),
            "14 of 148 patients (390 slices) are kept aside for checking.");
}

TEST(Sentences, WarnOnlyWhenThereIsSomethingToWarnOf)
{
  const std::vector<Sentence> quiet = preparationSentences(plenty());
  for (const char* id : {"clipping", "few-images", "left-out", "mixed-kernels", "one-patient",
                         "synthetic", "rating-not-matched", "filled"})
    EXPECT_TRUE(textOf(quiet, id).empty()) << id;

  Facts facts = plenty();
  facts.clippedShare = 0.012;
  facts.patients = 1;
  facts.heldOutByBlock = true;
  facts.leftOut = 1;
  facts.kernels = 2;
  facts.unmatched = {"Motion is shown but doesn't change training yet."};
  const std::vector<Sentence> loud = preparationSentences(facts);
  for (const char* id :
       {"clipping", "few-images", "left-out", "mixed-kernels", "one-patient", "rating-not-matched"})
    EXPECT_FALSE(textOf(loud, id).empty()) << id;
  EXPECT_EQ(textOf(loud, "left-out"), "1 image could not be used and is left out.");
}

TEST(Sentences, SayWhoTeachesWhichDetail)
{
  std::vector<double> thresholds(10, 0.924);
  thresholds[0] = 0.0;
  thresholds[1] = 0.115;
  thresholds[2] = 0.231;
  std::vector<std::string> patients(10, "P001");
  patients[0] = "P002";
  const auto sentences = teachingSentences(thresholds, patients, 1000.0, "HU");
  EXPECT_EQ(textOf(sentences, "who-teaches"),
            "All 10 slices teach layout. 3 teach organs. 2 teach edges. 1 teaches fine detail.");
  EXPECT_EQ(textOf(sentences, "fine-detail-patients"), "Fine detail comes from 1 of 2 patients.");
  EXPECT_TRUE(textOf(sentences, "noise-floor").empty());
}

TEST(Sentences, NameTheFloorBelowWhichNothingTeaches)
{
  const std::vector<double> thresholds(3, 0.346);
  const std::vector<std::string> patients(3, "P001");
  const auto sentences = teachingSentences(thresholds, patients, 1000.0, "HU");
  EXPECT_EQ(textOf(sentences, "who-teaches"),
            "All 3 slices teach layout and organs. None teaches edges or fine detail.");
  EXPECT_EQ(textOf(sentences, "noise-floor"),
            "No image teaches below 346 HU: the cleanest there are set that floor.");
}

} // namespace
} // namespace limpid::preparation
