#include "core/engine/images.h"
#include "core/engine/images_at_hand.h"
#include "core/engine/noise_source.h"
#include "tests/core/engine/engine_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <array>

namespace limpid::engine {

TEST(ImagesAtHand, AreThoseOfTheDataSetWhetherTheyAreHeldOrNot)
{
  const support::TemporaryFolder folder;
  const auto data =
      dataset::FrozenDataset::open(freezeSmallStudy(folder / "data", {.images = 12})).value();
  constexpr std::array<std::int64_t, 4> chosen{7, 0, 11, 7};
  const torch::Tensor expected = gather(data, chosen, torch::kCPU);
  for (const std::int64_t most : {std::int64_t{0}, std::int64_t{1} << 20}) {
    const ImagesAtHand images(data, torch::kCPU, most);
    torch::Tensor found = images.gather(data, chosen);
    EXPECT_TRUE(torch::equal(found, expected));
    found.zero_(); // it is the caller's own
    EXPECT_TRUE(torch::equal(images.gather(data, chosen), expected));
  }
}

TEST(NoiseSource, GivesTheSameNumbersAheadOrNotWhateverWasExpected)
{
  NoiseSource plain(5, {1, 4, 6}, torch::kCPU, false);
  NoiseSource ahead(5, {1, 4, 6}, torch::kCPU, true);
  const std::array<NoiseSource::Part, 4> asked{{{0, 3}, {3, 3}, {3, 2}, {100, 3}}};
  const std::array<NoiseSource::Part, 4> expected{{{3, 3}, {6, 3}, {5, 2}, {}}};
  for (std::size_t at = 0; at < asked.size(); ++at) {
    const torch::Tensor noise = plain.draw(asked[at], expected[at]);
    EXPECT_EQ(noise.sizes(), (std::vector<std::int64_t>{asked[at].images, 1, 4, 6}));
    EXPECT_TRUE(torch::equal(ahead.draw(asked[at], expected[at]), noise)) << "part " << at;
  }
}

TEST(NoiseSource, GivesAnImageNumbersOfItsOwn)
{
  NoiseSource noise(5, {1, 16, 16}, torch::kCPU, false);
  const torch::Tensor together = noise.draw({0, 3}, {});
  EXPECT_TRUE(torch::equal(noise.draw({2, 1}, {})[0], together[2]));
  EXPECT_FALSE(torch::equal(together[0], together[1]));
}

} // namespace limpid::engine
