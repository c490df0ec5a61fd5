#include "core/export/head_phantom.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace limpid::exporting {
namespace {

constexpr double air = -1000.0;
constexpr double cerebrospinalFluid = 8.0;
constexpr double falx = 60.0;
constexpr double leastDiploe = 300.0;
constexpr double vesselInSulcus = 230.0;
constexpr double pointDistanceMm = 1.2;

double squared(double value)
{
  return value * value;
}

bool insideTube(const Point& point, const Body& body)
{
  const Point along{body.end.x - body.centre.x, body.end.y - body.centre.y,
                    body.end.z - body.centre.z};
  const Point from{point.x - body.centre.x, point.y - body.centre.y, point.z - body.centre.z};
  const double length = squared(along.x) + squared(along.y) + squared(along.z);
  const double share =
      std::clamp((from.x * along.x + from.y * along.y + from.z * along.z) / length, 0.0, 1.0);
  return squared(from.x - share * along.x) + squared(from.y - share * along.y) +
             squared(from.z - share * along.z) <=
         squared(body.halfAxes.x);
}

} // namespace

/// What a body leaves in one slice: an ellipse, or the tube that passes through.
struct HeadPhantom::Section
{
  const Body* body = nullptr;
  double cosine = 1.0;
  double sine = 0.0;
  double halfX = 0.0;
  double halfY = 0.0;

  bool contains(const Point& point) const
  {
    if (body->isTube)
      return insideTube(point, *body);
    const double x = point.x - body->centre.x;
    const double y = point.y - body->centre.y;
    return squared((cosine * x + sine * y) / halfX) + squared((cosine * y - sine * x) / halfY) <=
           1.0;
  }
};

HeadPhantom::HeadPhantom(HeadAnatomy anatomy) : m_head(std::move(anatomy)) {}

std::vector<HeadPhantom::Section> HeadPhantom::sectionsAt(double heightMm) const
{
  std::vector<Section> sections;
  for (const Body& body : m_head.bodies) {
    Section section{.body = &body, .cosine = std::cos(body.turn), .sine = std::sin(body.turn)};
    if (body.isTube) {
      const auto [low, high] = std::minmax(body.centre.z, body.end.z);
      if (heightMm >= low - body.halfAxes.x && heightMm <= high + body.halfAxes.x)
        sections.push_back(section);
      continue;
    }
    const double shrinking = 1.0 - squared((heightMm - body.centre.z) / body.halfAxes.z);
    if (shrinking <= 0.0)
      continue;
    section.halfX = body.halfAxes.x * std::sqrt(shrinking);
    section.halfY = body.halfAxes.y * std::sqrt(shrinking);
    sections.push_back(section);
  }
  return sections;
}

double HeadPhantom::depthBelowSkin(const Point& point) const
{
  const double narrowing = point.z > 0.0
                               ? std::sqrt(std::max(1.0 - squared(point.z / m_head.topMm), 1e-3))
                               : 1.0 - 0.25 * squared(point.z / m_head.topMm);
  const double halfLength = m_head.halfLengthMm * narrowing;
  double halfWidth =
      m_head.halfWidthMm * narrowing * (1.0 + m_head.taper * point.y / m_head.halfLengthMm);
  halfWidth *= 1.0 + (point.x > 0.0 ? 0.5 : -0.5) * m_head.asymmetry;
  const double radius = std::hypot(point.x, point.y);
  if (radius < 1.0)
    return halfWidth;
  double relative = std::pow(std::pow(std::abs(point.x) / halfWidth, m_head.squareness) +
                                 std::pow(std::abs(point.y) / halfLength, m_head.squareness),
                             1.0 / m_head.squareness);
  const double angle = std::atan2(point.y, point.x);
  double outline = 1.0;
  for (std::size_t order = 0; order < m_head.outlineAmplitudes.size(); ++order)
    outline += m_head.outlineAmplitudes[order] *
               std::cos(static_cast<double>(order + 2) * angle + m_head.outlinePhases[order]);
  relative /= outline;
  return (1.0 - relative) * radius / relative;
}

