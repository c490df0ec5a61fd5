#include "core/imaging/research_file.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace limpid::imaging {
namespace {

/// NIfTI-1 and -2 tell their kind behind the numbers; files for Analyze's pairs end in "i1".
bool isNifti(std::string_view start)
{
  constexpr std::size_t oldMagic = 344;
  constexpr std::size_t newMagic = 4;
  const auto holds = [&](std::size_t at, std::string_view magic) {
    return start.size() >= at + magic.size() && start.substr(at, magic.size()) == magic;
  };
  using namespace std::string_view_literals;
  return holds(oldMagic, "n+1\0"sv) || holds(oldMagic, "ni1\0"sv) || holds(newMagic, "n+2\0"sv) ||
         holds(newMagic, "ni2\0"sv);
}

} // namespace

std::string_view nameOf(ResearchFormat format)
{
  constexpr auto names =
      std::to_array<std::string_view>({"NIfTI", "NRRD", "MetaImage", "TIFF", "PNG", "JPEG"});
  return names[static_cast<std::size_t>(format)];
}

std::optional<ResearchFormat> researchFormatOf(std::string_view start)
{
  using namespace std::string_view_literals;
  if (start.starts_with("\x89PNG\r\n\x1a\n"sv))
    return ResearchFormat::Png;
  if (start.starts_with("\xFF\xD8\xFF"sv))
    return ResearchFormat::Jpeg;
  if (start.starts_with("II*\0"sv) || start.starts_with("MM\0*"sv))
    return ResearchFormat::Tiff;
  if (start.starts_with("NRRD000"sv))
    return ResearchFormat::Nrrd;
  if (isNifti(start))
    return ResearchFormat::Nifti;
  if (start.starts_with("ObjectType"sv) || start.starts_with("NDims"sv))
    return ResearchFormat::MetaImage;
  return std::nullopt;
}

} // namespace limpid::imaging
