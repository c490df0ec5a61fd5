#pragma once

#include <QColor>

#include <vector>

namespace limpid::rendering {

/// The risk map of the theme in use, from low to high: its five tokens interpolated in CIE Lab.
/// `count` is at least 2.
std::vector<QColor> riskRamp(int count);

/// The same for maps over images, which lie on black in both themes.
std::vector<QColor> overlayRamp(int count);

} // namespace limpid::rendering
