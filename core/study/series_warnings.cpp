#include "core/study/series_warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
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

} // namespace

std::vector<std::string> warningsOf(const std::vector<ImageRecord>& images, int secondCopies)
{
  std::vector<std::string> warnings;
  if (const auto warning = spacingWarning(placesOf(images)))
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
