#include "core/dataset/split.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace limpid::dataset {
namespace {

/// Patients p0, p1 … with `slices` images each, one patient after the other.
std::vector<std::string> patients(int count, int slices)
{
  std::vector<std::string> names;
  for (int patient = 0; patient < count; ++patient)
    names.insert(names.end(), static_cast<std::size_t>(slices), "p" + std::to_string(patient));
  return names;
}

std::set<std::string> heldOutOf(const std::vector<std::string>& names, const Split& split)
{
  std::set<std::string> held;
  for (std::size_t image = 0; image < names.size(); ++image)
    if (split.heldOut[image] != 0)
      held.insert(names[image]);
  return held;
}

} // namespace

TEST(Split, KeepsEveryPatientOnOneSide)
{
  Random random(5, 0);
  for (int round = 0; round < 300; ++round) {
    const std::uint64_t distinct = 2 + random.below(20);
    std::vector<std::string> names{"p0", "p1"};
    for (std::uint64_t image = 0; image < random.below(200); ++image)
      names.push_back("p" + std::to_string(random.below(distinct)));
    const double fraction = random.uniform();
    const Split split = splitByPatient(names, fraction, random.bits());

    ASSERT_EQ(split.heldOut.size(), names.size());
    const std::set<std::string> held = heldOutOf(names, split);
    for (std::size_t image = 0; image < names.size(); ++image)
      EXPECT_EQ(split.heldOut[image] != 0, held.contains(names[image]))
          << names[image] << " is on both sides";
    const std::size_t all = std::set(names.begin(), names.end()).size();
    EXPECT_EQ(held.size(), static_cast<std::size_t>(split.heldOutPatients));
    EXPECT_GE(held.size(), 1U);
    EXPECT_LT(held.size(), all);
    EXPECT_FALSE(split.byBlock);
  }
}

TEST(Split, IsTheSameOnEveryMachine)
{
  const std::vector<std::string> names = patients(10, 2);
  const Split split = splitByPatient(names, 0.3, 7);
  EXPECT_EQ(heldOutOf(names, split), (std::set<std::string>{"p1", "p6", "p8"}));
}

TEST(Split, DependsOnTheSeedAndNotOnTheOrderOfThePatients)
{
  std::vector<std::string> names = patients(40, 1);
  const std::set<std::string> held = heldOutOf(names, splitByPatient(names, 0.25, 1));
  EXPECT_EQ(held.size(), 10U);
  EXPECT_NE(heldOutOf(names, splitByPatient(names, 0.25, 2)), held);
  std::reverse(names.begin(), names.end());
  EXPECT_EQ(heldOutOf(names, splitByPatient(names, 0.25, 1)), held);
}

TEST(Split, OfOnePatientKeepsTheLastBlockOfSlicesAside)
{
  const Split split = splitByPatient(patients(1, 10), 0.2, 1);
  EXPECT_TRUE(split.byBlock);
  EXPECT_EQ(split.heldOutPatients, 0);
  EXPECT_EQ(split.heldOut, (std::vector<std::uint8_t>{0, 0, 0, 0, 0, 0, 0, 0, 1, 1}));
}

TEST(Split, HoldsNothingOutWhenNothingIsAskedForOrThereIsOneImage)
{
  EXPECT_EQ(splitByPatient(patients(3, 1), 0.0, 1).heldOut, (std::vector<std::uint8_t>(3, 0)));
  EXPECT_EQ(splitByPatient(patients(1, 1), 0.5, 1).heldOut, (std::vector<std::uint8_t>{0}));
  EXPECT_FALSE(splitByPatient(patients(1, 1), 0.5, 1).byBlock);
  EXPECT_TRUE(splitByPatient({}, 0.5, 1).heldOut.empty());
}

TEST(Split, LeavesAPatientToTrainOnWhateverIsAskedFor)
{
  const std::vector<std::string> names = patients(2, 3);
  EXPECT_EQ(splitByPatient(names, 0.01, 3).heldOutPatients, 1);
  EXPECT_EQ(splitByPatient(names, 1.0, 3).heldOutPatients, 1);
}

TEST(Split, OfOnePatientDoesNotPartNeighboursOfOnePlace)
{
  const std::vector<std::string> names(12, "p0");
  const std::vector<std::size_t> places{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};
  for (const double fraction : {0.1, 0.3, 0.4, 0.6, 0.9}) {
    const Split split = splitByPatient(names, fraction, 1, places);
    EXPECT_TRUE(split.byBlock);
    EXPECT_EQ(split.heldOut.front(), 0);
    EXPECT_EQ(split.heldOut.back(), 1);
    for (std::size_t image = 1; image < names.size(); ++image)
      EXPECT_TRUE(places[image] != places[image - 1] ||
                  split.heldOut[image] == split.heldOut[image - 1])
          << "at " << image << " with " << fraction;
  }
}

TEST(Split, OfOnePatientAtOnePlaceStillKeepsABlockAside)
{
  const std::vector<std::string> names(8, "p0");
  const std::vector<std::size_t> places(8, 3);
  const Split split = splitByPatient(names, 0.25, 1, places);
  EXPECT_EQ(std::accumulate(split.heldOut.begin(), split.heldOut.end(), 0), 2);
}

} // namespace limpid::dataset
