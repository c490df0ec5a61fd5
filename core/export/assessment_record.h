#pragma once

#include "core/base/document.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::exporting {

/// What an assessment found, as sentences without names; empty when there is none.
struct AssessmentRecord
{
  std::int64_t step = 0;
  std::vector<std::string> sentences;
};

/// The newest assessment below RUN/assessments of the model with this digest, or the newest of any
/// step of the run.
AssessmentRecord assessmentOf(const std::filesystem::path& run, const std::string& modelDigest);

/// The texts of [{id, text}], those that are one line of at most 400 characters.
std::vector<std::string> sentencesIn(const Json& list);

} // namespace limpid::exporting
