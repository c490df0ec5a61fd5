#include "core/base/random.h"
#include "core/diffusion/instability.h"
#include "core/diffusion/noise_correction.h"
#include "core/engine/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::engine {
namespace {

using diffusion::InstabilityWeight;
using diffusion::NoiseLaw;

constexpr std::uint64_t seed = 20260213;
constexpr int draws = 200000;
constexpr double thirdDigit = 6e-4; // method.md gives three

std::shared_ptr<const NoiseLaw> lawNamed(const std::string& name, const Json& parameters)
{
  return diffusion::makeNoiseLaw(name, parameters).value();
}

/// M2's integral for Gaussian noise by Monte Carlo: y ~ Ω, whose coordinates have the variance
/// 1/(2v²). With v = 1, ρ = u·r/v.
double sampledInstability(double relativeRisk, double reducedVariance, int dimension)
{
  Random random(seed, 5);
  double mean = 0.0;
  for (int draw = 0; draw < draws; ++draw) {
    double squared = 0.0;
    for (int axis = 0; axis < dimension; ++axis)
      squared += std::pow(random.normal(), 2) / 2.0;
    const double difference =
        -0.5 * relativeRisk * relativeRisk * squared + 0.5 * squared * (1.0 - reducedVariance);
    mean += difference * difference / draws;
  }
  return mean;
}

/// D(D+2)/16·e² (M2), against the integral itself and against what the curves are drawn from.
void addInstabilityChecks(std::vector<Check>& checks)
{
  struct Place
  {
    const char* id;
    const char* where;
    double relativeRisk;
    double reducedVariance;
  };
  constexpr std::array<Place, 3> places{
      {{"ordinary", "ordinary SDE", 0.8, 1.0},
       {"inside", "risk-sensitive SDE inside T(r)", 0.8, 1.0 - 0.64},
       {"outside", "risk-sensitive SDE outside T(r)", 1.5, 0.0}}};
  for (const int dimension : {1, 2})
    for (const Place& place : places) {
      const double excess = place.reducedVariance + place.relativeRisk * place.relativeRisk - 1.0;
      const double expected = dimension * (dimension + 2) / 16.0 * excess * excess;
      const std::string id = fmt::format("instability.{}.{}", place.id, dimension);
      checks.push_back(
          {id, fmt::format("instability, {}, D = {} (Monte Carlo)", place.where, dimension),
           expected, sampledInstability(place.relativeRisk, place.reducedVariance, dimension),
           Relation::Near, std::max(0.04 * expected, 1e-12)});
      checks.push_back(
          {id + ".curve",
           fmt::format("instability, {}, D = {}, as the curves are drawn", place.where, dimension),
           expected, diffusion::gaussianInstability(excess, dimension), Relation::Near, 1e-12});
    }
}

/// Largest |φ_MC − φ| over three frequencies.
double errorOfCharacteristic(const NoiseLaw& law)
{
  constexpr std::array<double, 3> frequencies{0.5, 1.0, 2.0};
  std::array<double, 3> cosines{};
  Random random(seed, 6);
  for (int draw = 0; draw < draws; ++draw) {
    const double noise = law.draw(random);
    for (std::size_t index = 0; index < frequencies.size(); ++index)
      cosines[index] += std::cos(frequencies[index] * noise) / draws;
  }
  double largest = 0.0;
  for (std::size_t index = 0; index < frequencies.size(); ++index) {
    const double size = std::exp(law.logCharacteristic(frequencies[index]));
    const double exact = law.negativeCharacteristic(frequencies[index]) ? -size : size;
    largest = std::max(largest, std::abs(cosines[index] - exact));
  }
  return largest;
}

struct Reduction
{
  const char* law;
  double degrees; ///< of Student's t; 0: another law
  double relativeRisk;
  double variance;        ///< ṽ²/v², default Ω, D = 1
  double naive = 0.0;     ///< relL2 with ṽ = v; 0: method.md gives none
  double corrected = 0.0; ///< relL2
};

// The check values of M4.
constexpr auto reductions = std::to_array<Reduction>({{"laplace", 0, 0.5, 0.781, 0.085, 0.007},
                                                      {"laplace", 0, 1.0, 0.322},
                                                      {"student-t", 5, 0.5, 0.780},
                                                      {"student-t", 3, 0.5, 0.829, 0.068, 0.008},
                                                      {"uniform", 0, 0.5, 0.731},
                                                      {"uniform", 0, 0.75, 0.298},
                                                      {"cauchy", 0, 0.25, 0.624, 0.155, 0.071},
                                                      {"cauchy", 0, 0.5, 0.248}});

void addReductionChecks(const Reduction& given, std::vector<Check>& checks)
{
  const Json parameters =
      given.degrees > 0.0 ? Json{{"degreesOfFreedom", given.degrees}} : Json::object();
  const auto law = lawNamed(given.law, parameters);
  const auto correction = diffusion::NoiseCorrection::make(law, {}).value();
  const double variance = correction.reducedNoiseVariance(1.0, 1.0, given.relativeRisk);
  const std::string name =
      given.degrees > 0.0 ? fmt::format("{}-{:g}", given.law, given.degrees) : given.law;
  const auto add = [&](const char* id, const std::string& what, double expected, double found) {
    checks.push_back({fmt::format("{}.{}.{:g}", id, name, given.relativeRisk),
                      fmt::format("{}, ρ = {:g}: {}", name, given.relativeRisk, what), expected,
                      found, Relation::Near, thirdDigit});
  };
  add("reduced-variance", "ṽ²/v²", given.variance, variance);
  if (given.naive == 0.0)
    return;
  add("naive-relL2", "relL2 uncorrected", given.naive,
      diffusion::relativeL2(*law, given.relativeRisk, 1.0));
  add("relL2", "relL2 corrected", given.corrected,
      diffusion::relativeL2(*law, given.relativeRisk, variance));
}

void addWeightChecks(std::vector<Check>& checks)
{
  const auto laplace = lawNamed("laplace", Json::object());
  const InstabilityWeight cubed{InstabilityWeight::Kind::ScaledNoise, 3.0};
  // method.md's is in b²u², ours in the variance 2b²u².
  checks.push_back({"laplace.scaled-noise", "laplace, Ω = |φ(uy)|³, D = 1: δ in b²u²", 0.5909,
                    2.0 * diffusion::integratedReduction(*laplace, cubed, 1, 1.0), Relation::Near,
                    6e-5});
  const auto cauchy = lawNamed("cauchy", Json::object());
  const InstabilityWeight paper{InstabilityWeight::Kind::Noise};
  for (const int dimension : {1, 2})
    checks.push_back(
        {fmt::format("cauchy.paper.{}", dimension),
         fmt::format("cauchy, the paper's Ω, VE, D = {}: δ/κ² = (D+2)/(D+5)", dimension),
         (dimension + 2.0) / (dimension + 5.0),
         diffusion::leastReduction(*cauchy, paper, dimension, 1.0), Relation::Near, 1e-4});
}

} // namespace

std::vector<Check> noiseLawChecks()
{
  std::vector<Check> checks;
  addInstabilityChecks(checks);
  for (const std::string& name : diffusion::noiseLawNames())
    checks.push_back(
        {"characteristic." + name,
         fmt::format("{}: drawn numbers have the characteristic function (Monte Carlo)", name), 0.0,
         errorOfCharacteristic(*lawNamed(name, Json::object())), Relation::Near,
         4.0 / std::sqrt(double{draws})});
  for (const Reduction& reduction : reductions)
    addReductionChecks(reduction, checks);
  addWeightChecks(checks);
  return checks;
}

} // namespace limpid::engine
