#pragma once

#include <filesystem>
#include <string>

namespace limpid::imaging {

/// Looks at the number of axes (NDims) that the header of a MetaImage says before ITK takes memory
/// for them: a negative one keeps it busy without end. Gives the reason for a refusal as a part of
/// a sentence, or nothing.
std::string damageInMetaImageAxes(const std::filesystem::path& path);

} // namespace limpid::imaging
