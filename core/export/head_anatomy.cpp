#include "core/export/head_anatomy.h"

#include "core/base/random.h"

#include <cmath>
#include <numbers>

namespace limpid::exporting {
namespace {

constexpr double cerebrospinalFluid = 8.0;
constexpr double air = -1000.0;
constexpr double fat = -90.0;

/// Draws the numbers of one patient, in a fixed order.
class Drawing
{
public:
  Drawing(std::uint64_t seed, int patient)
      : m_random(derivedSeed(seed, 0xA7A7), static_cast<std::uint64_t>(patient))
  {
  }

  double between(double low, double high) { return low + (high - low) * m_random.uniform(); }
  double about(double mean, double spread) { return mean + spread * m_random.normal(); }
  bool happens(double probability) { return m_random.uniform() < probability; }
  int count(int most)
  {
    return static_cast<int>(m_random.below(static_cast<std::uint64_t>(most) + 1));
  }
  double side() { return happens(0.5) ? 1.0 : -1.0; }

  /// Near `point`, each coordinate by up to `spreadMm`.
  Point near(const Point& point, double spreadMm)
  {
    return {point.x + between(-spreadMm, spreadMm), point.y + between(-spreadMm, spreadMm),
            point.z + between(-spreadMm, spreadMm)};
  }

