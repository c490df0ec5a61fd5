#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace limpid::exporting {

/// Head-fixed coordinates in mm: x to the patient's left, y to the back, z upwards from the level
/// of the third ventricle; PS3.3 C.7.6.2 patient axes before the head is tilted.
struct Point
{
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;
};

/// A smooth random function of space, about mean 0 and variance 1: a sum of plane waves.
struct WaveField
{
  struct Wave
  {
    Point cyclesPerMm;
    double phase = 0.0;
  };
  std::array<Wave, 6> waves{};

  double at(const Point& point) const;
};

/// An ellipsoid (turned about the z axis) or, with an end, a tube; painted over what is there.
struct Body
{
  Point centre{};    ///< of a tube: where it begins
  Point halfAxes{};  ///< mm; of a tube: x is its radius
  double turn = 0.0; ///< radians
  Point end{};       ///< of a tube
  bool isTube = false;
  bool hasAirCells = false; ///< pneumatised bone: `hounsfield` is that of its walls
  bool insideSkull = true;  ///< cut off at the inner table
  double hounsfield = 0.0;
};

/// One generated patient's head as shapes. All numbers are drawn from the seed; patients differ in
/// size, outline, skull, ventricles, asymmetry, nuclei, vessels, air cells and lesions.
struct HeadAnatomy
{
  double halfWidthMm = 0.0;
  double halfLengthMm = 0.0;
  double topMm = 0.0;      ///< height of the vertex
  double squareness = 2.0; ///< exponent of the outline's superellipse
  double taper = 0.0;      ///< wider at the back
  double asymmetry = 0.0;  ///< the left half's width relative to the right's, less 1
  std::array<double, 3> outlineAmplitudes{};
  std::array<double, 3> outlinePhases{};
  double scalpMm = 0.0;
  double scalpHounsfield = 0.0;
  double skullMm = 0.0;
  double skullUnevenness = 0.0;
  double skullPhase = 0.0;
  double corticalBoneHounsfield = 0.0;
  double diploeHounsfield = 0.0;
  double diploeVariation = 0.0; ///< standard deviation along the skull, HU
  double fluidRimMm = 0.0;      ///< between skull and brain
  double sulcusWidth = 0.0;
  double greyHounsfield = 0.0;
  double whiteHounsfield = 0.0;
  double tiltRadians = 0.0;
  double shiftX = 0.0;
  double shiftY = 0.0;
  WaveField folds;
  WaveField vessels; ///< where vessels run in the sulci
  WaveField cells;   ///< walls and air of pneumatised bone
  WaveField marrow;  ///< density of the diploë
  std::vector<Body> bodies;
};

/// Patient `patient` of the study that `seed` draws; the same on every call.
HeadAnatomy drawAnatomy(std::uint64_t seed, int patient);

} // namespace limpid::exporting
