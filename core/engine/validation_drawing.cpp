#include "core/base/random.h"
#include "core/dataset/admissible_drawing.h"
#include "core/engine/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace limpid::engine {
namespace {

using dataset::AdmissibleDrawing;
using dataset::Draw;
using dataset::Drawing;

constexpr std::uint64_t seed = 20260213;
constexpr int draws = 200000;
constexpr double buffer = 4.0;
// A Kolmogorov–Smirnov distance beyond this comes by chance once in 10,000 times.
const double largestDistance = 2.23 / std::sqrt(double{draws});

std::shared_ptr<const diffusion::Schedule> schedule()
{
  return diffusion::makeSchedule("vp-linear", Json::object()).value();
}

// Two clean images, and six of three risks.
std::vector<diffusion::Risk> someRisks()
{
  return {{}, {}, {0.3, 0.0}, {0.3, 0.0}, {0.6, 0.0}, {0.6, 0.0}, {1.2, 0.0}, {0.0, 1.2}};
}

std::vector<Draw> drawn(Drawing rule)
{
  const auto risks = someRisks();
  std::vector<std::int64_t> indices(risks.size());
  std::iota(indices.begin(), indices.end(), 0);
  const AdmissibleDrawing drawing(schedule(), indices, risks, buffer, rule);
  std::vector<Draw> all;
  Random random(seed, 3);
  for (int draw = 0; draw < draws; ++draw)
    all.push_back(drawing.draw(random));
  return all;
}

/// Kolmogorov–Smirnov distance of the times from the training density restricted to t ≥ `first`.
double distanceFromDensity(std::vector<double> times, double first)
{
  const auto law = schedule();
  const double below = law->timeQuantile(first);
  std::sort(times.begin(), times.end());
  const auto count = static_cast<double>(times.size());
  double largest = 0.0;
  for (std::size_t place = 0; place < times.size(); ++place) {
    const double expected = (law->timeQuantile(times[place]) - below) / (1.0 - below);
    largest = std::max({largest, std::abs(expected - static_cast<double>(place) / count),
                        std::abs(expected - static_cast<double>(place + 1) / count)});
  }
  return largest;
}

double largestVarianceRatio(const std::vector<Draw>& all)
{
  const auto law = schedule();
  const auto risks = someRisks();
  double largest = 0.0;
  for (const Draw& draw : all) {
    const double full = std::pow(law->noiseScale(draw.time), 2);
    const double reduced = diffusion::reducedNoiseVariance(
        *law, draw.time, risks[static_cast<std::size_t>(draw.image)].noise);
    largest = std::max(largest, full / reduced);
  }
  return largest;
}

std::vector<Check> timeFirstChecks()
{
  const std::vector<Draw> all = drawn(Drawing::TimeFirst);
  std::vector<double> times;
  std::map<std::int64_t, double> late; // draws at times at which every image is admissible
  const auto law = schedule();
  const double lastThreshold = diffusion::thresholdTime(*law, {1.2, 0.0}, buffer);
  double lateDraws = 0.0;
  for (const Draw& draw : all) {
    times.push_back(draw.time);
    if (draw.time > lastThreshold) {
      late[draw.image] += 1.0;
      lateDraws += 1.0;
    }
  }
  double uneven = 0.0;
  for (const auto& [image, count] : late)
    uneven = std::max(uneven, std::abs(count * 8.0 / lateDraws - 1.0));
  return {{"drawing.time-first.density",
           "t first: p(t) stays the schedule's (Kolmogorov–Smirnov distance)", 0.0,
           distanceFromDensity(times, law->minimumTime()), Relation::Near, largestDistance},
          {"drawing.time-first.images", "t first: admissible images come equally often", 0.0,
           uneven, Relation::Near, 0.03},
          {"drawing.buffer", "t first: v²/ṽ² of every draw is at most S = 4", 4.0 + 1e-9,
           largestVarianceRatio(all), Relation::AtMost, 0.0}};
}

std::vector<Check> imageFirstChecks()
{
  const std::vector<Draw> all = drawn(Drawing::ImageFirst);
  const auto risks = someRisks();
  std::map<std::int64_t, std::vector<double>> times;
  for (const Draw& draw : all)
    times[draw.image].push_back(draw.time);
  double uneven = 0.0;
  double distance = 0.0;
  for (const auto& [image, ofImage] : times) {
    const auto count = static_cast<double>(ofImage.size());
    uneven = std::max(uneven, std::abs(count * 8.0 / draws - 1.0));
    const double first =
        diffusion::thresholdTime(*schedule(), risks[static_cast<std::size_t>(image)], buffer);
    // On the scale of all draws, to be held against one limit.
    distance = std::max(distance, distanceFromDensity(ofImage, first) * std::sqrt(count / draws));
  }
  return {{"drawing.image-first.images",
           "image first (the paper's algorithm 1): every image comes equally often", 0.0, uneven,
           Relation::Near, 0.03},
          {"drawing.image-first.density",
           "image first: t ~ U(T(r)) of the image (Kolmogorov–Smirnov distance)", 0.0, distance,
           Relation::Near, 1.2 * largestDistance}};
}

/// Cov((v/ṽ)ξ | x_t) of M5 by the residual of the best linear estimate, for a Gaussian p0 of
/// deviation `s`; it is exact there.
Check targetCovariance(double s, double risk, double time)
{
  const auto law = schedule();
  const double u = law->signalScale(time);
  const double v = law->noiseScale(time);
  const double reduced = std::sqrt(diffusion::reducedNoiseVariance(*law, time, risk));
  double xx = 0.0;
  double xt = 0.0;
  double tt = 0.0;
  Random random(seed, 4);
  for (int draw = 0; draw < draws; ++draw) {
    const double noise = random.normal();
    const double target = v / reduced * noise;
    const double x = u * (s * random.normal() + risk * random.normal()) + reduced * noise;
    xx += x * x / draws;
    xt += x * target / draws;
    tt += target * target / draws;
  }
  const double expected = v * v / (reduced * reduced) - v * v / (u * u * s * s + v * v);
  return {"target-covariance",
          fmt::format("Cov((v/ṽ)ξ | x_t) = v²/ṽ² + v² ∇² ln p_t, Gaussian p0 of deviation {:g}, "
                      "r = {:g} (Monte Carlo)",
                      s, risk),
          expected,
          tt - xt * xt / xx,
          Relation::Near,
          0.01 * expected};
}

} // namespace

std::vector<Check> drawingChecks()
{
  std::vector<Check> checks = timeFirstChecks();
  for (Check& check : imageFirstChecks())
    checks.push_back(std::move(check));
  checks.push_back(targetCovariance(0.6, 0.4, 0.3));
  return checks;
}

} // namespace limpid::engine
