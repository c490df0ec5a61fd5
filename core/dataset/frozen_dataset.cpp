#include "core/dataset/frozen_dataset.h"

#include "core/dataset/dataset_digest.h"
#include "core/dataset/noise_spectrum_check.h"
#include "core/dataset/withdrawal.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace limpid::dataset {
namespace {

constexpr const char* datasetFormat = "limpid-dataset";
constexpr int datasetVersion = 1;

using Shape = std::vector<std::int64_t>;

tl::unexpected<Error> unusable(const std::filesystem::path& file, const std::string& reason)
{
  return failure(ErrorCode::BadInput,
                 fmt::format("{} can't be used as a data set: {}.", file.string(), reason));
}

/// The tensor under one of the shapes; nothing when there is none of the name.
template<typename T>
Result<std::optional<TensorView>> typedTensor(const SafetensorsFile& file, const std::string& name,
                                              std::initializer_list<Shape> shapes)
{
  const auto found = file.tensors().find(name);
  if (found == file.tensors().end())
    return std::nullopt;
  const TensorView& view = found->second;
  const ElementType type = viewOf<T>({}, {0}).type;
  if (view.type != type)
    return failure(ErrorCode::BadInput, fmt::format("{} is {} instead of {}", name,
                                                    toString(view.type), toString(type)));
  if (std::find(shapes.begin(), shapes.end(), view.shape) == shapes.end())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} has the shape {}, which doesn't fit the images", name,
                               fmt::join(view.shape, "×")));
  return view;
}

/// Each image's value, or the maximum of its map.
std::vector<float> largestPerImage(std::span<const float> values, std::size_t count)
{
  const std::size_t each = values.size() / count;
  std::vector<float> largest;
  largest.reserve(count);
  for (std::size_t image = 0; image < count; ++image) {
    const std::span<const float> map = values.subspan(image * each, each);
    // A value that isn't a number must not get lost in a comparison.
    const bool allNumbers =
        std::none_of(map.begin(), map.end(), [](float value) { return !(value >= 0.0F); });
    largest.push_back(allNumbers ? *std::max_element(map.begin(), map.end()) : -1.0F);
  }
  return largest;
}

Json textsOf(const Json& document, const char* key)
{
  const Json texts = document.value(key, Json::array());
  return texts.is_array() ? texts : Json::array();
}

} // namespace

struct FrozenDataset::State
{
  explicit State(SafetensorsFile opened) : file(std::move(opened)) {}

  SafetensorsFile file;
  Json document;
  std::string digest;
  std::filesystem::path path;
  Shape shape; // N, C, H, W
  std::span<const float> images;
  std::vector<diffusion::Risk> risks;
  std::span<const float> noiseValues; // one number or one map per image
  std::span<const float> noiseSpectrum;
  std::span<const std::int64_t> labels;
  std::span<const std::uint8_t> heldOut;
  std::vector<std::string> patients;

  Result<void> readImages();
  Result<void> readRisks();
  Result<void> readSpectrum();
  Result<void> readMarks();
  Result<void> readDocument();
  std::string contentDigest() const;
};

Result<void> FrozenDataset::State::readImages()
{
  const Result<TensorView> view = file.tensor("images");
  if (!view)
    return unusable(path, "it has no tensor images");
  if (view->type != ElementType::Float32 || view->shape.size() != 4 || view->elements() == 0)
    return unusable(path, fmt::format("images must be F32 of the shape N×C×H×W, not {} of {}",
                                      toString(view->type), fmt::join(view->shape, "×")));
  shape = view->shape;
  images = view->values<float>();
  return {};
}

Result<void> FrozenDataset::State::readRisks()
{
  const Shape perImage{shape[0], 1, 1, 1};
  const Shape perPixel{shape[0], 1, shape[2], shape[3]};
  const auto noise = typedTensor<float>(file, "noise", {perImage, perPixel, {shape[0]}});
  const auto limit = typedTensor<float>(file, "limit", {perImage, perPixel, {shape[0]}});
  if (!noise || !limit)
    return unusable(path, (noise ? limit : noise).error().message);
  if (!noise->has_value())
    return unusable(path, "it has no tensor noise; 0 for every image says that all are clean");
  const auto count = static_cast<std::size_t>(shape[0]);
  noiseValues = (*noise)->values<float>();
  const std::vector<float> noises = largestPerImage(noiseValues, count);
  const std::vector<float> limits = limit->has_value()
                                        ? largestPerImage((*limit)->values<float>(), count)
                                        : std::vector<float>(count, 0.0F);
  risks.reserve(count);
  for (std::size_t image = 0; image < count; ++image) {
    if (!(noises[image] >= 0.0F && limits[image] >= 0.0F) || std::isinf(noises[image]) ||
        std::isinf(limits[image]))
      return unusable(path,
                      fmt::format("noise or limit of image {} is negative or isn't finite", image));
    risks.push_back({noises[image], limits[image]});
  }
  return {};
}

Result<void> FrozenDataset::State::readSpectrum()
{
  const auto spectrum = typedTensor<float>(file, "noise_spectrum", {{shape[2], shape[3]}});
  if (!spectrum)
    return unusable(path, spectrum.error().message);
  if (!spectrum->has_value())
    return {};
  noiseSpectrum = (*spectrum)->values<float>();
  if (const Result<void> checked =
          checkNoiseSpectrum(noiseSpectrum, static_cast<int>(shape[2]), static_cast<int>(shape[3]));
      !checked)
    return unusable(path, checked.error().message);
  return {};
}

