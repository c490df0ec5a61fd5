#pragma once

// For the sources of core/export only.

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/export/sample_set.h"
#include "core/run/json_fields.h"

#include <fmt/format.h>

#include <filesystem>

namespace limpid::exporting {

/// What samples.json and restoration.json say alike: the model, the process, the preparation.
/// `set` is a SampleSet or a RestorationSet; `fields` may have been asked for others before.
template<typename Set>
Result<void> readDrawing(const std::filesystem::path& path, run::JsonFields& fields, Set& set)
{
  const auto bad = [&](const std::string& reason) {
    return failure(ErrorCode::BadInput, fmt::format("{}: {}.", path.string(), reason));
  };
  Json preparation;
  fields("modelDigest", set.modelDigest);
  fields("datasetDigest", set.datasetDigest);
  fields("sampler", set.sampler);
  fields("programVersion", set.programVersion);
  fields("step", set.step);
  fields("seed", set.seed);
  fields("steps", set.steps);
  fields("preparation", preparation);
  if (fields.error())
    return bad(*fields.error());
  for (const std::string* text :
       {&set.modelDigest, &set.datasetDigest, &set.sampler, &set.programVersion})
    if (!isPlainText(*text))
      return bad(fmt::format("\"{}\" isn't a plain word of at most 64 characters", *text));
  return readPreparation(path, preparation, set.preparation);
}

} // namespace limpid::exporting
