#pragma once

// For the sources of core/run only: the parts of a comparison's document that say how its data are
// changed.

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/dataset/added_noise.h"
#include "core/dataset/corruption.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace limpid::run {

inline tl::unexpected<Error> wrongComparison(const std::string& reason)
{
  return failure(ErrorCode::BadInput, fmt::format("The comparison can't be used: {}.", reason));
}

/// A list of one type; what is missing leaves the value alone.
template<typename T>
Result<void> readList(const Json& json, const char* key, std::vector<T>& values)
{
  const auto found = json.find(key);
  if (found == json.end())
    return {};
  try {
    values = found->get<std::vector<T>>();
  } catch (const Json::exception&) {
    return wrongComparison(fmt::format("{} must be a list of {}", key,
                                       std::is_same_v<T, std::string> ? "texts" : "numbers"));
  }
  return {};
}

/// The document's `noise`; without one the value stays.
Result<void> readNoise(const Json& json, std::optional<dataset::AddedNoise>& noise);
/// The document's `corruption`: cleanShare, kinds, strengths.
Result<void> readCorruption(const Json& json, std::optional<dataset::AddedCorruption>& corruption);

} // namespace limpid::run
