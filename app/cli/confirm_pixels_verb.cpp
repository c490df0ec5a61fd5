#include "app/cli/pixel_masks.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/study/doubtful_pixels.h"
#include "core/study/library.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <memory>
#include <vector>

namespace limpid::cli {
namespace {

struct ConfirmOptions
{
  std::filesystem::path project;
  std::vector<std::string> uids;
  std::vector<std::string> series;
  std::vector<std::string> masks;
};

/// All images of these series, or of the library.
Result<std::vector<study::ImageRecord>> imagesOf(study::Project& project,
                                                 std::vector<std::string> series)
{
  if (series.empty()) {
    const auto all = study::listSeries(project, {});
    if (!all)
      return failure(all.error());
    for (const study::SeriesRecord& one : *all)
      series.push_back(one.uid);
  }
  std::vector<study::ImageRecord> images;
  for (const std::string& uid : series) {
    const auto some = study::listImages(project, uid);
    if (!some)
      return failure(some.error());
    images.insert(images.end(), some->begin(), some->end());
  }
  return images;
}

Result<VerbResult> listDoubtful(Session& session, study::Project& project,
                                const ConfirmOptions& options)
{
  const auto images = imagesOf(project, options.series);
  if (!images)
    return failure(images.error());
  const auto confirmed = study::confirmedPixels(project);
  if (!confirmed)
    return failure(confirmed.error());
  const auto covered = study::coveredPixels(project);
  if (!covered)
    return failure(covered.error());
  const auto doubtful = session.runJob<std::vector<study::DoubtfulFile>>(
      [&](jobs::JobContext& context) { return study::doubtfulFiles(*images, context); });
  if (!doubtful)
    return failure(doubtful.error());
  Json open = Json::array();
  std::string text;
  for (const study::DoubtfulFile& file : *doubtful)
    if (!confirmed->contains(file.uid) && !covered->contains(file.uid)) {
      open.push_back({{"uid", file.uid}, {"file", file.path.string()}, {"reason", file.reason}});
      text += fmt::format("{}  {}\n", file.uid, file.path.string());
    }
  const std::size_t looked = doubtful->size() - open.size();
  text += fmt::format("{} may show text; {} confirmed or covered.",
                      counted(open.size(), "image", "images"), looked);
  return VerbResult{.json = {{"images", std::move(open)}, {"confirmed", looked}},
                    .text = std::move(text)};
}

Result<VerbResult> coverPixels(study::Project& project, const ConfirmOptions& options)
{
  std::vector<study::PixelMask> masks;
  if (const Result<void> read = readMasks(options.masks, masks); !read)
    return failure(read.error());
  for (const std::string& uid : options.uids)
    if (const Result<void> kept = study::coverPixels(project, uid, masks); !kept)
      return failure(kept.error());
  return VerbResult{.json = {{"covered", options.uids.size()}},
                    .text = fmt::format("{} covered with {}.",
                                        counted(options.uids.size(), "image", "images"),
                                        counted(masks.size(), "rectangle", "rectangles"))};
}

Result<VerbResult> confirmPixels(Session& session, const ConfirmOptions& options)
{
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  if (options.uids.empty() && !options.masks.empty())
    return failure(ErrorCode::Usage, "Say the UIDs of the images that the masks are for.");
  if (!options.masks.empty())
    return coverPixels(*project, options);
  if (options.uids.empty())
    return listDoubtful(session, *project, options);
  if (const Result<void> kept = study::confirmPixels(*project, options.uids); !kept)
    return failure(kept.error());
  return VerbResult{.json = {{"confirmed", options.uids.size()}},
                    .text = fmt::format("{} confirmed: no text in the pixels names anybody.",
                                        counted(options.uids.size(), "image", "images"))};
}

} // namespace

void addConfirmPixelsVerb(Verbs& verbs)
{
  auto options = std::make_shared<ConfirmOptions>();
  CLI::App* verb = verbs.add(
      "confirm-pixels", "List images whose pixels may show text, or confirm that they show none",
      [options](Session& session) { return confirmPixels(session, *options); });
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("UID", options->uids,
                   "SOP Instance UIDs of images you have looked at; none: lists those to look at");
  verb->add_option("--mask", options->masks,
                   "X,Y,W,H: text in these images that is to be black wherever "
                   "they are used, instead of confirming that there is none");
  verb->add_option("--series", options->series, "List only these series");
}

} // namespace limpid::cli
