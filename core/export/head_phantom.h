#pragma once

#include "core/export/head_anatomy.h"

#include <vector>

namespace limpid::exporting {

/// Renders the shapes of one head as CT would show them without noise.
class HeadPhantom
{
public:
  explicit HeadPhantom(HeadAnatomy anatomy);

  /// An axial slice at `heightMm`, `size`×`size` pixels over `fieldMm`, row-major, in HU. Each
  /// pixel is the mean over its area, taken at points at most 1.2 mm apart (partial volume).
  std::vector<float> slice(double heightMm, int size, double fieldMm) const;

private:
  struct Section;
  std::vector<Section> sectionsAt(double heightMm) const;
  double hounsfieldAt(const Point& point, const std::vector<Section>& sections) const;
  double depthBelowSkin(const Point& point) const;
  double skullThickness(const Point& point) const;
  double tissueBelowSkull(const Point& point, double depthMm) const;

  HeadAnatomy m_head;
};

} // namespace limpid::exporting
