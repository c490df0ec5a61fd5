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
/// Real images that deidentify() has written.
constexpr auto deidentifiedImages = "de-identified images";
/// Restored images, which have a real patient too.
constexpr auto restoredImages = "restored images";

/// An image that has left, as those who have it now know it.
struct DepartedImage
{
  std::string sopInstanceUid{};
  std::string pseudonym{}; ///< whose it is, "P001"; empty: no patient's of this project
  bool isRealUid = false;  ///< the scanner's own, which leads to the patient; else a new one
};

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
  std::vector<DepartedImage> images{};   ///< empty in records of older programs, and where what
                                         ///< has left has no UIDs
};

/// All of it or nothing, also when the program ends in between.
Result<void> recordDeparture(Project& project, const Departure& departure);
Result<std::vector<Departure>> listDepartures(Project& project); ///< oldest first

/// Takes a patient's images out of the record; that something went where and when stays. For
/// core/study only: removePatient() does it with all else. Throws SQLite::Exception.
void removeDepartedImages(SQLite::Database& database, const std::string& pseudonym);

} // namespace limpid::study
