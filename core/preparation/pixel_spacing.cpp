#include "core/preparation/pixel_spacing.h"

#include <algorithm>
#include <cmath>

namespace limpid::preparation {

void PixelSpacing::note(const std::optional<std::array<double, 2>>& spacingMm)
{
  if (!spacingMm) {
    m_one = false;
    return;
  }
  const std::array<double, 2>& spacing = *spacingMm;
  if (!m_first)
    m_first = spacing;
  for (const std::size_t axis : {0U, 1U})
    m_one = m_one && std::abs(spacing[axis] - (*m_first)[axis]) <= 1e-3 * spacing[axis];
  const auto [smaller, larger] = std::minmax(spacing[0], spacing[1]);
  m_range = m_range ? std::array{std::min((*m_range)[0], smaller), std::max((*m_range)[1], larger)}
                    : std::array{smaller, larger};
}

std::optional<std::array<double, 2>> PixelSpacing::common() const
{
  return m_one ? m_first : std::nullopt;
}

} // namespace limpid::preparation
