#include "ui/rendering/window_presets.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::rendering {
namespace {

QString named(const char* name)
{
  return QCoreApplication::translate("limpid::rendering::WindowPreset", name);
}

struct Usual
{
  const char* name;
  WindowLevel window; ///< HU
};

constexpr std::array<Usual, 6> usualOfCt = {{
    {QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "Soft tissue"), {40.0, 400.0}},
    {QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "Lung"), {-600.0, 1500.0}},
    {QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "Bone"), {400.0, 1800.0}},
    {QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "Brain"), {40.0, 80.0}},
    {QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "Mediastinum"), {50.0, 350.0}},
    {QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "Liver"), {60.0, 160.0}},
}};

} // namespace

WindowLevel fullWindow(const imaging::Image& image)
{
  float least = 0.0F;
  float most = 0.0F;
  bool any = false;
  for (const float value : image.pixels) {
    if (!std::isfinite(value))
      continue;
    least = any ? std::min(least, value) : value;
    most = any ? std::max(most, value) : value;
    any = true;
  }
  const double width = double{most} - double{least};
  return {.centre = (double{least} + double{most}) / 2.0,
          .width = width > 0.0 ? width : std::max(std::abs(double{least}), 1.0) * 1e-3};
}

std::vector<WindowPreset> windowPresets(std::string_view modality, const imaging::Image& image,
                                        const std::optional<WindowLevel>& ofHeader)
{
  std::vector<WindowPreset> presets;
  if (ofHeader && ofHeader->width > 0.0)
    presets.push_back(
        {named(QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "As the header says")),
         *ofHeader});
  presets.push_back(
      {named(QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "Fitted to the image")),
       percentileWindow({&image, 1})});
  if (modality == "CT")
    for (const Usual& usual : usualOfCt)
      presets.push_back({named(usual.name), usual.window});
  presets.push_back({named(QT_TRANSLATE_NOOP("limpid::rendering::WindowPreset", "Whole range")),
                     fullWindow(image)});
  return presets;
}

} // namespace limpid::rendering
