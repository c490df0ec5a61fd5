#include "core/risk/library_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace limpid::risk {
namespace {

/// The name of a file without its ending; that of scan.nii.gz is scan, as BIDS has it.
std::string bareName(const std::filesystem::path& path)
{
  const std::filesystem::path stem = path.stem();
  return path.extension() == ".gz" ? stem.stem().string() : stem.string();
}

/// True when `key` is `path`, or its last parts, the file's ending left out or not.
bool endsPath(const std::filesystem::path& path, const std::string& key)
{
  const auto ends = [&key](const std::string& whole) {
    return whole == key || whole.ends_with("/" + key);
  };
  return ends(path.string()) || ends((path.parent_path() / path.stem()).string()) ||
         ends((path.parent_path() / bareName(path)).string());
}

/// The label of a BIDS subject as tables write it: without "sub-" and leading zeros.
std::string subjectLabel(std::string_view text)
{
  if (text.starts_with("sub-"))
    text.remove_prefix(4);
  const std::size_t first = text.find_first_not_of('0');
  return std::string(first == std::string_view::npos ? text : text.substr(first));
}

/// The subject that a BIDS file or a folder above it is of; empty for other names.
std::string subjectOf(const std::filesystem::path& path)
{
  const std::string name = path.filename().string();
  if (name.starts_with("sub-"))
    return subjectLabel(std::string_view(name).substr(0, name.find_first_of("_.")));
  for (const std::filesystem::path& part : path.parent_path())
    if (part.string().starts_with("sub-"))
      return subjectLabel(part.string());
  return {};
}

bool looksLikeUid(std::string_view key)
{
  return key.find('.') != std::string_view::npos &&
         key.find_first_not_of("0123456789.") == std::string_view::npos;
}

} // namespace

Result<LibraryIndex> LibraryIndex::read(study::Project& project)
{
  const Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, "");
  if (!series)
    return failure(series.error());
  LibraryIndex index;
  for (const study::SeriesRecord& one : *series) {
    index.m_studyOfSeries.emplace(one.uid, one.studyUid);
    Result<std::vector<study::ImageRecord>> images = study::listImages(project, one.uid);
    if (!images)
      return failure(images.error());
    std::move(images->begin(), images->end(), std::back_inserter(index.m_images));
  }
  for (std::size_t at = 0; at < index.m_images.size(); ++at) {
    const study::ImageRecord& image = index.m_images[at];
    index.m_byUid[image.key.uid].push_back(at);
    index.m_byName[image.path.filename().string()].push_back(at);
    const std::string stem = image.path.stem().string();
    if (image.path.has_extension())
      index.m_byName[stem].push_back(at);
    if (const std::string bare = bareName(image.path); bare != stem)
      index.m_byName[bare].push_back(at);
    if (const std::string subject = subjectOf(image.path); !subject.empty())
      index.m_bySubject[subject].push_back(at);
  }
  return index;
}

/// As if the subject were one file: that is what a row of a subject describes, unless it names
/// none.
std::vector<std::size_t> LibraryIndex::imagesOfSubject(const std::string& key) const
{
  const bool plain = key.find('/') == std::string::npos && key.find('_') == std::string::npos;
  const auto found = plain ? m_bySubject.find(subjectLabel(key)) : m_bySubject.end();
  return found == m_bySubject.end() ? std::vector<std::size_t>() : found->second;
}

Result<std::vector<std::size_t>> LibraryIndex::imagesOf(const std::string& key) const
{
  if (const auto found = m_byUid.find(key); found != m_byUid.end())
    return found->second;
  const std::string path = std::filesystem::path(key).lexically_normal().string();
  std::vector<std::size_t> images;
  std::set<std::filesystem::path> files;
  if (const auto found = m_byName.find(std::filesystem::path(path).filename().string());
      found != m_byName.end())
    for (const std::size_t at : found->second)
      if (endsPath(m_images[at].path, path)) {
        images.push_back(at);
        files.insert(m_images[at].path);
      }
  if (images.empty()) {
    images = imagesOfSubject(key);
    for (const std::size_t at : images)
      files.insert(m_images[at].path);
  }
  if (files.size() > 1)
    return failure(
        ErrorCode::BadInput,
        fmt::format("{} files are called '{}'; write more of the path", files.size(), key));
  if (images.empty())
    return failure(ErrorCode::NotFound, looksLikeUid(key)
                                            ? fmt::format("no image has this UID: {}", key)
                                            : fmt::format("no image is called '{}'", key));
  return images;
}

std::vector<Target> LibraryIndex::widened(const std::vector<std::size_t>& images, Level level) const
{
  std::vector<Target> targets;
  std::set<std::string> seen;
  for (const std::size_t at : images) {
    const study::ImageRecord& image = m_images[at];
    if (level == Level::Image) {
      targets.push_back({level, image.key.uid, image.key.frame});
      continue;
    }
    const std::string uid =
        level == Level::Series ? image.seriesUid : m_studyOfSeries.at(image.seriesUid);
    if (seen.insert(uid).second)
      targets.push_back({level, uid, 0});
  }
  return targets;
}

Result<std::vector<Target>> LibraryIndex::find(const std::string& key, std::optional<int> frame,
                                               Level level) const
{
  if (key.empty())
    return failure(ErrorCode::BadInput, "it names no image");
  if (const auto series = m_studyOfSeries.find(key); series != m_studyOfSeries.end())
    return level == Level::Study ? std::vector{Target{Level::Study, series->second, 0}}
                                 : std::vector{Target{Level::Series, key, 0}};
  if (std::any_of(m_studyOfSeries.begin(), m_studyOfSeries.end(),
                  [&key](const auto& one) { return one.second == key; }))
    return std::vector{Target{Level::Study, key, 0}};
  Result<std::vector<std::size_t>> images = imagesOf(key);
  if (!images)
    return failure(images.error());
  if (frame)
    std::erase_if(*images, [&](std::size_t at) { return m_images[at].key.frame != *frame; });
  if (images->empty())
    return failure(ErrorCode::NotFound, fmt::format("the image has no frame {}", *frame));
  return widened(*images, level);
}

} // namespace limpid::risk
