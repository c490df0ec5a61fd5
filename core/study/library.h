#pragma once

#include "core/base/result.h"
#include "core/study/project.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::study {

/// An image is (SOP Instance UID, frame); frames count from 1 as in DICOM. Files without a UID have
/// "digest:<hex>" in its place.
struct ImageKey
{
  std::string uid;
  int frame = 1;
  auto operator<=>(const ImageKey&) const = default; // NOLINT(modernize-use-nullptr): no 0
};

struct ImageRecord
{
  ImageKey key;
  std::string seriesUid;
  std::filesystem::path path;
  int rows = 0;
  int columns = 0;
  int instanceNumber = 0;
  std::optional<double> positionMm;  ///< along the slice normal
  std::optional<double> exposureMas; ///< (0018,1152), the dose that CT noise goes with
  std::optional<std::array<double, 2>> windowCenterWidth;
  std::optional<std::array<double, 6>> orientation; ///< direction of a row, then of a column
  std::optional<std::array<double, 3>> originMm;    ///< Image Position (Patient)
};

struct SeriesRecord
{
  std::string uid;
  std::string studyUid;
  std::string patientKey; ///< of the library; shown as the patient's identity only when asked
  std::string patientName;
  std::string patientId;
  std::string studyDescription;
  std::string studyDate;
  std::string description;
  std::string modality;
  std::string bodyPart;
  std::string kernelOrSequence;
  std::string plane;              ///< axial | sagittal | coronal | oblique | ""
  std::string scanner;            ///< manufacturer and model
  std::string institution;        ///< never leaves limpid.db
  std::string sex;                ///< F | M | O | ""
  std::optional<double> ageYears; ///< at the study
  std::string sopClassUid;
  int number = 0;
  int images = 0;
  int rows = 0;
  int columns = 0;
  std::optional<std::array<double, 2>> spacingMm;
  std::optional<double> sliceThicknessMm;
  bool localizer = false;
  bool derived = false;
  bool secondary = false;
  bool synthetic = false;            ///< (0008,001C) = YES
  bool insisted = false;             ///< synthetic, and wanted for training all the same
  std::string kind;                  ///< image kind, "CT · head · soft · axial"
  std::vector<std::string> warnings; ///< sentences
};

/// Images that belong together for training: modality, body part, sequence or kernel, plane.
struct ImageKind
{
  std::string id; ///< the text itself
  int images = 0;
  int series = 0;
  int patients = 0;
  std::vector<std::string> seriesUids;
  bool leftOut = false; ///< scouts, derived, secondary and synthetic images
  std::string leftOutReason;
};

/// What the project's library holds. Search looks for each of its words in patient, study, series,
/// modality, body part and date, in any script and case.
Result<std::vector<SeriesRecord>> listSeries(Project& project, const std::string& search);

/// The first of them, for those who search as they type.
struct FoundSeries
{
  std::vector<SeriesRecord> series;
  bool more = false; ///< there are others
};
Result<FoundSeries> findSeries(Project& project, const std::string& search, std::size_t most);

Result<std::vector<ImageRecord>> listImages(Project& project, const std::string& seriesUid);
Result<std::vector<ImageKind>> listKinds(Project& project);
Result<std::optional<ImageRecord>> findImage(Project& project, const ImageKey& key);
/// Key of the patient of a series; images of the same patient share it.
Result<std::int64_t> countImages(Project& project);

} // namespace limpid::study
