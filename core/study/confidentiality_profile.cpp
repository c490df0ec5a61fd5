#include "core/study/confidentiality_profile.h"

#include <algorithm>
#include <array>
#include <utility>

namespace limpid::study {
namespace {

struct Row
{
  std::uint16_t group;
  std::uint16_t element;
  ProfileAction action;

  std::pair<std::uint16_t, std::uint16_t> tag() const { return {group, element}; }
};

constexpr Row table[] = {
#include "core/study/confidentiality_profile.inc"
};

constexpr std::array<std::pair<std::uint16_t, std::uint16_t>, 8> characteristics = {{
    {0x0010, 0x0040}, // Patient's Sex
    {0x0010, 0x1010}, // Patient's Age
    {0x0010, 0x1020}, // Patient's Size
    {0x0010, 0x1030}, // Patient's Weight
    {0x0010, 0x2160}, // Ethnic Group
    {0x0010, 0x2203}, // Patient's Sex Neutered
    {0x0010, 0x21a0}, // Smoking Status
    {0x0010, 0x21c0}, // Pregnancy Status
}};

} // namespace

std::optional<ProfileAction> profileAction(std::uint16_t group, std::uint16_t element)
{
  const bool isCurveOrOverlay = (group & 0xff00U) == 0x5000U || (group & 0xff00U) == 0x6000U;
  if (isCurveOrOverlay)
    return ProfileAction::Remove;
  const std::pair wanted{group, element};
  const auto* const found = std::ranges::lower_bound(table, wanted, {}, &Row::tag);
  if (found == std::ranges::end(table) || found->tag() != wanted)
    return std::nullopt;
  return found->action;
}

bool isPatientCharacteristic(std::uint16_t group, std::uint16_t element)
{
  return std::ranges::find(characteristics, std::pair{group, element}) != characteristics.end();
}

} // namespace limpid::study
