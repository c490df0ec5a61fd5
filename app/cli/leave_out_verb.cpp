#include "app/cli/risk_options.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/risk/left_out.h"
#include "core/study/empty_slices.h"
#include "core/study/library.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace limpid::cli {
namespace {

struct LeaveOutOptions
{
  std::filesystem::path project;
  bool emptyEnds = false;
  std::string kind;
  std::vector<std::string> images;
  int frame = 1;
  bool useAgain = false;
  bool dryRun = false;
  std::string rater = riskAuthor();
};

/// The images that the verb is about.
struct Found
{
  std::vector<study::ImageKey> images;
  int series = 0;
};

Result<Found> findEnds(study::Project& project, const LeaveOutOptions& options,
                       jobs::JobContext& context)
{
  auto series = study::listSeries(project, "");
  if (!series)
    return failure(series.error());
  if (!options.kind.empty())
    std::erase_if(*series, [&](const auto& one) { return one.kind != options.kind; });
  const auto leftOut = risk::leftOutImages(project);
  if (!leftOut)
    return failure(leftOut.error());
  Found found;
  for (std::size_t at = 0; at < series->size(); ++at) {
    context.report({static_cast<double>(at) / static_cast<double>(series->size()),
                    fmt::format("Looking at {} of {} series", at + 1, series->size())});
    auto ends = study::findEmptyEnds(project, (*series)[at], context);
    if (!ends)
      return failure(ends.error());
    std::erase_if(*ends, [&](const auto& key) { return leftOut->contains(key); });
    found.series += ends->empty() ? 0 : 1;
    found.images.insert(found.images.end(), ends->begin(), ends->end());
  }
  return found;
}

Result<Found> findNamed(study::Project& project, const LeaveOutOptions& options)
{
  Found found;
  for (const std::string& uid : options.images) {
    const study::ImageKey key{uid, options.frame};
    const auto image = study::findImage(project, key);
    if (!image)
      return failure(image.error());
    if (!*image)
      return failure(ErrorCode::NotFound,
                     fmt::format("The library holds no image with the UID {} and the frame {}.",
                                 uid, options.frame));
    found.images.push_back(key);
  }
  return found;
}

std::string sentenceOf(const LeaveOutOptions& options, int images)
{
  const std::string number = counted(images, "image", "images");
  if (options.useAgain)
    return fmt::format("{} can be in data sets again.", number);
  const char* are = images == 1 ? "is" : "are";
  if (!options.emptyEnds)
    return fmt::format("{} {} left out of data sets from now on.", number, are);
  if (images == 0)
    return "No series begins or ends with slices of air alone.";
  return options.dryRun ? fmt::format("{} at the ends of series show only air.", number)
                        : fmt::format("{} at the ends of series {} left out: they show only air.",
                                      number, are);
}

Result<VerbResult> leaveOut(Session& session, const LeaveOutOptions& options)
{
  if (options.emptyEnds == !options.images.empty())
    return failure(ErrorCode::Usage, "Say either --empty-ends or --image.");
  if (options.emptyEnds && options.useAgain)
    return failure(ErrorCode::Usage, "--use-again goes with --image.");
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  const auto found = options.emptyEnds ? session.runJob<Found>([&](jobs::JobContext& context) {
    return findEnds(*project, options, context);
  })
                                       : findNamed(*project, options);
  if (!found)
    return failure(found.error());
  if (!options.dryRun && !found->images.empty())
    if (const auto marked =
            risk::markLeftOut(*project, found->images, !options.useAgain,
                              options.emptyEnds ? "no anatomy" : "by hand", options.rater);
        !marked)
      return failure(marked.error());
  Json images = Json::array();
  for (const study::ImageKey& key : found->images)
    images.push_back({{"uid", key.uid}, {"frame", key.frame}});
  return VerbResult{{{"images", images}, {"series", found->series}, {"dryRun", options.dryRun}},
                    sentenceOf(options, static_cast<int>(found->images.size())),
                    Session::interrupted() ? jobs::Outcome::Stopped : jobs::Outcome::Done};
}

} // namespace

void addLeaveOutVerb(Verbs& verbs)
{
  auto options = std::make_shared<LeaveOutOptions>();
  CLI::App* verb = verbs.add(
      "leave-out", "Keep images out of data sets: slices of air at the ends of series, or by name",
      [options](Session& session) { return leaveOut(session, *options); });
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_flag("--empty-ends", options->emptyEnds,
                 "CT and MR slices before the first and behind the last that shows more than air");
  verb->add_option("--kind", options->kind, "Only series of this image kind");
  verb->add_option("--image", options->images, "SOP Instance UID; may be repeated");
  verb->add_option("--frame", options->frame, "Frame of the images, from 1");
  verb->add_flag("--use-again", options->useAgain, "Let the images into data sets again");
  verb->add_flag("--dry-run", options->dryRun, "Only say which");
  verb->add_option("--rater", options->rater, "Who leaves them out")->capture_default_str();
}

} // namespace limpid::cli
