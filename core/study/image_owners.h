#pragma once

#include "core/study/departures.h"

#include <string>
#include <vector>

namespace limpid::study {

/// What the header of an image that has left says of it.
struct LeavingImage
{
  std::string sopInstanceUid{};
  std::string patientId{};
  bool isRealPatients =
      false; ///< it says neither that it is synthetic nor that it was de-identified
};

/// Whose they are, in their order: a patient's whose Patient ID in exports of this project it bears
/// (exportPseudonym()), or who has that very image in the library; else nobody's. Of a real image
/// that the library doesn't hold the UID isn't kept: nothing here could take it away again.
Result<std::vector<DepartedImage>> ownersOf(Project& project,
                                            const std::vector<LeavingImage>& images);

} // namespace limpid::study
