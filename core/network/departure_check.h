#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace limpid::network {

/// What a DICOM file says of whose it is.
enum class Origin {
  Synthetic,    ///< Synthetic Data (0008,001C) = YES
  Deidentified, ///< Patient Identity Removed (0012,0062) = YES with a method (PS3.3 C.7.1.1)
  RealPatient   ///< neither: it must be taken for a patient's
};

/// A file that could be sent.
struct Sendable
{
  std::filesystem::path file{};
  Origin origin = Origin::RealPatient;
  std::string sopClassUid{};
  std::string sopInstanceUid{};
  std::string patientId{};
  std::string transferSyntaxUid{};
};

/// Reads the header. BadInput: it is no DICOM object that can be sent.
Result<Sendable> readSendable(const std::filesystem::path& file);

} // namespace limpid::network
