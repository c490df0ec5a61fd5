#include "core/plugin/estimator_plugin.h"

#include <algorithm>
#include <exception>
#include <string_view>

namespace limpid::plugin {
namespace {

constexpr int answered = 0;
constexpr int refused = 1;

int refuse(std::string_view sentence, std::span<char> reason) noexcept
{
  if (!reason.empty()) {
    const std::size_t length = std::min(sentence.size(), reason.size() - 1);
    std::copy_n(sentence.begin(), length, reason.begin());
    reason[length] = '\0';
  }
  return refused;
}

} // namespace

int answerHost(EstimateFunction estimate, Measurement measurement, const char* facts,
               const char* parameters, double* noise, std::span<char> reason) noexcept
try {
  Result<Json> known = parseJson(facts, "What is known of the image");
  if (!known)
    return refuse(known.error().message, reason);
  measurement.facts = std::move(*known);
  const Result<Json> given = parseJson(parameters, "The estimator's parameters");
  if (!given)
    return refuse(given.error().message, reason);
  const Result<double> estimated = estimate(measurement, *given);
  if (!estimated)
    return refuse(estimated.error().message, reason);
  *noise = *estimated;
  return answered;
} catch (const std::exception& exception) {
  return refuse(exception.what(), reason);
} catch (...) {
  return refuse("The estimator failed without saying why.", reason);
}

} // namespace limpid::plugin
