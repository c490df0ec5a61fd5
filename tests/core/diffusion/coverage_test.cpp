#include "core/diffusion/coverage.h"

#include "core/base/random.h"
#include "tests/core/diffusion/made_schedule.h"

#include <gtest/gtest.h>

#include <set>

namespace limpid::diffusion {
namespace {

struct Images
{
  std::vector<Risk> risks;
  std::vector<std::string> patients;
};

Images randomImages(int count)
{
  Images images;
  Random random(5, 0);
  for (int image = 0; image < count; ++image) {
    const double noise = random.below(4) == 0 ? 0.0 : random.uniform();
    images.risks.push_back({noise, random.below(3) == 0 ? random.uniform() : 0.0});
    images.patients.push_back("patient " + std::to_string(random.below(17)));
  }
  return images;
}

} // namespace

TEST(Coverage, CountsWhatTheAdmissionRuleAdmits)
{
  const Images images = randomImages(400);
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    const Coverage counted = coverage(*schedule, images.risks, images.patients, 4.0, 60);
    ASSERT_EQ(counted.time.size(), 60U);
    for (std::size_t i = 0; i < counted.time.size(); ++i) {
      int admitted = 0;
      std::set<std::string> patients;
      for (std::size_t image = 0; image < images.risks.size(); ++image) {
        if (!admissible(*schedule, counted.time[i], images.risks[image], 4.0))
          continue;
        ++admitted;
        patients.insert(images.patients[image]);
      }
      EXPECT_EQ(counted.images[i], admitted) << name << " at t = " << counted.time[i];
      EXPECT_EQ(counted.patients[i], static_cast<int>(patients.size())) << name;
    }
  }
}

TEST(Coverage, RisesFromTheCleanImagesToAll)
{
  const std::vector<Risk> risks = {{}, {0.2, 0.0}, {0.0, 0.4}, {0.8, 0.4}};
  const std::vector<std::string> patients = {"a", "a", "b", "c"};
  const Coverage counted = coverage(*made("edm"), risks, patients, 4.0, 100);
  EXPECT_EQ(counted.images.front(), 1);
  EXPECT_EQ(counted.patients.front(), 1);
  EXPECT_EQ(counted.images.back(), 4);
  EXPECT_EQ(counted.patients.back(), 3);
}

TEST(Coverage, WorksWithoutPatientsAndWithoutImages)
{
  const std::vector<Risk> risks = {{0.1, 0.0}};
  EXPECT_EQ(coverage(*made("flow"), risks, {}, 4.0, 5).patients, std::vector<int>(5, 0));
  EXPECT_EQ(coverage(*made("flow"), {}, {}, 4.0, 5).images, std::vector<int>(5, 0));
}

TEST(Coverage, NeverAdmitsWhatIsNoisierThanTheSchedule)
{
  const std::vector<Risk> risks = {{1e6, 0.0}};
  for (const std::string& name : scheduleNames())
    EXPECT_EQ(coverage(*made(name), risks, {}, 4.0, 5).images, std::vector<int>(5, 0)) << name;
}

} // namespace limpid::diffusion
