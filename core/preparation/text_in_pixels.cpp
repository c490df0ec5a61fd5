#include "core/preparation/text_in_pixels.h"

#include "core/study/doubtful_pixels.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace limpid::preparation {
namespace {

/// Whether the crop takes something of the image away.
bool cuts(const std::optional<std::array<int, 4>>& crop, const study::ImageRecord& image)
{
  return crop && ((*crop)[2] < image.columns || (*crop)[3] < image.rows);
}

bool liesInside(const study::PixelMask& mask, const study::ImageRecord& image)
{
  return mask.column >= 0 && mask.row >= 0 && mask.width > 0 && mask.height > 0 &&
         mask.width <= image.columns - mask.column && mask.height <= image.rows - mask.row;
}

Result<void> checkMasks(const std::vector<study::PixelMask>& masks, const study::ImageRecord& image)
{
  for (const study::PixelMask& mask : masks)
    if (!liesInside(mask, image))
      return failure(ErrorCode::BadInput,
                     fmt::format("The mask {},{},{},{} reaches beyond the {} × {} pixels of {}.",
                                 mask.column, mask.row, mask.width, mask.height, image.columns,
                                 image.rows, image.path.string()));
  return {};
}

/// UIDs of the doubtful images, with the reason.
Result<std::map<std::string, std::string>> doubtfulIn(const Selection& selection,
                                                      jobs::JobContext& context)
{
  std::vector<study::ImageRecord> images;
  images.reserve(selection.images.size());
  for (const Candidate& candidate : selection.images)
    images.push_back(candidate.image);
  const Result<std::vector<study::DoubtfulFile>> files = study::doubtfulFiles(images, context);
  if (!files)
    return failure(files.error());
  std::map<std::string, std::string> reasons;
  for (const study::DoubtfulFile& file : *files)
    reasons.emplace(file.uid, file.reason);
  return reasons;
}

} // namespace

Result<TextInPixels> TextInPixels::settle(study::Project& project, const Selection& selection,
                                          const DatasetRequest& request, jobs::JobContext& context)
{
  const auto reasons = doubtfulIn(selection, context);
  if (!reasons)
    return failure(reasons.error());
  const Result<std::set<std::string>> confirmed = study::confirmedPixels(project);
  if (!confirmed)
    return failure(confirmed.error());
  const auto covers = study::coveredPixels(project);
  if (!covers)
    return failure(covers.error());
  TextInPixels text;
  int open = 0;
  std::string reason;
  for (const Candidate& candidate : selection.images) {
    const auto doubt = reasons->find(candidate.image.key.uid);
    const std::string& uid = candidate.image.key.uid;
    const bool doubtful = doubt != reasons->end();
    const bool looked = confirmed->contains(uid);
    std::vector<study::PixelMask> masks;
    if (doubtful && !looked)
      masks = request.masks;
    // What a person has covered in this very image is painted whatever its header says.
    if (const auto covered = covers->find(uid); covered != covers->end())
      masks.insert(masks.end(), covered->second.begin(), covered->second.end());
    if (!masks.empty()) {
      if (const Result<void> checked = checkMasks(masks, candidate.image); !checked)
        return failure(checked.error());
      text.m_masks[uid] = std::move(masks);
      ++text.m_maskedImages;
    } else if (!doubtful) {
      continue;
    } else if (looked) {
      ++text.m_confirmed;
    } else if (cuts(request.crop, candidate.image)) {
      ++text.m_cropped;
    } else if (++open == 1) {
      reason = doubt->second;
    }
  }
  if (open > 0)
    return failure(
        ErrorCode::BadInput,
        fmt::format(
            "{} of {} images can't train yet: {}. Look at them, then mask or crop "
            "the text away, or confirm each image that shows none (limpid-cli confirm-pixels).",
            open, selection.images.size(), reason));
  return text;
}

void TextInPixels::paintOver(imaging::Image& image, const study::ImageKey& key) const
{
  const auto masks = m_masks.find(key.uid);
  if (masks == m_masks.end() || image.pixels.empty())
    return;
  const float dark = *std::ranges::min_element(image.pixels);
  const auto columns = static_cast<std::ptrdiff_t>(image.columns);
  for (const study::PixelMask& mask : masks->second)
    for (int row = mask.row; row < mask.row + mask.height; ++row)
      std::fill_n(image.pixels.begin() + row * columns + mask.column, mask.width, dark);
}

std::string TextInPixels::sentence() const
{
  std::string done;
  const auto add = [&](int images, const char* what) {
    if (images > 0)
      done += fmt::format("{}{} {}", done.empty() ? "" : ", ", images, what);
  };
  add(m_confirmed, "looked at and confirmed by a person");
  add(m_maskedImages, "masked");
  add(m_cropped, "cropped");
  return done.empty() ? std::string() : fmt::format("Images that might have shown text: {}.", done);
}

} // namespace limpid::preparation
