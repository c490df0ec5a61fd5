#include "core/study/series_warnings.h"

#include "core/study/image_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <optional>
#include <utility>

namespace limpid::study {
namespace {

constexpr double samePositionMm = 0.01;

/// Places of the slices along the normal; images at one place (repeats, echoes) count once.
std::vector<double> placesOf(const std::vector<ImageRecord>& images)
{
  std::vector<double> places;
  for (const ImageRecord& image : images)
    if (image.positionMm)
      places.push_back(*image.positionMm);
  std::ranges::sort(places);
  const auto same = [](double left, double right) { return right - left < samePositionMm; };
  places.erase(std::unique(places.begin(), places.end(), same), places.end());
  return places;
}

std::optional<std::string> spacingWarning(const std::vector<double>& places)
{
  if (places.size() < 3)
    return std::nullopt;
  std::vector<double> steps;
  for (std::size_t at = 1; at < places.size(); ++at)
    steps.push_back(places[at] - places[at - 1]);
  std::vector<double> sorted = steps;
  std::ranges::sort(sorted);
  const double usual = sorted[sorted.size() / 2];
  const auto gaps = std::ranges::count_if(steps, [&](double step) { return step > 1.5 * usual; });
  const auto widest = std::ranges::max_element(steps);
  const auto slice = widest - steps.begin() + 1;
  if (gaps == 1)
    return fmt::format("There is a gap of {:.4g} mm between slices {} and {}; elsewhere slices are "
                       "{:.4g} mm apart.",
                       *widest, slice, slice + 1, usual);
  if (gaps > 1)
    return fmt::format("There are {} gaps; the widest is {:.4g} mm between slices {} and {}, where "
                       "{:.4g} mm is usual.",
                       gaps, *widest, slice, slice + 1, usual);
  if (sorted.back() - sorted.front() > std::max(0.1, 0.05 * usual))
    return fmt::format("Slices are unevenly spaced: {:.4g} to {:.4g} mm apart.", sorted.front(),
                       sorted.back());
  return std::nullopt;
}

std::optional<std::string> sizeWarning(const std::vector<ImageRecord>& images)
{
  std::map<std::pair<int, int>, int> sizes;
  for (const ImageRecord& image : images)
    ++sizes[{image.columns, image.rows}];
  if (sizes.size() < 2)
    return std::nullopt;
  std::string list;
  for (const auto& [size, count] : sizes)
    list +=
        fmt::format("{}{} of {} × {}", list.empty() ? "" : ", ", count, size.first, size.second);
  return fmt::format("The images have {} sizes: {}.", sizes.size(), list);
}

/// Slices whose normals differ by less than 0.8° lie in one plane.
constexpr double sameDirection = 0.9999;

double dot(const std::array<double, 3>& left, const std::array<double, 3>& right)
{
  return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
}

/// How many images look in each direction, the most frequent first.
std::vector<std::pair<std::array<double, 3>, int>>
directionsOf(const std::vector<ImageRecord>& images)
{
  std::vector<std::pair<std::array<double, 3>, int>> directions;
  for (const ImageRecord& image : images) {
    if (!image.orientation)
      continue;
    const std::array<double, 3> normal = normalOf(*image.orientation);
    const auto same = std::ranges::find_if(directions, [&](const auto& known) {
      return std::abs(dot(known.first, normal)) > sameDirection;
    });
    if (same == directions.end())
      directions.emplace_back(normal, 1);
    else
      ++same->second;
  }
  std::ranges::stable_sort(directions, std::greater{}, [](const auto& one) { return one.second; });
  return directions;
}

std::optional<std::string> orientationWarning(const std::vector<ImageRecord>& images)
{
  const auto directions = directionsOf(images);
  if (directions.size() < 2)
    return std::nullopt;
  std::string counts;
  for (const auto& direction : directions)
    counts += fmt::format("{}{}", counts.empty() ? "" : ", ", direction.second);
  return fmt::format("The images lie in {} directions ({} images each); they are no one volume.",
                     directions.size(), counts);
}

/// A tilted gantry shifts each slice against the last within its plane.
std::optional<std::string> tiltWarning(const std::vector<ImageRecord>& images)
{
  const ImageRecord* first = nullptr;
  const ImageRecord* last = nullptr;
  for (const ImageRecord& image : images)
    if (image.orientation && image.originMm && image.positionMm) {
      first = first == nullptr ? &image : first;
      last = &image;
    }
  if (first == nullptr || *last->positionMm - *first->positionMm < samePositionMm)
    return std::nullopt;
  const double along = *last->positionMm - *first->positionMm;
  const std::array<double, 3> normal = normalOf(*first->orientation);
  std::array<double, 3> shift{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    shift[axis] = (*last->originMm)[axis] - (*first->originMm)[axis] - along * normal[axis];
  const double degrees =
      std::atan2(std::hypot(shift[0], shift[1], shift[2]), along) * 180.0 / std::numbers::pi;
  constexpr double leastDegrees = 0.5;
  if (degrees < leastDegrees)
    return std::nullopt;
  return fmt::format("The slices are shifted against each other as by a gantry tilt of {:.1f}°.",
                     degrees);
}

std::optional<std::string> placeWarning(const std::vector<ImageRecord>& images)
{
  const auto placeless = std::ranges::count_if(
      images, [](const ImageRecord& image) { return !image.positionMm.has_value(); });
  if (placeless == 0 || placeless == std::ssize(images))
    return std::nullopt;
  return fmt::format("{} of {} images don't say where they lie.", placeless, images.size());
}

} // namespace

std::vector<std::string> warningsOf(const std::vector<ImageRecord>& images, int secondCopies)
{
  std::vector<std::string> warnings;
  if (const auto mixed = orientationWarning(images)) {
    warnings.push_back(*mixed); // distances along different normals mean nothing
  } else {
    if (const auto warning = spacingWarning(placesOf(images)))
      warnings.push_back(*warning);
    if (const auto warning = tiltWarning(images))
      warnings.push_back(*warning);
  }
  if (const auto warning = placeWarning(images))
    warnings.push_back(*warning);
  if (const auto warning = sizeWarning(images))
    warnings.push_back(*warning);
  if (secondCopies == 1)
    warnings.emplace_back("1 file is a second copy of an image and is not used.");
  else if (secondCopies > 1)
    warnings.push_back(
        fmt::format("{} files are second copies of images and are not used.", secondCopies));
  return warnings;
}

} // namespace limpid::study
