#pragma once

#include "core/imaging/image.h"
#include "ui/rendering/window_level.h"

#include <QString>

#include <optional>
#include <string_view>
#include <vector>

namespace limpid::rendering {

struct WindowPreset
{
  QString name;
  WindowLevel window;
};

/// What a reader of this modality (DICOM's word) chooses from, for this image: its header's window
/// and percentiles first, then the usual ones of CT in HU, the whole range last.
std::vector<WindowPreset> windowPresets(std::string_view modality, const imaging::Image& image,
                                        const std::optional<WindowLevel>& ofHeader);

/// From the smallest to the largest finite value.
WindowLevel fullWindow(const imaging::Image& image);

} // namespace limpid::rendering
