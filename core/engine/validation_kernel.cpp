#include "core/base/random.h"
#include "core/diffusion/instability.h"
#include "core/diffusion/risk_sensitive.h"
#include "core/diffusion/time_grid.h"
#include "core/engine/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace limpid::engine {
namespace {

using diffusion::Schedule;

constexpr std::uint64_t seed = 20260213;
constexpr int draws = 200000;
constexpr double highestRatio = 20.0; // where the integrations end

std::shared_ptr<const Schedule> scheduleNamed(const std::string& name)
{
  return diffusion::makeSchedule(name, Json::object()).value();
}

double thresholdOf(const Schedule& schedule, double risk)
{
  return diffusion::thresholdTime(schedule, {risk, 0.0}, std::numeric_limits<double>::infinity());
}

/// u and ṽ² of the risk-sensitive SDE, integrated step by step.
struct Moments
{
  double signal = 0.0;
  double variance = 0.0;
};

Moments slope(const Schedule& schedule, double time, const Moments& at, bool diffuses)
{
  const double f = schedule.drift(time);
  return {f * at.signal,
          2.0 * f * at.variance + (diffuses ? schedule.diffusionSquared(time) : 0.0)};
}

Moments moved(const Moments& from, const Moments& along, double by)
{
  return {from.signal + by * along.signal, from.variance + by * along.variance};
}

Moments rungeKutta(const Schedule& schedule, double from, double to, const Moments& at,
                   bool diffuses)
{
  const double width = to - from;
  const double middle = from + 0.5 * width;
  const Moments first = slope(schedule, from, at, diffuses);
  const Moments second = slope(schedule, middle, moved(at, first, 0.5 * width), diffuses);
  const Moments third = slope(schedule, middle, moved(at, second, 0.5 * width), diffuses);
  const Moments fourth = slope(schedule, to, moved(at, third, width), diffuses);
  const auto mean = [](double a, double b, double c, double d) {
    return (a + 2.0 * b + 2.0 * c + d) / 6.0;
  };
  return moved(at,
               {mean(first.signal, second.signal, third.signal, fourth.signal),
                mean(first.variance, second.variance, third.variance, fourth.variance)},
               width);
}

/// Times of the schedule, even in the logarithm of v/u, with t_r among them.
std::vector<double> integrationTimes(const Schedule& schedule, double threshold)
{
  std::vector<double> times;
  for (const double time : diffusion::evenNoiseTimes(schedule, 4000))
    if (schedule.noiseRatio(time) <= highestRatio)
      times.push_back(time);
  times.push_back(threshold);
  std::sort(times.begin(), times.end());
  return times;
}

/// The largest relative difference between integrated and closed u and ṽ: g(r,t) = 1[t > t_r] g(t).
double errorOfIntegration(const Schedule& schedule, double risk)
{
  const double threshold = thresholdOf(schedule, risk);
  const std::vector<double> times = integrationTimes(schedule, threshold);
  Moments at{schedule.signalScale(times.front()), 0.0};
  double largest = 0.0;
  for (std::size_t step = 0; step + 1 < times.size(); ++step) {
    const double to = times[step + 1];
    at = rungeKutta(schedule, times[step], to, at, times[step] >= threshold);
    const double signal = schedule.signalScale(to);
    const double variance = diffusion::reducedNoiseVariance(schedule, to, risk);
    const double full = std::pow(schedule.noiseScale(to), 2);
    largest = std::max(
        {largest, std::abs(at.signal / signal - 1.0), std::abs(at.variance - variance) / full});
  }
  return largest;
}

/// Largest |φ_MC − φ| over three frequencies of x̃_t of a point mass with noise, φ that of a clean
/// x_t (theorem 3.1).
double errorOfCharacteristic(const Schedule& schedule, double time, double risk,
                             std::uint64_t stream)
{
  constexpr double clean = 0.7;
  const double u = schedule.signalScale(time);
  const double v = schedule.noiseScale(time);
  const double reduced = std::sqrt(diffusion::reducedNoiseVariance(schedule, time, risk));
  const std::array<double, 3> frequencies{0.5 / v, 1.0 / v, 2.0 / v};
  std::array<double, 3> cosines{};
  std::array<double, 3> sines{};
  Random random(seed, stream);
  for (int draw = 0; draw < draws; ++draw) {
    const double noisy = u * (clean + risk * random.normal()) + reduced * random.normal();
    for (std::size_t index = 0; index < frequencies.size(); ++index) {
      cosines[index] += std::cos(frequencies[index] * noisy) / draws;
      sines[index] += std::sin(frequencies[index] * noisy) / draws;
    }
  }
  double largest = 0.0;
  for (std::size_t index = 0; index < frequencies.size(); ++index) {
    const double y = frequencies[index];
    const double size = std::exp(-0.5 * v * v * y * y);
    largest = std::max(largest, std::hypot(cosines[index] - size * std::cos(u * y * clean),
                                           sines[index] - size * std::sin(u * y * clean)));
  }
  return largest;
}

struct Threshold
{
  const char* schedule;
  double risk;
  double time;
};

// The check values of M3.
constexpr auto thresholds = std::to_array<Threshold>({{"vp-linear", 0.05, 0.0116},
                                                      {"vp-linear", 0.1, 0.0270},
                                                      {"vp-linear", 0.2, 0.0580},
                                                      {"vp-linear", 0.5, 0.1448},
                                                      {"vp-linear", 1.0, 0.2590},
                                                      {"vp-linear", 2.0, 0.3972},
                                                      {"vp-linear", 5.0, 0.5672},
                                                      {"vp-cosine", 0.1, 0.0565},
                                                      {"vp-cosine", 0.5, 0.2896},
                                                      {"vp-cosine", 1.0, 0.4960},
                                                      {"vp-cosine", 2.0, 0.7025},
                                                      {"ve", 0.1, 0.2709},
                                                      {"ve", 0.5, 0.4593},
                                                      {"ve", 1.0, 0.5407},
                                                      {"sub-vp", 0.1, 0.0953},
                                                      {"sub-vp", 0.5, 0.2181},
                                                      {"sub-vp", 1.0, 0.3060},
                                                      {"edm", 0.5, 0.5},
                                                      {"flow", 0.5, 1.0 / 3.0}});

} // namespace

std::vector<Check> kernelChecks()
{
  constexpr double risk = 0.5;
  std::vector<Check> checks;
  for (const std::string& name : diffusion::scheduleNames()) {
    const auto schedule = scheduleNamed(name);
    checks.push_back({"kernel." + name,
                      fmt::format("{}: f and g² switched on at t_r, integrated by RK4, give u and "
                                  "ṽ (largest relative error)",
                                  name),
                      0.0, errorOfIntegration(*schedule, risk), Relation::Near, 1e-8});
    const double time = schedule->timeAtNoiseRatio(1.5 * risk);
    checks.push_back({"characteristic." + name,
                      fmt::format("{}: a noisy point inside T(r) has the characteristic function "
                                  "of a clean one (Monte Carlo)",
                                  name),
                      0.0, errorOfCharacteristic(*schedule, time, risk, checks.size()),
                      Relation::Near, 4.0 / std::sqrt(double{draws})});
  }
  for (const auto& [name, risk_, time] : thresholds)
    checks.push_back({fmt::format("threshold.{}.{:g}", name, risk_),
                      fmt::format("{}: t_r of r = {:g}", name, risk_), time,
                      thresholdOf(*scheduleNamed(name), risk_), Relation::Near, 6e-5});
  return checks;
}

} // namespace limpid::engine
