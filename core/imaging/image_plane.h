#pragma once

#include <array>
#include <string>

namespace limpid::imaging {

/// How an image lies in the patient (PS3.3 C.7.6.2): millimetres towards the patient's left, back
/// and head.
struct ImagePlane
{
  std::array<double, 6> orientation{}; ///< direction of a row, then of a column
  std::array<double, 3> originMm{};    ///< centre of the first pixel
};

using Position = std::array<double, 3>;

/// Of the centre of a pixel; fractions lie between centres. `spacingMm` is that of rows, columns.
Position positionMm(const ImagePlane& plane, const std::array<double, 2>& spacingMm, double row,
                    double column);

/// Where a position falls on the image.
struct PlanePoint
{
  double row = 0.0; ///< 0 at the centre of the first
  double column = 0.0;
  double distanceMm = 0.0; ///< along the normal, off the plane
};
PlanePoint planePointOf(const ImagePlane& plane, const std::array<double, 2>& spacingMm,
                        const Position& position);

Position normalOf(const ImagePlane& plane);

/// R or L, A or P, H or F: where a direction leads, the strongest first; those under a quarter
/// (15°) are left out.
std::string directionLetters(const Position& direction);

/// Letters at the edges of an image as it is shown: first row on top.
struct EdgeLetters
{
  std::string left;
  std::string right;
  std::string top;
  std::string bottom;
};
EdgeLetters edgeLetters(const ImagePlane& plane);

} // namespace limpid::imaging
