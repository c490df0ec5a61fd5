#include "app/cli/pixel_masks.h"

#include <fmt/format.h>

#include <charconv>

namespace limpid::cli {
namespace {

Result<study::PixelMask> maskOf(const std::string& text)
{
  study::PixelMask mask;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int* number : {&mask.column, &mask.row, &mask.width, &mask.height}) {
    const auto [next, error] = std::from_chars(at, end, *number);
    const bool isLast = number == &mask.height;
    if (error != std::errc() || (isLast ? next != end : next == end || *next != ','))
      return failure(ErrorCode::Usage, fmt::format("--mask is X,Y,W,H in pixels, not '{}'.", text));
    at = isLast ? next : next + 1;
  }
  return mask;
}

} // namespace

Result<void> readMasks(const std::vector<std::string>& texts, std::vector<study::PixelMask>& masks)
{
  for (const std::string& text : texts) {
    const Result<study::PixelMask> mask = maskOf(text);
    if (!mask)
      return failure(mask.error());
    masks.push_back(*mask);
  }
  return {};
}

} // namespace limpid::cli
