#pragma once

#include "core/base/result.h"
#include "core/study/project.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::study {

/// What departures to archives are called: their `folder` is the archive.
constexpr auto sentImages = "images, sent";

/// Something that was written for others to have. Kept in limpid.db, which alone may know folders.
struct Departure
{
  std::string at{};               ///< ISO 8601, UTC; filled in when it is recorded
  std::string what{};             ///< "synthetic images", "de-identified images", "ratings" …
  std::filesystem::path folder{}; ///< or the file, where it is a single one, or the
                                  ///< archive it was sent to
  std::int64_t files = 0;
  std::string datasetDigest{};           ///< the data set that synthetic images come from
  std::vector<std::string> pseudonyms{}; ///< the patients whose own data it is
};

Result<void> recordDeparture(Project& project, Departure departure);
Result<std::vector<Departure>> listDepartures(Project& project); ///< oldest first

} // namespace limpid::study
