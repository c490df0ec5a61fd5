#pragma once

#include "core/jobs/job.h"
#include "core/network/archive.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace limpid::network {

enum class Level { Patient, Study, Series, Image };

/// What to look for; an empty key matches all. Text is UTF-8; * and ? are wildcards (PS3.4
/// C.2.2.2.4). Below the level of studies the keys of patient and study choose the studies first.
struct Query
{
  Level level = Level::Study;
  std::string patientName{};
  std::string patientId{};
  std::string studyDate{}; ///< YYYYMMDD, or a range: 20200101-20201231, -2020…, 2020…-
  std::string accessionNumber{};
  std::string modality{}; ///< of a series; a study matches that has one
  std::vector<std::string> studyUids{};
  std::vector<std::string> seriesUids{};
  std::size_t limit = 0; ///< of matches; 0: none
};

/// What an archive tells of a patient, study, series or image; what it doesn't tell is empty. Those
/// of lower levels hold what the levels above have said.
struct Found
{
  std::string patientName{}; ///< all text is UTF-8
  std::string patientId{};
  std::string birthDate{};
  std::string sex{};
  std::string studyUid{};
  std::string studyDate{};
  std::string studyTime{};
  std::string studyDescription{};
  std::string accessionNumber{};
  std::string modalities{}; ///< of a study, divided by backslashes
  std::string seriesUid{};
  std::string seriesNumber{};
  std::string seriesDescription{};
  std::string modality{};
  std::string bodyPart{};
  std::string sopInstanceUid{};
  std::string sopClassUid{};
  std::string instanceNumber{};
  std::optional<int> studies{}; ///< how many are in it
  std::optional<int> series{};
  std::optional<int> images{};
  std::optional<int> rows{};
  std::optional<int> columns{};
  std::optional<int> frames{};
};

struct FindReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::vector<Found> found{};
  bool truncated = false; ///< there are more than the limit
  std::string warning{};  ///< a sentence, what the archive may not have done; else empty
};

/// Searches the archive (C-FIND, PS3.4 C.4.1). A stop keeps what was found.
Result<FindReport> find(const Archive& archive, const Query& query, jobs::JobContext& context);

} // namespace limpid::network
