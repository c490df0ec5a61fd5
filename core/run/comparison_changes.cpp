#include "core/run/comparison_changes.h"

#include "core/run/json_fields.h"

namespace limpid::run {

Result<void> readNoise(const Json& json, std::optional<dataset::AddedNoise>& noise)
{
  const auto found = json.find("noise");
  if (found == json.end() || found->is_null())
    return {};
  if (!found->is_object())
    return wrongComparison("noise must be an object");
  dataset::AddedNoise read = noise.value_or(dataset::AddedNoise{});
  Json shares = Json::object();
  JsonFields fields(*found);
  Json levels = read.levels;
  fields("cleanShare", read.cleanShare);
  fields("cleanShareOfLabel", shares);
  fields("levels", levels);
  fields("law", read.law);
  fields("assumedLaw", read.assumedLaw);
  fields("correlation", read.correlation);
  fields("assumedFactor", read.assumedFactor);
  fields("affectedShare", read.affectedShare);
  if (fields.error())
    return wrongComparison("of noise, " + *fields.error());
  if (const auto unknown = fields.unknown())
    return wrongComparison(
        fmt::format("noise has the key {}, which no comparison knows", *unknown));
  try {
    read.levels = levels.get<std::vector<double>>();
    for (const auto& [label, share] : shares.items())
      read.cleanShareOfLabel[std::stoll(label)] = share.get<double>();
  } catch (const std::exception&) {
    return wrongComparison(
        "levels must be a list of numbers and cleanShareOfLabel an object of numbers by "
        "label");
  }
  noise = std::move(read);
  return {};
}

Result<void> readCorruption(const Json& json, std::optional<dataset::AddedCorruption>& corruption)
{
  const auto found = json.find("corruption");
  if (found == json.end() || found->is_null())
    return {};
  if (!found->is_object())
    return wrongComparison("corruption must be an object");
  dataset::AddedCorruption read;
  Json ignored;
  JsonFields fields(*found);
  fields("cleanShare", read.cleanShare);
  for (const char* key : {"kinds", "strengths"})
    fields(key, ignored);
  if (fields.error())
    return wrongComparison("of corruption, " + *fields.error());
  if (const auto unknown = fields.unknown())
    return wrongComparison(
        fmt::format("corruption has the key {}, which no comparison knows", *unknown));
  for (const Result<void>& list :
       {readList(*found, "kinds", read.kinds), readList(*found, "strengths", read.strengths)})
    if (!list)
      return list;
  corruption = std::move(read);
  return {};
}

} // namespace limpid::run
