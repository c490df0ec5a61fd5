#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace limpid::support {

/// One slice as a test wants it; what a test doesn't care about stays as it is here. Every word
/// that could name a person is there, so a test can look for it in what must not hold it.
struct DicomSlice
{
  std::string modality = "CT"; ///< CT: HU by rescale; others: stored as they are
  std::string patientId = "4711-X";
  std::string patientName = "PLANTED^PERSON";
  std::string birthDate = "19311224";
  std::string institution = "PLANTED HOSPITAL";
  std::string studyDate = "19991231";
  std::string studyUid = "1.2.3.4";
  std::string seriesUid = "1.2.3.4.1";
  std::string sopUid = "1.2.3.4.1.1";
  std::string seriesDescription = "PLANTED DESCRIPTION";
  int instance = 1;
  double positionMm = 0.0;
  double spacingMm = 1.0;
  std::string exposureMas{}; ///< empty: not in the header
  bool synthetic = false;
  int rows = 0;
  int columns = 0;
  std::vector<float> values{}; ///< row-major, HU for CT; rounded to whole numbers
};

/// Slice `slice` of patient `patient` (both from 1), a series each, whose identity no test can
/// mistake for another's: "PLANTED-ID-1", "PLANTED^PERSON1", study 1.2.826.4711.1, series …1.1,
/// image …1.1.1. A smooth ramp with white noise.
DicomSlice plantedSlice(int patient, int slice, int side, double noise);

/// Makes the folder too; throws std::runtime_error when it can't.
void writeDicom(const std::filesystem::path& file, const DicomSlice& slice);

/// A smooth ramp from about −100 to 400 with white noise of std `noise`; without edges, so that
/// estimators see noise alone. The same for the same seed.
std::vector<float> smoothSlice(int rows, int columns, double noise, unsigned seed);

} // namespace limpid::support
