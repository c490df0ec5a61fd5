#pragma once

#include "core/risk/remarks.h"
#include "core/risk/schema.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace limpid::risk {

/// All that one act of a person changes. It is one step of the history: undo takes all of it back.
struct Edit
{
  std::optional<std::vector<Component>> schema; ///< the schema afterwards
  /// Components whose good end turns round although values are stored: whoever says so was asked.
  std::set<std::string> turned;
  std::vector<RatingChange> values;
  std::vector<RemarkChange> remarks;
  /// Who makes it, and whose undo takes it back; none: whoever all of its changes name.
  std::optional<std::string> author{};
};

/// Stores all of it, or none: NotFound for an unknown component, BadInput for a value that isn't on
/// its scale, a schema that contradicts itself or that stored values have no place in. On disk when
/// the call returns.
Result<void> store(study::Project& project, const Edit& edit);

} // namespace limpid::risk
