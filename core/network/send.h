#pragma once

#include "core/network/store.h"

namespace limpid::network {

struct SendRequest
{
  StoreRequest store{};
  /// That the files come from; empty: for each file the one that it lies in, if any.
  std::filesystem::path project{};
};

struct SendReport
{
  StoreReport stored{};
  Result<void> recorded{}; ///< a failure: files were sent, but a project doesn't say so
  std::size_t unnoted = 0; ///< patients' images that were sent but are noted nowhere: no project
                           ///< was named, and they lie in none
};

/// Sends as store() does, and notes in the projects that the files come from which images have left
/// for which archive, whose they are (study::ownersOf()) and of which data set (provenance.json
/// beside an exported image), also after a stop and when some were not taken.
Result<SendReport> send(const Archive& archive, const SendRequest& request,
                        jobs::JobContext& context);

} // namespace limpid::network
