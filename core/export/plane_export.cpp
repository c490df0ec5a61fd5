#include "core/export/plane_export.h"

#include "core/base/version.h"
#include "core/export/provenance.h"

#include <fmt/format.h>

namespace limpid::exporting {
namespace {

using imaging::PlaneFormat;

constexpr const char* shortNotice = // what NIfTI's 79 characters hold
    "SYNTHETIC image of no patient. Research use only, not for diagnosis.";

std::string nameOf(PlaneFormat format)
{
  switch (format) {
  case PlaneFormat::Nifti:
    return "nifti";
  case PlaneFormat::Nrrd:
    return "nrrd";
  default:
    return "png";
  }
}

/// Channels last, in the unit of the training images.
imaging::Image imageOf(const SampleSet& samples, std::int64_t position)
{
  const std::span<const float> planes = samples.sample(position);
  const auto channels = static_cast<std::size_t>(samples.channels);
  const std::size_t pixels = planes.size() / channels;
  imaging::Image image{.rows = samples.rows,
                       .columns = samples.columns,
                       .channels = samples.channels,
                       .pixels = {},
                       .spacingMm = samples.preparation.spacingMm};
  image.pixels.reserve(planes.size());
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    for (std::size_t channel = 0; channel < channels; ++channel)
      image.pixels.push_back(
          static_cast<float>(samples.preparation.value(planes[channel * pixels + pixel])));
  return image;
}

imaging::PlaneNotes notesOf(const SampleSet& samples, const SampleChoice& choice,
                            PlaneFormat format, std::int64_t position)
{
  const SamplePreparation& preparation = samples.preparation;
  const bool stretched = format == PlaneFormat::Png || samples.channels == 3;
  imaging::PlaneNotes notes{.summary = shortNotice, .intent = "SYNTHETIC"};
  notes.entries = {
      {"Synthetic Data", "YES"},
      {"Notice", researchNotice},
      {"Description", fmt::format("{}; single image, not part of a volume", choice.sentence())},
      {"Recipe", recipeOf(samples, position)},
      {"Software", fmt::format("{} {}", programName, programVersion)},
      {"Pixel unit",
       stretched ? fmt::format("the stored range stands for {:g} to {:g} {}", preparation.windowLow,
                               preparation.windowHigh, preparation.unit)
                 : preparation.unit}};
  if (!preparation.spacingMm)
    notes.entries.push_back({"Pixel spacing", "unknown"});
  return notes;
}

} // namespace

SampleWriter planeWriter(const SampleSet& samples, const SampleChoice& choice, PlaneFormat format)
{
  const auto write = [&samples, &choice,
                      format](std::int64_t position,
                              const std::filesystem::path& folder) -> Result<ExportedFile> {
    ExportedFile file{
        .name = fmt::format("sample-{:04}{}", samples.first + position, imaging::endingOf(format)),
        .sample = samples.first + position};
    const imaging::IntensityWindow window{samples.preparation.windowLow,
                                          samples.preparation.windowHigh};
    const Result<void> written =
        imaging::writePlane(folder / file.name, format, imageOf(samples, position), window,
                            notesOf(samples, choice, format, position));
    if (!written)
      return failure(written.error());
    return file;
  };
  return {.kind = nameOf(format), .write = write};
}

} // namespace limpid::exporting