double HeadPhantom::skullThickness(const Point& point) const
{
  const double angle = std::atan2(point.y, point.x);
  return m_head.skullMm *
         (1.0 + m_head.skullUnevenness * std::cos(2.0 * angle + m_head.skullPhase) +
          0.4 * m_head.skullUnevenness * std::cos(5.0 * angle + point.z / 20.0));
}

double HeadPhantom::tissueBelowSkull(const Point& point, double depthMm) const
{
  constexpr double foldedMm = 20.0;
  constexpr double cortexMm = 3.5;
  const double depth = depthMm - m_head.fluidRimMm;
  if (depth < 0.0)
    return cerebrospinalFluid;
  if (std::abs(point.x) < 0.8 && depth < 30.0 && point.z > -15.0)
    return falx;
  if (std::abs(point.x) < 1.2 + m_head.fluidRimMm / 2.0 && depth < 34.0 && point.z > -15.0)
    return cerebrospinalFluid;
  if (depth >= foldedMm)
    return m_head.whiteHounsfield;
  // The zero level of a smooth field makes sulci that wind as real ones do.
  const double distance = std::abs(m_head.folds.at(point));
  const double width = m_head.sulcusWidth * (1.0 - depth / foldedMm);
  if (distance < width)
    return m_head.vessels.at(point) > 0.9 ? vesselInSulcus : cerebrospinalFluid;
  return distance < width + 0.55 || depth < cortexMm ? m_head.greyHounsfield
                                                     : m_head.whiteHounsfield;
}

double HeadPhantom::hounsfieldAt(const Point& point, const std::vector<Section>& sections) const
{
  const double depth = depthBelowSkin(point);
  if (depth < 0.0)
    return air;
  const double scalp = m_head.scalpMm;
  const double skull = skullThickness(point);
  const bool insideSkull = depth > scalp + skull;
  for (auto section = sections.rbegin(); section != sections.rend(); ++section) {
    const Body& body = *section->body;
    if ((body.insideSkull && !insideSkull) || depth < 0.6 * scalp || !section->contains(point))
      continue;
    return body.hasAirCells && m_head.cells.at(point) > -0.2 ? 0.85 * air : body.hounsfield;
  }
  if (depth < scalp)
    return m_head.scalpHounsfield;
  if (insideSkull)
    return tissueBelowSkull(point, depth - scalp - skull);
  const double across = (depth - scalp) / skull; // outer table, diploë, inner table
  if (across < 0.25 || across > 0.75)
    return m_head.corticalBoneHounsfield;
  return std::clamp(m_head.diploeHounsfield + m_head.diploeVariation * m_head.marrow.at(point),
                    leastDiploe, m_head.corticalBoneHounsfield);
}

std::vector<float> HeadPhantom::slice(double heightMm, int size, double fieldMm) const
{
  const std::vector<Section> sections = sectionsAt(heightMm);
  const double pixelMm = fieldMm / size;
  const int points = static_cast<int>(std::ceil(pixelMm / pointDistanceMm));
  const double cosine = std::cos(m_head.tiltRadians);
  const double sine = std::sin(m_head.tiltRadians);
  const auto hounsfield = [&](int row, int column, int subRow, int subColumn) {
    const double x =
        (column + (subColumn + 0.5) / points) * pixelMm - fieldMm / 2.0 - m_head.shiftX;
    const double y = (row + (subRow + 0.5) / points) * pixelMm - fieldMm / 2.0 - m_head.shiftY;
    return hounsfieldAt({cosine * x + sine * y, cosine * y - sine * x, heightMm}, sections);
  };
  std::vector<float> pixels;
  pixels.reserve(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column) {
      double sum = 0.0;
      for (int subRow = 0; subRow < points; ++subRow)
        for (int subColumn = 0; subColumn < points; ++subColumn)
          sum += hounsfield(row, column, subRow, subColumn);
      pixels.push_back(static_cast<float>(sum / (points * points)));
    }
  return pixels;
}

} // namespace limpid::exporting
