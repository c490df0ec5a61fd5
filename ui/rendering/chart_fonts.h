#pragma once

#include <string>

namespace limpid::rendering {

/// A font file that holds Latin and Chinese, or at least Latin with every accent; empty if this
/// computer has none of those we know, then VTK's built-in Latin font has to do.
const std::string& chartFontFile();

} // namespace limpid::rendering
