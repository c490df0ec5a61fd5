#include "core/diffusion/noise_law.h"

#include "core/diffusion/noise_law_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace limpid::diffusion {
namespace {

struct Entry
{
  std::string_view id;
  MadeNoiseLaw (*make)(const Json& parameters);
};

constexpr std::array<Entry, 5> registry{{
    {"gaussian", makeGaussian},
    {"laplace", makeLaplace},
    {"cauchy", makeCauchy},
    {"student-t", makeStudentT},
    {"uniform", makeUniform},
}};

constexpr std::array<std::string_view, 3> signalDependent{"rician", "poisson-gaussian", "speckle"};

} // namespace

MadeNoiseLaw makeNoiseLaw(std::string_view id, const Json& parameters)
{
  for (const Entry& entry : registry)
    if (entry.id == id)
      return entry.make(parameters);
  if (std::find(signalDependent.begin(), signalDependent.end(), id) != signalDependent.end())
    return failure(ErrorCode::Unsupported,
                   fmt::format("The strength of {} noise depends on the image, so it has no curves "
                               "of its own; a variance-stabilising transform makes it gaussian: "
                               "ask for gaussian with the risk of the stabilised domain.",
                               id));
  return failure(ErrorCode::BadInput, fmt::format("There is no noise law {}; there are {}, {}.", id,
                                                  fmt::join(noiseLawNames(), ", "),
                                                  fmt::join(signalDependentLawNames(), ", ")));
}

std::vector<std::string> noiseLawNames()
{
  std::vector<std::string> names;
  names.reserve(registry.size());
  for (const Entry& entry : registry)
    names.emplace_back(entry.id);
  return names;
}

std::vector<std::string> signalDependentLawNames()
{
  return {signalDependent.begin(), signalDependent.end()};
}

} // namespace limpid::diffusion