  WaveField field(double shortestMm, double longestMm)
  {
    WaveField drawn;
    for (WaveField::Wave& wave : drawn.waves) {
      const double cycles = 1.0 / between(shortestMm, longestMm);
      const double angle = between(0.0, 2.0 * std::numbers::pi);
      const double slope = between(-0.5, 0.5);
      wave.cyclesPerMm = {cycles * std::cos(angle), cycles * std::sin(angle), cycles * slope};
      wave.phase = between(0.0, 2.0 * std::numbers::pi);
    }
    return drawn;
  }

private:
  Random m_random;
};

Body ellipsoid(const Point& centre, const Point& halfAxes, double turn, double hounsfield)
{
  return {.centre = centre, .halfAxes = halfAxes, .turn = turn, .hounsfield = hounsfield};
}

Body tube(const Point& from, const Point& to, double radiusMm, double hounsfield)
{
  return {.centre = from,
          .halfAxes = {radiusMm, radiusMm, radiusMm},
          .end = to,
          .isTube = true,
          .hounsfield = hounsfield};
}

Body outsideBrain(Body body)
{
  body.insideSkull = false;
  return body;
}

void drawOutline(Drawing& draw, HeadAnatomy& head)
{
  head.halfWidthMm = draw.between(68.0, 80.0);
  head.halfLengthMm = draw.between(84.0, 96.0);
  head.topMm = draw.between(80.0, 90.0);
  head.squareness = draw.between(2.0, 2.3);
  head.taper = draw.between(0.0, 0.12);
  head.asymmetry = draw.between(-0.04, 0.04);
  for (std::size_t order = 0; order < head.outlineAmplitudes.size(); ++order) {
    head.outlineAmplitudes[order] = draw.between(0.0, 0.012);
    head.outlinePhases[order] = draw.between(0.0, 2.0 * std::numbers::pi);
  }
  head.scalpMm = draw.between(4.0, 8.0);
  head.scalpHounsfield = draw.between(-60.0, 40.0);
  head.skullMm = draw.between(5.5, 9.0);
  head.skullUnevenness = draw.between(0.1, 0.25);
  head.skullPhase = draw.between(0.0, 2.0 * std::numbers::pi);
  head.corticalBoneHounsfield = draw.between(1000.0, 1200.0);
  head.diploeHounsfield = draw.between(650.0, 850.0);
  head.diploeVariation = draw.between(60.0, 160.0);
  head.tiltRadians = draw.between(-0.12, 0.12);
  head.shiftX = draw.between(-5.0, 5.0);
  head.shiftY = draw.between(-4.0, 4.0);
}

void drawBrain(Drawing& draw, HeadAnatomy& head, double age)
{
  head.fluidRimMm = 0.8 + 3.0 * age;
  head.sulcusWidth = 0.18 + 0.3 * age;
  head.greyHounsfield = draw.between(37.0, 40.0);
  head.whiteHounsfield = draw.between(30.0, 33.0);
  head.folds = draw.field(14.0, 26.0);
  head.vessels = draw.field(16.0, 34.0);
  head.cells = draw.field(9.0, 20.0);
  head.marrow = draw.field(14.0, 32.0);
}

/// Lateral ventricles with their horns, third ventricle, cisterns.
void drawVentricles(Drawing& draw, HeadAnatomy& head, double age)
{
  const double size = 0.65 + 0.9 * age + draw.between(-0.1, 0.25);
  for (const double side : {-1.0, 1.0}) {
    const double own = size * draw.between(0.8, 1.2);
    const double turn = side * draw.between(0.15, 0.35);
    head.bodies.push_back(ellipsoid({side * (7.0 + 2.5 * own), -24.0, 12.0},
                                    {4.5 * own, 16.0, 13.0 * own}, -turn, cerebrospinalFluid));
    head.bodies.push_back(ellipsoid({side * (9.0 + 3.0 * own), -2.0, 20.0},
                                    {4.5 * own, 26.0, 8.0 * own}, turn, cerebrospinalFluid));
    head.bodies.push_back(ellipsoid({side * (20.0 + 2.0 * own), 30.0, 10.0},
                                    {6.0 * own, 18.0, 9.0 * own}, 1.6 * turn, cerebrospinalFluid));
    head.bodies.push_back(ellipsoid({side * 38.0, -14.0, 4.0}, {3.0, 17.0 * own, 9.0}, side * 0.15,
                                    cerebrospinalFluid));
  }
  head.bodies.push_back(
      ellipsoid({0.0, -2.0, 0.0}, {1.6 + 2.2 * age, 14.0, 11.0}, 0.0, cerebrospinalFluid));
  head.bodies.push_back(ellipsoid({0.0, 20.0, -5.0}, {13.0, 5.0, 6.0}, 0.0, cerebrospinalFluid));
  head.bodies.push_back(ellipsoid({0.0, -16.0, -20.0}, {15.0 * (0.8 + 0.4 * age), 13.0, 6.0}, 0.0,
                                  cerebrospinalFluid));
  head.bodies.push_back(
      ellipsoid({0.0, 26.0, -33.0}, {8.0 * size, 6.0, 9.0}, 0.0, cerebrospinalFluid));
}

/// Deep grey nuclei and the calcifications that come with age.
void drawNuclei(Drawing& draw, HeadAnatomy& head, double age)
{
  const double nuclei = draw.between(41.0, 46.0);
  const bool calcified = draw.happens(0.3 + 0.3 * age);
  const double calcification = draw.between(110.0, 420.0);
  for (const double side : {-1.0, 1.0}) {
    head.bodies.push_back(
        ellipsoid({side * 16.0, -20.0, 9.0}, {5.0, 10.0, 12.0}, side * -0.2, nuclei));
    head.bodies.push_back(
        ellipsoid({side * 12.0, 8.0, 5.0}, {8.0, 13.0, 11.0}, side * -0.4, nuclei));
    head.bodies.push_back(
        ellipsoid({side * 26.0, -6.0, 4.0}, {7.0, 15.0, 11.0}, side * 0.3, nuclei));
    if (calcified)
      head.bodies.push_back(ellipsoid(draw.near({side * 21.0, -4.0, 3.0}, 2.0),
                                      {draw.between(2.0, 5.0), draw.between(3.0, 8.0), 7.0},
                                      side * 0.3, calcification));
    if (draw.happens(0.75))
      head.bodies.push_back(ellipsoid(draw.near({side * 21.0, 32.0, 9.0}, 2.0),
                                      {draw.between(2.0, 4.5), draw.between(3.0, 7.0), 6.0}, 0.0,
                                      draw.between(150.0, 600.0)));
  }
  const double pineal = draw.between(1.5, 4.0);
  head.bodies.push_back(
      ellipsoid({0.0, 15.0, 1.0}, {pineal, pineal, 5.0}, 0.0, draw.between(150.0, 600.0)));
}

/// Arteries and sinuses, filled with contrast medium as in CT angiography.
void drawVessels(Drawing& draw, HeadAnatomy& head)
{
  const double artery = draw.between(280.0, 460.0);
  const double vein = artery * draw.between(0.5, 0.9);
  const Point fork = draw.near({0.0, -14.0, -21.0}, 2.0);
  head.bodies.push_back(tube(draw.near({0.0, 4.0, -52.0}, 3.0), {fork.x, -4.0, -24.0},
                             draw.between(1.6, 2.6), artery));
  for (const double side : {-1.0, 1.0}) {
    const double radius = draw.between(1.3, 2.4);
    const Point carotid = draw.near({side * 11.0, -16.0, -22.0}, 2.0);
    const Point insula = draw.near({side * 40.0, -20.0, -12.0}, 4.0);
    head.bodies.push_back(tube(draw.near({side * 14.0, -10.0, -52.0}, 2.0), carotid, 2.4, artery));
    head.bodies.push_back(tube(carotid, insula, radius, artery));
    for (int branch = 0; branch < 3; ++branch)
      head.bodies.push_back(tube(insula, draw.near({side * 50.0, -8.0 + 18.0 * branch, 28.0}, 10.0),
                                 draw.between(0.9, 1.7), artery));
    const Point genu = draw.near({side * 2.5, -44.0, 4.0}, 2.0);
    head.bodies.push_back(tube(carotid, genu, radius * 0.8, artery));
    head.bodies.push_back(
        tube(genu, draw.near({side * 2.5, -24.0, 42.0}, 3.0), radius * 0.7, artery));
    head.bodies.push_back(
        tube(fork, draw.near({side * 20.0, 30.0, -14.0}, 4.0), radius * 0.8, artery));
    head.bodies.push_back(tube({0.0, 0.82 * head.halfLengthMm - 4.0, -24.0},
                               draw.near({side * 0.72 * head.halfWidthMm, 34.0, -30.0}, 3.0),
                               draw.between(2.5, 5.5), vein));
  }
  const double back = head.halfLengthMm - head.scalpMm - head.skullMm - 4.0;
  const double sinus = draw.between(3.0, 5.5);
  head.bodies.push_back(tube({0.0, back, -24.0}, {0.0, 0.93 * back, 30.0}, sinus, vein));
  head.bodies.push_back(tube({0.0, 0.93 * back, 30.0}, {0.0, 0.6 * back, 66.0}, sinus, vein));
  head.bodies.push_back(tube({0.0, 20.0, 6.0}, {0.0, back, -20.0}, draw.between(1.5, 2.8), vein));
}

/// Petrous bone, mastoid cells, sinuses and orbits: what the lowest slices show.
void drawSkullBase(Drawing& draw, HeadAnatomy& head)
{
  const double bone = head.corticalBoneHounsfield;
  const double front = -head.halfLengthMm;
  for (const double side : {-1.0, 1.0}) {
    const double radius = draw.between(5.0, 9.0);
    head.bodies.push_back(
        outsideBrain(tube(draw.near({side * 14.0, 2.0, -40.0}, 3.0),
                          draw.near({side * 56.0, 22.0, -34.0}, 3.0), radius, bone)));
    head.bodies.push_back(outsideBrain(tube(draw.near({side * 12.0, -28.0, -34.0}, 3.0),
                                            draw.near({side * 50.0, -40.0, -26.0}, 3.0),
                                            draw.between(2.5, 4.5), 0.8 * bone)));
    Body mastoid = ellipsoid(draw.near({side * (head.halfWidthMm - 17.0), 28.0, -40.0}, 3.0),
                             {draw.between(7.0, 13.0), draw.between(9.0, 17.0), 15.0}, 0.0, 500.0);
    mastoid.hasAirCells = true;
    head.bodies.push_back(outsideBrain(mastoid));
    const Point orbit{side * draw.between(29.0, 34.0), front + 24.0, draw.between(-42.0, -36.0)};
    head.bodies.push_back(outsideBrain(ellipsoid(orbit, {20.0, 23.0, 18.0}, 0.0, 0.8 * bone)));
    head.bodies.push_back(outsideBrain(ellipsoid(orbit, {17.5, 21.0, 16.0}, 0.0, fat)));
    head.bodies.push_back(
        outsideBrain(ellipsoid({orbit.x, orbit.y - 8.0, orbit.z}, {12.0, 12.0, 12.0}, 0.0, 15.0)));
    head.bodies.push_back(outsideBrain(ellipsoid(
        {orbit.x + side * draw.between(2.0, 6.0), front + 13.0, draw.between(-20.0, -8.0)},
        {draw.between(2.0, 16.0), draw.between(2.0, 5.5), draw.between(6.0, 16.0)}, 0.0, air)));
  }
  Body ethmoid = ellipsoid({0.0, front + 32.0, -42.0}, {9.0, 22.0, 15.0}, 0.0, 350.0);
  ethmoid.hasAirCells = true;
  head.bodies.push_back(outsideBrain(ethmoid));
  const Point sphenoid = draw.near({0.0, -26.0, -42.0}, 3.0);
  const Point sinus{draw.between(8.0, 16.0), draw.between(7.0, 13.0), draw.between(7.0, 13.0)};
  head.bodies.push_back(outsideBrain(
      ellipsoid(sphenoid, {sinus.x + 3.0, sinus.y + 3.0, sinus.z + 3.0}, 0.0, 0.7 * bone)));
  head.bodies.push_back(outsideBrain(ellipsoid(sphenoid, sinus, 0.0, air)));
}

/// Up to three of: haemorrhage, infarct, enhancing tumour with oedema, calcified meningioma.
void drawLesions(Drawing& draw, HeadAnatomy& head)
{
  const int lesions = draw.count(3);
  for (int lesion = 0; lesion < lesions; ++lesion) {
    const Point centre{draw.side() * draw.between(12.0, 46.0), draw.between(-50.0, 52.0),
                       draw.between(-20.0, 45.0)};
    const double radius = draw.between(4.0, 14.0);
    const Point axes{radius * draw.between(0.7, 1.3), radius, radius * draw.between(0.8, 1.4)};
    const double turn = draw.between(0.0, std::numbers::pi);
    const int kind = draw.count(3);
    if (kind == 0) {
      head.bodies.push_back(ellipsoid(centre, axes, turn, draw.between(60.0, 85.0)));
    } else if (kind == 1) {
      head.bodies.push_back(ellipsoid(centre, {1.5 * axes.x, 1.5 * axes.y, 1.3 * axes.z}, turn,
                                      draw.between(15.0, 22.0)));
    } else if (kind == 2) {
      head.bodies.push_back(
          ellipsoid(centre, {1.7 * axes.x, 1.7 * axes.y, 1.6 * axes.z}, turn, 20.0));
      head.bodies.push_back(ellipsoid(centre, axes, turn, draw.between(90.0, 160.0)));
      head.bodies.push_back(
          ellipsoid(centre, {0.5 * axes.x, 0.5 * axes.y, 0.6 * axes.z}, turn, 18.0));
    } else {
      head.bodies.push_back(ellipsoid(centre, axes, turn, draw.between(200.0, 700.0)));
    }
  }
}

/// After an operation: a burr hole, a drain into the ventricle, pockets of air under the vault.
void drawOperation(Drawing& draw, HeadAnatomy& head)
{
  if (!draw.happens(0.2))
    return;
  const double side = draw.side();
  const double angle = draw.between(-0.9, 0.9); // 0: to the side
  const Point outside{side * 1.2 * head.halfWidthMm * std::cos(angle),
                      1.2 * head.halfLengthMm * std::sin(angle), draw.between(8.0, 40.0)};
  const Point inside{side * 12.0, draw.between(-26.0, 14.0), draw.between(10.0, 20.0)};
  const Point under{0.55 * outside.x, 0.55 * outside.y, outside.z};
  head.bodies.push_back(outsideBrain(tube(outside, under, draw.between(4.0, 9.0), 35.0)));
  head.bodies.push_back(tube(under, inside, draw.between(1.5, 2.6), draw.between(350.0, 700.0)));
  const int pockets = 1 + draw.count(2);
  for (int pocket = 0; pocket < pockets; ++pocket) {
    const double radius = draw.between(3.0, 9.0);
    head.bodies.push_back(ellipsoid(draw.near({1.2 * under.x, 1.2 * under.y, under.z + 6.0}, 12.0),
                                    {radius, radius * draw.between(0.7, 1.5), 1.4 * radius},
                                    draw.between(0.0, std::numbers::pi), air));
  }
}

} // namespace

double WaveField::at(const Point& point) const
{
  double sum = 0.0;
  for (const Wave& wave : waves) {
    const double cycles =
        wave.cyclesPerMm.x * point.x + wave.cyclesPerMm.y * point.y + wave.cyclesPerMm.z * point.z;
    sum += std::cos(2.0 * std::numbers::pi * cycles + wave.phase);
  }
  return sum * std::sqrt(2.0 / static_cast<double>(waves.size()));
}

HeadAnatomy drawAnatomy(std::uint64_t seed, int patient)
{
  Drawing draw(seed, patient);
  HeadAnatomy head;
  const double age = draw.between(0.0, 1.0); // young to old: what shrinks, widens and calcifies
  drawOutline(draw, head);
  drawBrain(draw, head, age);
  drawVentricles(draw, head, age);
  drawNuclei(draw, head, age);
  drawLesions(draw, head);
  drawVessels(draw, head);
  drawSkullBase(draw, head);
  drawOperation(draw, head);
  return head;
}

} // namespace limpid::exporting
