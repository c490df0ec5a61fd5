#pragma once

#include "core/network/archive.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::network {

/// A series of synthetic CT images as a test wants it.
struct SentSeries
{
  std::string patientId = "P1";
  std::string patientName = "Test^Person"; ///< bytes in `characterSet`
  std::string characterSet{};
  std::string studyUid = "1.2.3.100";
  std::string seriesUid = "1.2.3.100.1";
  std::string studyDate = "20200229";
  std::string modality = "CT";
  int images = 3;
  int edge = 32; ///< pixels
};

/// Writes the files; image i has the UID `seriesUid`.i, from 1.
std::vector<std::filesystem::path> writeSeries(const std::filesystem::path& folder,
                                               const SentSeries& series);

/// Writes them and sends them, which is a failure of the test when it doesn't go through.
std::vector<std::filesystem::path>
sendSeries(const Archive& archive, const std::filesystem::path& folder, const SentSeries& series);

/// How many images it holds; a failure of the test when it doesn't say.
std::size_t imagesIn(const Archive& archive);

/// Where two DICOM files differ in their data sets: tags and values; empty when they are the same.
std::string difference(const std::filesystem::path& one, const std::filesystem::path& other);

} // namespace limpid::network
