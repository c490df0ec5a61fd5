#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/study/departures.h"
#include "core/study/pixel_mask.h"
#include "core/study/project.h"
#include "core/study/scan.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace limpid::study {

struct DeidentifyRequest
{
  std::filesystem::path folder{};        ///< made; must be empty or not there
  std::vector<std::string> seriesUids{}; ///< empty: all of the library
  bool shiftDates = false; ///< Retain Longitudinal Temporal Information Modified Dates (113107)
  bool keepCharacteristics = false; ///< Retain Patient Characteristics (113108): sex, age, size …
  std::set<std::string> confirmedUids{}; ///< SOP Instance UIDs whose pixels a person has looked at,
                                         ///< beside those that confirmPixels() has kept
  std::vector<PixelMask> masks{};        ///< for the images whose pixels may name somebody
};

struct DeidentifyReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::filesystem::path folder;
  std::vector<std::filesystem::path> files;
  std::vector<SkippedFile> refused; ///< not written, each with its reason
  int patients = 0;
  std::vector<std::string> pseudonyms; ///< of those patients, as the project knows them
  std::vector<DepartedImage> images;   ///< one for each file, with its new UID
  int heads = 0;                       ///< images that may show a face; pixels aren't defaced
};

/// Writes real images as new files by the Basic Application Level Confidentiality Profile (PS3.15
/// annex E, table E.1-1), and more strictly where the table is silent: private attributes, person
/// names, dates, long texts and attributes of unknown kind go, UIDs are mapped, and short texts go
/// that hold a word of the patient's identity. Synthetic Data (0008,001C) stays. Pixels and their
/// encoding stay bit for bit, but for masks.
///
/// Text in the pixels: ultrasound, secondary captures, computed radiography and whatever says
/// Burned In Annotation YES is refused unless it is confirmed image by image or masked, by the
/// request or in the project; clear is only an explicit NO.
///
/// A file that can't be handled is a line in `refused`, never a leak. A stop keeps what was
/// written. AlreadyExists when the folder holds something.
Result<DeidentifyReport> deidentify(Project& project, const DeidentifyRequest& request,
                                    jobs::JobContext& context);

} // namespace limpid::study
