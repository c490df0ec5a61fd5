#include "core/preparation/picture_dataset.h"

#include "core/base/random.h"
#include "core/dataset/frozen_dataset.h"
#include "core/dataset/split.h"
#include "core/imaging/picture.h"
#include "core/imaging/resample.h"
#include "core/preparation/numpy_archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace limpid::preparation {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t unlabelled = -1;

struct Picture
{
  imaging::Image image; ///< 0 … 255
  std::int64_t label = unlabelled;
  bool heldOut = false;
};

struct Pictures
{
  std::vector<Picture> all;
  std::vector<std::string> groups;
  bool split = false; ///< by those who made them
};

std::vector<fs::path> sorted(const fs::path& folder, bool folders)
{
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.is_directory() == folders && !entry.path().filename().string().starts_with('.'))
      paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<void> readFolder(const fs::path& folder, std::int64_t label, Pictures& pictures)
{
  for (const fs::path& file : sorted(folder, false)) {
    auto image = imaging::readPicture(file);
    if (!image)
      return failure(image.error());
    pictures.all.push_back({std::move(*image), label, false});
  }
  return {};
}

Result<Pictures> fromFolders(const fs::path& source)
{
  Pictures pictures;
  if (auto read = readFolder(source, unlabelled, pictures); !read)
    return failure(read.error());
  for (const fs::path& folder : sorted(source, true)) {
    const auto label = static_cast<std::int64_t>(pictures.groups.size());
    pictures.groups.push_back(folder.filename().string());
    if (auto read = readFolder(folder, label, pictures); !read)
      return failure(read.error());
  }
  return pictures;
}

void takeArray(const ByteArray& images, const ByteArray* labels, bool heldOut, Pictures& pictures)
{
  const auto count = static_cast<std::size_t>(images.shape[0]);
  const std::size_t each = images.values.size() / std::max<std::size_t>(count, 1);
  for (std::size_t index = 0; index < count; ++index) {
    Picture picture;
    picture.image.rows = static_cast<int>(images.shape[1]);
    picture.image.columns = static_cast<int>(images.shape[2]);
    const auto begin = images.values.begin() + static_cast<std::ptrdiff_t>(index * each);
    picture.image.pixels.assign(begin, begin + static_cast<std::ptrdiff_t>(each));
    picture.heldOut = heldOut;
    if (labels != nullptr && labels->values.size() == count)
      picture.label = labels->values[index];
    pictures.all.push_back(std::move(picture));
  }
}

Result<Pictures> fromArchive(const fs::path& source)
{
  const auto arrays = readNumpyArchive(source);
  if (!arrays)
    return failure(arrays.error());
  Pictures pictures;
  constexpr std::string_view suffix = "_images";
  for (const auto& [name, images] : *arrays) {
    if (!name.ends_with(suffix) || images.shape.size() != 3)
      continue;
    const std::string part = name.substr(0, name.size() - suffix.size());
    const auto labels = arrays->find(part + "_labels");
    const bool heldOut = part == "test" || part == "val";
    pictures.split = pictures.split || heldOut;
    takeArray(images, labels == arrays->end() ? nullptr : &labels->second, heldOut, pictures);
  }
  std::int64_t largest = unlabelled;
  for (const Picture& picture : pictures.all)
    largest = std::max(largest, picture.label);
  for (std::int64_t label = 0; label <= largest; ++label)
    pictures.groups.push_back(std::to_string(label));
  return pictures;
}

// Group by group, so that each has its share on both sides.
void split(Pictures& pictures, double fraction, std::uint64_t seed)
{
  std::map<std::int64_t, std::vector<std::size_t>> byLabel;
  for (std::size_t index = 0; index < pictures.all.size(); ++index)
    byLabel[pictures.all[index].label].push_back(index);
  for (const auto& [label, indices] : byLabel) {
    std::vector<std::string> names;
    for (const std::size_t index : indices)
      names.push_back(fmt::format("{:09}", index));
    const auto heldOut = dataset::splitByPatient(names, fraction, seed).heldOut;
    for (std::size_t place = 0; place < indices.size(); ++place)
      pictures.all[indices[place]].heldOut = heldOut[place] != 0;
  }
}

Result<dataset::DatasetContent> contentOf(const Pictures& pictures, int size)
{
  dataset::DatasetContent content;
  content.count = static_cast<std::int64_t>(pictures.all.size());
  const imaging::Image& first = pictures.all.front().image;
  content.rows = size > 0 ? size : first.rows;
  content.columns = size > 0 ? size : first.columns;
  const bool labelled = !pictures.groups.empty();
  for (std::size_t index = 0; index < pictures.all.size(); ++index) {
    const Picture& picture = pictures.all[index];
    if (picture.image.rows != first.rows || picture.image.columns != first.columns)
      return failure(ErrorCode::BadInput, "The pictures are of unlike size.");
    if (content.rows > first.rows || content.columns > first.columns)
      return failure(ErrorCode::BadInput,
                     fmt::format("The pictures have {} × {} pixels, fewer than asked for.",
                                 first.rows, first.columns));
    const auto small = imaging::resampleArea(picture.image, content.rows, content.columns);
    if (!small)
      return failure(small.error());
    for (const float value : small->image.pixels)
      content.images.push_back(value / 127.5F - 1.0F);
    content.heldOut.push_back(picture.heldOut ? 1 : 0);
    content.patients.push_back(fmt::format("picture-{}", index + 1));
    if (labelled)
      content.label.push_back(picture.label);
  }
  content.noise.assign(pictures.all.size(), 0.0F);
  content.limit.assign(pictures.all.size(), 0.0F);
  return content;
}

} // namespace

Result<PictureReport> freezePictures(const PictureRequest& request, const fs::path& folder)
{
  std::error_code error;
  auto pictures = fs::is_directory(request.source, error) ? fromFolders(request.source)
                                                          : fromArchive(request.source);
  if (!pictures)
    return failure(pictures.error());
  if (pictures->all.size() < 2)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} holds fewer than two pictures.", request.source.string()));
  if (!pictures->split)
    split(*pictures, request.heldOutFraction, request.seed);
  auto content = contentOf(*pictures, request.size);
  if (!content)
    return failure(content.error());
  content->preparation = {{"kind", "pictures"},       {"unit", "a.u."},
                          {"windowLow", 0.0},         {"windowHigh", 255.0},
                          {"intensityScale", 127.5},  {"noiseLaw", "gaussian"},
                          {"size", content->columns}, {"groups", pictures->groups},
                          {"seed", request.seed}};
  auto digest = dataset::freeze(folder, request.source.stem().string(), *content);
  if (!digest)
    return failure(digest.error());
  return PictureReport{
      folder / *digest / dataset::datasetFileName, *digest, content->count,
      std::count(content->heldOut.begin(), content->heldOut.end(), std::uint8_t{1}),
      pictures->groups};
}

Result<PictureReport> freezePicturesWithNoise(const PictureRequest& request,
                                              const dataset::AddedNoise& noise,
                                              const fs::path& folder)
{
  auto report = freezePictures(request, folder);
  if (!report)
    return report;
  const auto clean = dataset::FrozenDataset::open(report->path);
  if (!clean)
    return failure(clean.error());
  const auto content = dataset::withAddedNoise(*clean, noise);
  if (!content)
    return failure(content.error());
  const auto digest =
      dataset::freeze(folder, request.source.stem().string() + " with noise", *content);
  if (!digest)
    return failure(digest.error());
  report->digest = *digest;
  report->path = folder / *digest / dataset::datasetFileName;
  return report;
}

} // namespace limpid::preparation
