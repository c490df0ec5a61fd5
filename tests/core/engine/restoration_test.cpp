#include "core/engine/restoration.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

namespace limpid::engine {
namespace {

// p0 is N(mean, deviation²) for each pixel: posterior mean and variance are known.
constexpr double mean = 0.3;
constexpr double deviation = 0.4;
constexpr double seen = 0.8;

torch::Tensor gaussianEpsilon(const torch::Tensor& noisy, const torch::Tensor& u,
                              const torch::Tensor& v)
{
  const torch::Tensor slope = v / (u * u * deviation * deviation + v * v);
  return (noisy - u.view({-1, 1, 1, 1}) * mean) * slope.view({-1, 1, 1, 1});
}

torch::Tensor draws(const torch::Tensor& image, const torch::Tensor& noise,
                    const char* scheduleName, const RestorationDrawing& drawing)
{
  const auto schedule = diffusion::makeSchedule(scheduleName, Json::object()).value();
  const jobs::JobContext context;
  return drawRestorations(*schedule, gaussianEpsilon, image, noise, drawing, torch::kCPU, context);
}

RestorationDrawing many(std::int64_t count)
{
  RestorationDrawing drawing;
  drawing.sampler = run::makeSampler("euler-maruyama", 300, Json::object()).value();
  drawing.count = count;
  return drawing;
}

double posteriorMean(double noise)
{
  const double share = deviation * deviation / (deviation * deviation + noise * noise);
  return mean + share * (seen - mean);
}

double posteriorDeviation(double noise)
{
  return deviation * noise / std::hypot(deviation, noise);
}

class Posterior : public testing::TestWithParam<std::tuple<const char*, double>>
{
};

TEST_P(Posterior, IsThatOfACleanImageBehindItsNoise)
{
  const auto& [schedule, noise] = GetParam();
  const torch::Tensor found =
      draws(torch::full({1, 24, 24}, seen), torch::full({1, 1, 1}, noise), schedule, many(24));
  EXPECT_NEAR(found.mean().item<double>(), posteriorMean(noise), 0.012);
  EXPECT_NEAR(found.std().item<double>(), posteriorDeviation(noise), 0.012);
}

INSTANTIATE_TEST_SUITE_P(, Posterior,
                         testing::Combine(testing::Values("edm", "vp-linear", "flow"),
                                          testing::Values(0.1, 0.4, 1.0)));

} // namespace

TEST(Restoration, StartsFromTheLargestNoiseOfAMap)
{
  torch::Tensor noise = torch::full({1, 24, 24}, 0.1);
  noise.narrow(2, 12, 12).fill_(0.5);
  const torch::Tensor found = draws(torch::full({1, 24, 24}, seen), noise, "edm", many(24));
  // Where the noise was filled up to 0.5, its mean is still that of the image seen.
  for (const std::int64_t half : {0, 12}) {
    const torch::Tensor part = found.narrow(3, half, 12);
    EXPECT_NEAR(part.mean().item<double>(), posteriorMean(0.5), 0.02) << half;
  }
  const double filled = found.narrow(3, 0, 12).std().item<double>();
  const double added = std::sqrt(0.5 * 0.5 - 0.1 * 0.1);
  const double share = deviation * deviation / (deviation * deviation + 0.5 * 0.5);
  EXPECT_NEAR(filled, std::hypot(posteriorDeviation(0.5), share * added), 0.02);
  EXPECT_NEAR(found.narrow(3, 12, 12).std().item<double>(), posteriorDeviation(0.5), 0.02);
}

TEST(Restoration, GivesADrawThatDependsOnSeedAndNumberAlone)
{
  const torch::Tensor image = torch::full({1, 8, 8}, seen);
  const torch::Tensor noise = torch::full({1, 8, 8}, 0.3).mul_(torch::linspace(0.1, 1.0, 8));
  const torch::Tensor all = draws(image, noise, "edm", many(5));
  RestorationDrawing last = many(2);
  last.first = 3;
  EXPECT_TRUE(torch::allclose(draws(image, noise, "edm", last), all.narrow(0, 3, 2), 0.0, 1e-6));
  EXPECT_FALSE(torch::allclose(all[0], all[1]));
  last.seed = 2;
  EXPECT_FALSE(torch::allclose(draws(image, noise, "edm", last), all.narrow(0, 3, 2)));
}

TEST(Restoration, NeedsASamplerWhoseDrawsDiffer)
{
  const auto sampler = [](const char* name, const Json& options = Json::object()) {
    return run::makeSampler(name, 0, options).value();
  };
  EXPECT_TRUE(drawsDiffer(sampler("euler-maruyama")));
  EXPECT_TRUE(drawsDiffer(sampler("dpmpp-2m-sde")));
  EXPECT_TRUE(drawsDiffer(sampler("heun", {{"churn", 10}})));
  EXPECT_FALSE(drawsDiffer(sampler("heun")));
  EXPECT_FALSE(drawsDiffer(sampler("dpmpp-2m-sde", {{"noiseShare", 0}})));
  EXPECT_FALSE(drawsDiffer(sampler("dpmpp-2m")));
  EXPECT_FALSE(drawsDiffer(sampler("ode")));
}

} // namespace limpid::engine
