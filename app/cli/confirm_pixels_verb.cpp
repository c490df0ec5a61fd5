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
  const auto doubtful = session.runJob<std::vector<study::DoubtfulFile>>(
      [&](jobs::JobContext& context) { return study::doubtfulFiles(*images, context); });
  if (!doubtful)
    return failure(doubtful.error());
  Json open = Json::array();
  std::string text;
  for (const study::DoubtfulFile& file : *doubtful)
    if (!confirmed->contains(file.uid)) {
      open.push_back({{"uid", file.uid}, {"file", file.path.string()}, {"reason", file.reason}});
      text += fmt::format("{}  {}\n", file.uid, file.path.string());
    }
  const std::size_t looked = doubtful->size() - open.size();
  text += fmt::format("{} may show text; {} confirmed.", counted(open.size(), "image", "images"),
                      looked);
  return VerbResult{.json = {{"images", std::move(open)}, {"confirmed", looked}},
                    .text = std::move(text)};
}

Result<VerbResult> confirmPixels(Session& session, const ConfirmOptions& options)
{
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
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
  verb->add_option("--series", options->series, "List only these series");
}

} // namespace limpid::cli
