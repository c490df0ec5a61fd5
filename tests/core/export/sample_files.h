#pragma once

#include "core/base/document.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace limpid::exporting {

/// What `limpid-engine sample` would leave: intensities N×C×H×W and the document beside them.
struct SampleContent
{
  std::string name;
  std::int64_t count = 0;
  std::int64_t channels = 1;
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::vector<float> intensities{};
  Json document{};
};

SampleContent headCtSamples();   ///< 3 of 24×20, window −1000 … 1000 HU, spacing 6.875×6.5 mm
SampleContent magneticSamples(); ///< MR, window 0 … 2.5 a.u.
SampleContent samplesWithoutSpacing(); ///< CT of several spacings
SampleContent colourSamples();         ///< three channels

struct SampleFiles
{
  std::filesystem::path path; ///< samples.safetensors
  SampleContent content;

  std::span<const float> sample(std::size_t position) const;
};

SampleFiles writeSamples(const std::filesystem::path& folder, const SampleContent& content);

} // namespace limpid::exporting