Result<void> FrozenDataset::State::readMarks()
{
  const auto label = typedTensor<std::int64_t>(file, "label", {{shape[0]}});
  const auto marks = typedTensor<std::uint8_t>(file, "held_out", {{shape[0]}});
  if (!label)
    return unusable(path, label.error().message);
  if (!marks)
    return unusable(path, marks.error().message);
  if (label->has_value())
    labels = (*label)->values<std::int64_t>();
  if (marks->has_value())
    heldOut = (*marks)->values<std::uint8_t>();
  return {};
}

std::string FrozenDataset::State::contentDigest() const
{
  return dataset::contentDigest(file.tensors(), textsOf(document, "patients"),
                                textsOf(document, "sources"),
                                document.value("preparation", Json()));
}

Result<void> FrozenDataset::State::readDocument()
{
  const auto count = static_cast<std::size_t>(shape[0]);
  patients.assign(count, "unknown");
  const std::filesystem::path place = std::filesystem::path(path).replace_extension(".json");
  Result<Json> read = limpid::readDocument(place, datasetFormat, datasetVersion);
  if (!read && read.error().code == ErrorCode::NotFound) {
    document = Json::object();
    digest = contentDigest();
    return {};
  }
  if (!read)
    return failure(read.error());
  document = std::move(*read);
  const Json names = textsOf(document, "patients");
  if (!names.empty() && names.size() != count)
    return unusable(place, fmt::format("it names {} patients for {} images", names.size(), count));
  for (std::size_t image = 0; image < names.size(); ++image) {
    if (!names[image].is_string())
      return unusable(place, "a patient's pseudonym isn't text");
    patients[image] = names[image].get<std::string>();
  }
  const Json stored = document.value("digest", Json());
  if (!stored.is_string())
    return unusable(place, "it has no digest");
  digest = stored.get<std::string>();
  const auto written = file.metadata().find("digest");
  if (written != file.metadata().end() && written->second != digest)
    return unusable(place, "it belongs to other images than those beside it");
  return {};
}

FrozenDataset::FrozenDataset(std::unique_ptr<State> state) : m_state(std::move(state)) {}
FrozenDataset::FrozenDataset(FrozenDataset&&) noexcept = default;
FrozenDataset& FrozenDataset::operator=(FrozenDataset&&) noexcept = default;
FrozenDataset::~FrozenDataset() = default;

Result<FrozenDataset> FrozenDataset::open(const std::filesystem::path& path)
{
  std::error_code ignored;
  const std::filesystem::path file =
      std::filesystem::is_directory(path, ignored) ? path / datasetFileName : path;
  if (const Result<void> usable = checkNotWithdrawn(file.parent_path()); !usable)
    return failure(usable.error());
  Result<SafetensorsFile> opened = SafetensorsFile::open(file);
  if (!opened)
    return failure(opened.error());
  auto state = std::make_unique<State>(std::move(*opened));
  state->path = file;
  for (const auto read : {&State::readImages, &State::readRisks, &State::readSpectrum,
                          &State::readMarks, &State::readDocument})
    if (const Result<void> done = (*state.*read)(); !done)
      return failure(done.error());
  return FrozenDataset(std::move(state));
}

Result<void> FrozenDataset::verify() const
{
  if (m_state->contentDigest() == digest())
    return {};
  return unusable(m_state->path, "its content has changed since it was frozen");
}

std::int64_t FrozenDataset::size() const
{
  return m_state->shape[0];
}

int FrozenDataset::channels() const
{
  return static_cast<int>(m_state->shape[1]);
}

int FrozenDataset::rows() const
{
  return static_cast<int>(m_state->shape[2]);
}

int FrozenDataset::columns() const
{
  return static_cast<int>(m_state->shape[3]);
}

const std::string& FrozenDataset::digest() const
{
  return m_state->digest;
}

const Json& FrozenDataset::document() const
{
  return m_state->document;
}

std::span<const float> FrozenDataset::image(std::int64_t index) const
{
  const std::size_t each = m_state->images.size() / static_cast<std::size_t>(size());
  return m_state->images.subspan(static_cast<std::size_t>(index) * each, each);
}

diffusion::Risk FrozenDataset::risk(std::int64_t index) const
{
  return m_state->risks[static_cast<std::size_t>(index)];
}

std::span<const float> FrozenDataset::noise(std::int64_t index) const
{
  const std::size_t each = m_state->noiseValues.size() / static_cast<std::size_t>(size());
  return m_state->noiseValues.subspan(static_cast<std::size_t>(index) * each, each);
}

std::span<const float> FrozenDataset::noiseSpectrum() const
{
  return m_state->noiseSpectrum;
}

std::int64_t FrozenDataset::label(std::int64_t index) const
{
  return m_state->labels.empty() ? -1 : m_state->labels[static_cast<std::size_t>(index)];
}

bool FrozenDataset::heldOut(std::int64_t index) const
{
  return !m_state->heldOut.empty() && m_state->heldOut[static_cast<std::size_t>(index)] != 0;
}

const std::string& FrozenDataset::patient(std::int64_t index) const
{
  return m_state->patients[static_cast<std::size_t>(index)];
}

std::vector<std::int64_t> FrozenDataset::trainingIndices() const
{
  std::vector<std::int64_t> indices;
  for (std::int64_t index = 0; index < size(); ++index)
    if (!heldOut(index))
      indices.push_back(index);
  return indices;
}

std::vector<std::int64_t> FrozenDataset::heldOutIndices() const
{
  std::vector<std::int64_t> indices;
  for (std::int64_t index = 0; index < size(); ++index)
    if (heldOut(index))
      indices.push_back(index);
  return indices;
}

} // namespace limpid::dataset
