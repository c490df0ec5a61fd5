#pragma once

#include "core/jobs/job.h"
#include "core/network/archive.h"
#include "core/network/departure_check.h"
#include "core/study/scan.h"

#include <filesystem>
#include <vector>

namespace limpid::network {

struct StoreRequest
{
  std::vector<std::filesystem::path> paths{}; ///< files, or folders with all that is below
  /// Real patients' images may be sent too; a person has said so for this very call.
  bool insistOnRealPatients = false;
};

struct StoreReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::vector<Sendable> sent{};
  std::vector<study::SkippedFile> warnings{}; ///< of files that were sent: what the archive says
  std::vector<study::SkippedFile> refused{};  ///< by us: real patients', no DICOM objects
  std::vector<study::SkippedFile> failed{};   ///< by the archive, or not reached before the end
  std::string reason{}; ///< a sentence, why the connection ended before the last file
};

/// Sends DICOM files (C-STORE, PS3.4 annex B) in the encoding that they have. Only files that say
/// that they are synthetic or de-identified leave, unless the request insists. What the archive has
/// confirmed is sent, with a warning or without, whatever happens later. Failure: nothing could be
/// sent at all.
Result<StoreReport> store(const Archive& archive, const StoreRequest& request,
                          jobs::JobContext& context);

} // namespace limpid::network
