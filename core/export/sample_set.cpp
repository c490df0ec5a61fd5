#include "core/export/sample_set.h"

#include "core/export/drawing_fields.h"
#include "core/run/json_fields.h"
#include "core/run/sampler_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace limpid::exporting {
namespace {

constexpr int newestVersion = 1;
constexpr std::int64_t largestSide = 65535; // Rows and Columns are US

bool isCodeString(std::string_view text)
{
  return !text.empty() && text.size() <= 16 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ' ';
  });
}

tl::unexpected<Error> bad(const std::filesystem::path& path, std::string_view reason)
{
  return failure(ErrorCode::BadInput, fmt::format("{}: {}.", path.string(), reason));
}

std::optional<std::array<double, 2>> spacingOf(const Json& json)
{
  if (!json.is_array() || json.size() != 2 || !json[0].is_number() || !json[1].is_number())
    return std::nullopt;
  const std::array spacing{json[0].get<double>(), json[1].get<double>()};
  if (!(spacing[0] > 0.0) || !(spacing[1] > 0.0))
    return std::nullopt;
  return spacing;
}

/// A whole number, or a word; anything else is no label.
std::string labelOf(const Json& json)
{
  if (json.is_number_integer())
    return std::to_string(json.get<std::int64_t>());
  return json.is_string() ? json.get<std::string>() : std::string();
}

/// The options that the sampler is known to have: nothing else can get into a header.
Result<Json> samplerOptionsOf(const SampleSet& set, const Json& options)
{
  if (!options.is_object() || options.empty())
    return Json::object();
  const auto sampler = run::makeSampler(set.sampler, static_cast<int>(set.steps), options);
  if (!sampler)
    return failure(sampler.error());
  return run::samplerOptionsJson(*sampler);
}

Result<void> readSampleDocument(const std::filesystem::path& path, SampleSet& set)
{
  const Result<Json> document = readDocument(path, "limpid-samples", newestVersion);
  if (!document)
    return failure(document.error());
  Json label;
  Json samplerOptions;
  Json minimumTime;
  Json heldBack;
  run::JsonFields fields(*document);
  fields("first", set.first);
  fields("samplerOptions", samplerOptions);
  fields("guidance", set.guidance);
  fields("label", label);
  fields("minimumTime", minimumTime);
  fields("heldBack", heldBack);
  if (Result<void> read = readDrawing(path, fields, set); !read)
    return read;
  if (set.modelDigest.empty() || set.sampler.empty() || set.steps < 1)
    return bad(path, "modelDigest, sampler and steps must say how the samples were drawn");
  set.label = labelOf(label);
  if (!isPlainText(set.label))
    return bad(path, fmt::format("\"{}\" isn't a plain word of at most 64 characters", set.label));
  const Result<Json> known = samplerOptionsOf(set, samplerOptions);
  if (!known)
    return bad(path, known.error().message);
  set.samplerOptions = *known;
  set.minimumTime = minimumTime.is_number() ? minimumTime.get<double>() : 0.0;
  if (heldBack.is_array())
    for (const Json& position : heldBack)
      if (position.is_number_integer())
        set.heldBack.insert(position.get<std::int64_t>());
  return {};
}

Result<void> readPixels(const std::filesystem::path& path, SampleSet& set)
{
  const Result<dataset::TensorView> images = set.file.tensor("images");
  if (!images)
    return failure(images.error());
  const std::vector<std::int64_t>& shape = images->shape;
  if (images->type != dataset::ElementType::Float32 || shape.size() != 4 ||
      (shape[1] != 1 && shape[1] != 3) || std::min(shape[2], shape[3]) < 1 ||
      std::max(shape[2], shape[3]) > largestSide)
    return bad(path, "images must be float32, N×C×H×W, with one or three channels");
  set.intensities = images->values<float>();
  set.count = shape[0];
  set.channels = static_cast<int>(shape[1]);
  set.rows = static_cast<int>(shape[2]);
  set.columns = static_cast<int>(shape[3]);
  if (!std::all_of(set.intensities.begin(), set.intensities.end(),
                   [](float intensity) { return std::isfinite(intensity); }))
    return bad(path, "some pixels aren't finite numbers; the model that drew them has diverged");
  return {};
}

} // namespace

bool isPlainText(std::string_view text)
{
  return text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view(".-_+").find(c) != std::string_view::npos;
         });
}

Result<void> readPreparation(const std::filesystem::path& path, const Json& json,
                             SamplePreparation& preparation)
{
  if (!json.is_object())
    return bad(path, "preparation is missing, so values in real units aren't known");
  Json spacing;
  Json bodyPart;
  Json rescaleType;
  run::JsonFields fields(json);
  fields("modality", preparation.modality);
  fields("unit", preparation.unit);
  fields("windowLow", preparation.windowLow);
  fields("windowHigh", preparation.windowHigh);
  preparation.intensityScale = (preparation.windowHigh - preparation.windowLow) / 2.0;
  fields("intensityScale", preparation.intensityScale);
  fields("spacingMm", spacing);
  fields("bodyPart", bodyPart);
  fields("rescaleType", rescaleType);
  if (fields.error())
    return bad(path, *fields.error());
  if (!(preparation.windowHigh > preparation.windowLow) || !(preparation.intensityScale > 0.0))
    return bad(path, "windowLow, windowHigh and intensityScale make no window");
  if (!isPlainText(preparation.modality) || !isPlainText(preparation.unit))
    return bad(path, "modality and unit must be plain words");
  preparation.spacingMm = spacingOf(spacing);
  if (bodyPart.is_string() && isCodeString(bodyPart.get<std::string>()))
    preparation.bodyPart = bodyPart.get<std::string>();
  if (rescaleType.is_string() && isCodeString(rescaleType.get<std::string>()))
    preparation.rescaleType = rescaleType.get<std::string>();
  return {};
}

std::span<const float> SampleSet::sample(std::int64_t position) const
{
  const auto size = static_cast<std::size_t>(channels) * static_cast<std::size_t>(rows) *
                    static_cast<std::size_t>(columns);
  return intensities.subspan(static_cast<std::size_t>(position) * size, size);
}

Result<SampleSet> readSamples(const std::filesystem::path& samples)
{
  Result<dataset::SafetensorsFile> file = dataset::SafetensorsFile::open(samples);
  if (!file)
    return failure(file.error());
  SampleSet set{.file = std::move(*file)};
  if (const Result<void> read = readPixels(samples, set); !read)
    return failure(read.error());
  std::filesystem::path document = samples;
  document.replace_extension(".json");
  if (const Result<void> read = readSampleDocument(document, set); !read)
    return failure(read.error());
  return set;
}

std::string recipeOf(const SampleSet& samples, std::int64_t position)
{
  std::string recipe =
      fmt::format("model={}; dataset={}; seed={}; sample={}; sampler={}; steps={}; engine={}",
                  samples.modelDigest, samples.datasetDigest, samples.seed,
                  samples.first + position, samples.sampler, samples.steps, samples.programVersion);
  for (const auto& [name, value] : samples.samplerOptions.items())
    recipe += fmt::format("; {}={}", name, value.dump());
  if (!samples.label.empty())
    recipe += fmt::format("; label={}", samples.label);
  if (samples.guidance != 1.0)
    recipe += fmt::format("; guidance={}", samples.guidance);
  if (samples.minimumTime > 0.0)
    recipe += fmt::format("; minimumTime={}", samples.minimumTime);
  return recipe;
}

} // namespace limpid::exporting
