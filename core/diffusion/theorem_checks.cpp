#include "core/diffusion/theorem_checks.h"

#include "core/diffusion/instability.h"
#include "core/diffusion/theorem_check_parts.h"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <numbers>

namespace limpid::diffusion {
namespace {

constexpr double noBuffer = std::numeric_limits<double>::infinity();
/// The method's tables have four digits after the point, those of M4 three.
constexpr double fourDigits = 5.1e-5;
constexpr double threeDigits = 5.1e-4;

/// The names are those of the registries: they can't be unknown.
std::shared_ptr<const Schedule> scheduleNamed(std::string_view name)
{
  return *makeSchedule(name, Json::object());
}

std::shared_ptr<const NoiseLaw> lawNamed(std::string_view name, const Json& parameters)
{
  return *makeNoiseLaw(name, parameters);
}

/// Mean and variance that a linear SDE adds between two times.
struct Moments
{
  double mean = 1.0;
  double variance = 0.0;
};

/// dm = f m dt, dV = (2 f V + g²) dt by Runge-Kutta of fourth order, steps even in ln t.
Moments integrated(const Schedule& schedule, double from, double to, Moments moments)
{
  constexpr int steps = 4000;
  const double width = std::log(to / from) / steps;
  const auto slope = [&schedule](double logTime, const Moments& at) -> Moments {
    const double time = std::exp(logTime);
    return {time * schedule.drift(time) * at.mean,
            time * (2.0 * schedule.drift(time) * at.variance + schedule.diffusionSquared(time))};
  };
  const auto moved = [](const Moments& at, double by, const Moments& along) -> Moments {
    return {at.mean + by * along.mean, at.variance + by * along.variance};
  };
  for (int step = 0; step < steps; ++step) {
    const double at = std::log(from) + step * width;
    const Moments first = slope(at, moments);
    const Moments second = slope(at + 0.5 * width, moved(moments, 0.5 * width, first));
    const Moments third = slope(at + 0.5 * width, moved(moments, 0.5 * width, second));
    const Moments fourth = slope(at + width, moved(moments, width, third));
    moments = moved(moments, width / 6.0, first);
    moments = moved(moments, width / 3.0, second);
    moments = moved(moments, width / 3.0, third);
    moments = moved(moments, width / 6.0, fourth);
  }
  return moments;
}

struct Threshold
{
  std::string_view schedule;
  double risk;
  double time;
};

constexpr std::array<Threshold, 23> thresholdTable{{
    {"vp-linear", 0.05, 0.0116}, {"vp-linear", 0.1, 0.0270}, {"vp-linear", 0.2, 0.0580},
    {"vp-linear", 0.5, 0.1448},  {"vp-linear", 1.0, 0.2590}, {"vp-linear", 2.0, 0.3972},
    {"vp-linear", 5.0, 0.5672},  {"vp-cosine", 0.1, 0.0565}, {"vp-cosine", 0.5, 0.2896},
    {"vp-cosine", 1.0, 0.4960},  {"vp-cosine", 2.0, 0.7025}, {"ve", 0.1, 0.2709},
    {"ve", 0.5, 0.4593},         {"ve", 1.0, 0.5407},        {"sub-vp", 0.1, 0.0953},
    {"sub-vp", 0.5, 0.2181},     {"sub-vp", 1.0, 0.3060},    {"edm", 0.1, 0.1},
    {"edm", 0.5, 0.5},           {"edm", 2.0, 2.0},          {"flow", 0.1, 0.0909},
    {"flow", 0.5, 0.3333},       {"flow", 1.0, 0.5},
}};

/// A row of M4's table: D = 1, default Ω; a relL2 of 0 isn't in the table.
struct LawRow
{
  std::string_view law;
  double degreesOfFreedom; ///< 0 but for student-t
  double relativeRisk;     ///< ρ = u·r/v
  double variance;         ///< ṽ²/v²
  double naive;            ///< relL2 of the ordinary SDE
  double corrected;        ///< relL2 with ṽ
};

constexpr std::array<LawRow, 8> lawTable{{
    {"laplace", 0.0, 0.5, 0.781, 0.085, 0.007},
    {"laplace", 0.0, 1.0, 0.322, 0.0, 0.0},
    {"student-t", 5.0, 0.5, 0.780, 0.0, 0.0},
    {"student-t", 3.0, 0.5, 0.829, 0.068, 0.008},
    {"uniform", 0.0, 0.5, 0.731, 0.0, 0.0},
    {"uniform", 0.0, 0.75, 0.298, 0.0, 0.0},
    {"cauchy", 0.0, 0.25, 0.624, 0.155, 0.071},
    {"cauchy", 0.0, 0.5, 0.248, 0.0, 0.0},
}};

void addLawRow(const LawRow& row, std::vector<TheoremCheck>& checks)
{
  const bool withDegrees = row.degreesOfFreedom > 0.0;
  const auto law = lawNamed(row.law, withDegrees ? Json{{"degreesOfFreedom", row.degreesOfFreedom}}
                                                 : Json::object());
  const std::string name = fmt::format(
      "{}{}, ρ = {:g}", row.law,
      withDegrees ? fmt::format(" of {:g} degrees", row.degreesOfFreedom) : "", row.relativeRisk);
  const double variance = 1.0 - integratedReduction(*law, {}, 1, row.relativeRisk);
  checks.push_back(checked("M4 ṽ²/v² of " + name, row.variance, variance, threeDigits));
  if (row.naive == 0.0)
    return;
  checks.push_back(checked("M4 relL2 without correction of " + name, row.naive,
                           relativeL2(*law, row.relativeRisk, 1.0), threeDigits));
  checks.push_back(checked("M4 relL2 with correction of " + name, row.corrected,
                           relativeL2(*law, row.relativeRisk, variance), threeDigits));
}

} // namespace

std::vector<TheoremCheck> checkKernels()
{
  constexpr double exact = 1e-6;
  constexpr double risk = 0.3;
  std::vector<TheoremCheck> checks;
  for (const std::string& name : scheduleNames()) {
    const auto schedule = scheduleNamed(name);
    const double start = schedule->minimumTime();
    const double end = schedule->timeAtNoiseRatio(3.0);
    const double u = schedule->signalScale(end);
    const double variance = schedule->noiseScale(end) * schedule->noiseScale(end);
    const Moments whole = integrated(
        *schedule, start, end,
        {schedule->signalScale(start), schedule->noiseScale(start) * schedule->noiseScale(start)});
    checks.push_back(checked(fmt::format("M1 u of {} from f", name), u, whole.mean, exact * u));
    checks.push_back(checked(fmt::format("M1 v² of {} from f and g²", name), variance,
                             whole.variance, exact * variance));
    const double threshold = thresholdTime(*schedule, {risk, 0.0}, noBuffer);
    const double reduced = reducedNoiseVariance(*schedule, end, risk);
    checks.push_back(
        checked(fmt::format("M3 ṽ² of {} from g² switched on at t_r, r = {:g}", name, risk),
                reduced, integrated(*schedule, threshold, end, {}).variance, exact * reduced));
  }
  return checks;
}

std::vector<TheoremCheck> checkThresholds()
{
  std::vector<TheoremCheck> checks;
  for (const Threshold& row : thresholdTable)
    checks.push_back(checked(
        fmt::format("M3 threshold of {}, r = {:g}", row.schedule, row.risk), row.time,
        thresholdTime(*scheduleNamed(row.schedule), {row.risk, 0.0}, noBuffer), fourDigits));
  return checks;
}

std::vector<TheoremCheck> checkInstability()
{
  std::vector<TheoremCheck> checks;
  const auto gaussian = lawNamed("gaussian", Json::object());
  for (const int dimension : {1, 2, 3}) {
    const double factor = dimension * (dimension + 2.0) / 16.0;
    for (const double risk : {0.5, 2.0}) {
      const double square = risk * risk;
      const double ordinary = factor * square * square;
      checks.push_back(checked(
          fmt::format("M2 S of the ordinary SDE, u·r/v = {:g}, D = {}", risk, dimension), ordinary,
          perturbationInstability(*gaussian, {}, dimension, risk, 0.0), 1e-9 * ordinary));
      // Above t_r nothing is left; below, ṽ = 0 takes away all that the diffusion has.
      const double taken = std::min(square, 1.0);
      const double left = factor * (square - taken) * (square - taken);
      checks.push_back(checked(
          fmt::format("M3 S of the risk-sensitive SDE, u·r/v = {:g}, D = {}", risk, dimension),
          left, perturbationInstability(*gaussian, {}, dimension, risk, taken),
          1e-9 * left + 1e-20));
    }
  }
  return checks;
}

std::vector<TheoremCheck> checkLaws()
{
  using Kind = InstabilityWeight::Kind;
  std::vector<TheoremCheck> checks;
  for (const LawRow& row : lawTable)
    addLawRow(row, checks);
  const auto laplace = lawNamed("laplace", Json::object());
  const auto cauchy = lawNamed("cauchy", Json::object());
  checks.push_back(checked("M4 δ/(b²u²) of laplace, Ω = |φ|³", 0.5909,
                           2.0 * integratedReduction(*laplace, {Kind::ScaledNoise, 3.0}, 1, 1.0),
                           fourDigits));
  for (const int dimension : {1, 2}) {
    const double d = dimension;
    checks.push_back(checked(fmt::format("M4 δ/κ² of cauchy, the paper's Ω, D = {}", dimension),
                             (d + 2.0) / (d + 5.0),
                             integratedReduction(*cauchy, {Kind::Noise}, dimension, 1.0), 1e-9));
    checks.push_back(checked(fmt::format("M4 δ/(κuv) of cauchy, default Ω, D = {}", dimension),
                             4.0 * std::numbers::inv_sqrtpi * (d + 1.0) / (d + 2.0),
                             integratedReduction(*cauchy, {}, dimension, 1.0), 1e-9));
  }
  for (const std::string_view name : {"laplace", "uniform"}) {
    const auto law = lawNamed(name, Json::object());
    constexpr double risk = 0.03;
    const double expected = -5.0 / 24.0 * law->fourthCumulant() * std::pow(risk, 4.0);
    checks.push_back(checked(fmt::format("M4 δ/v² − ρ² of little {} noise, ρ = {:g}", name, risk),
                             expected, integratedReduction(*law, {}, 1, risk) - risk * risk,
                             0.02 * std::abs(expected)));
  }
  return checks;
}

std::vector<TheoremCheck> checkTheorems(std::uint64_t seed)
{
  std::vector<TheoremCheck> all = checkKernels();
  for (const auto& more : {checkThresholds(), checkInstability(), checkLaws(), checkMarginals(seed),
                           checkTargets(seed)})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

} // namespace limpid::diffusion
