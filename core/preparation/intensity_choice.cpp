#include "core/preparation/intensity_choice.h"

#include "core/imaging/crop.h"
#include "core/study/pixel_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::preparation {
namespace {

constexpr imaging::IntensityWindow computedTomography{-1000.0, 1000.0};
constexpr double lowShare = 0.005;
constexpr double highShare = 0.995;
constexpr std::size_t sampleBudget = std::size_t{1} << 22;

Result<imaging::IntensityWindow> askedFor(const std::array<double, 2>& window)
{
  if (std::isfinite(window[0]) && std::isfinite(window[1]) && window[0] < window[1])
    return imaging::IntensityWindow{window[0], window[1]};
  return failure(
      ErrorCode::BadInput,
      fmt::format("The window's low end, {}, isn't below its high end, {}.", window[0], window[1]));
}

void addSamples(std::vector<float>& samples, const imaging::Image& image, std::size_t budget)
{
  const std::size_t step = std::max<std::size_t>(1, image.pixels.size() / budget);
  for (std::size_t pixel = step / 2; pixel < image.pixels.size(); pixel += step)
    samples.push_back(image.pixels[pixel]);
}

} // namespace

Result<std::optional<imaging::IntensityWindow>>
chooseWindow(const Selection& selection, const DatasetRequest& request, jobs::JobContext& context)
{
  if (request.window) {
    const Result<imaging::IntensityWindow> window = askedFor(*request.window);
    if (!window)
      return failure(window.error());
    return std::optional(*window);
  }
  if (selection.modality == "CT")
    return std::optional(computedTomography);

  const std::size_t count = selection.images.size();
  imaging::Image samples{0, 1, 1, {}, {}};
  study::FrameReader reader;
  for (std::size_t index = 0; index < count; ++index) {
    if (context.stopRequested())
      return std::optional<imaging::IntensityWindow>();
    context.report({0.4 * static_cast<double>(index) / static_cast<double>(count),
                    fmt::format("Looking at the intensities of {} of {}", index + 1, count)});
    const study::ImageRecord& image = selection.images[index].image;
    Result<imaging::Image> pixels = reader.read(image.path, image.key.frame);
    if (pixels && request.crop)
      pixels = imaging::crop(*pixels, {(*request.crop)[0], (*request.crop)[1], (*request.crop)[2],
                                       (*request.crop)[3]});
    if (pixels)
      addSamples(samples.pixels, *pixels, std::max<std::size_t>(1, sampleBudget / count));
  }
  samples.rows = static_cast<int>(samples.pixels.size());
  return std::optional(imaging::percentileWindow(samples, lowShare, highShare));
}

} // namespace limpid::preparation
