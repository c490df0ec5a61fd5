#include "app/cli/risk_options.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/risk/estimate.h"
#include "core/risk/ratings.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace limpid::cli {
namespace {

struct SetOptions
{
  std::filesystem::path project;
  std::vector<std::string> values;
  std::vector<std::string> series;
  std::vector<std::string> images;
  int frame = 1;
  std::string rater = riskAuthor();
  bool decided = false;
};

Result<std::vector<risk::Target>> targetsOf(study::Project& project, const SetOptions& options)
{
  const auto all = study::listSeries(project, "");
  if (!all)
    return failure(all.error());
  std::vector<risk::Target> targets;
  for (const std::string& uid : options.series) {
    if (std::ranges::find(*all, uid, &study::SeriesRecord::uid) == all->end())
      return failure(ErrorCode::NotFound,
                     fmt::format("The library holds no series with the UID {}.", uid));
    targets.push_back({risk::Level::Series, uid, 1});
  }
  for (const std::string& uid : options.images) {
    const auto image = study::findImage(project, {uid, options.frame});
    if (!image)
      return failure(image.error());
    if (!*image)
      return failure(ErrorCode::NotFound,
                     fmt::format("The library holds no image with the UID {} and the frame {}.",
                                 uid, options.frame));
    targets.push_back({risk::Level::Image, uid, options.frame});
  }
  if (!targets.empty())
    return targets;
  for (const study::SeriesRecord& series : *all)
    targets.push_back({risk::Level::Series, series.uid, 1});
  if (targets.empty())
    return failure(ErrorCode::BadInput, "The library holds no images yet.");
  return targets;
}

Result<int> imagesIn(study::Project& project, const std::vector<risk::Target>& targets)
{
  int images = 0;
  for (const risk::Target& target : targets) {
    const auto list = target.level == risk::Level::Series
                          ? study::listImages(project, target.uid)
                          : Result<std::vector<study::ImageRecord>>{};
    if (!list)
      return failure(list.error());
    images += target.level == risk::Level::Series ? static_cast<int>(list->size()) : 1;
  }
  return images;
}

Result<void> setValue(study::Project& project, const std::vector<risk::Target>& targets,
                      const std::string& component, std::optional<double> value,
                      const SetOptions& options)
{
  std::vector<risk::RatingChange> changes;
  for (const risk::Target& target : targets)
    changes.push_back({target, component, value, options.decided ? "adjudication" : "person",
                       options.rater, options.decided});
  return risk::setRatings(project, changes);
}

Result<VerbResult> setValues(const SetOptions& options)
{
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  const auto targets = targetsOf(*project, options);
  if (!targets)
    return failure(targets.error());
  for (const std::string& text : options.values) {
    const auto pair = splitPair(text, '=', "risk set");
    if (!pair)
      return failure(pair.error());
    std::optional<double> value;
    if (pair->second != "n/a") {
      const auto read = number(pair->second, pair->first);
      if (!read)
        return failure(read.error());
      value = *read;
    }
    if (const auto set = setValue(*project, *targets, pair->first, value, options); !set)
      return failure(set.error());
  }
  const auto images = imagesIn(*project, *targets);
  if (!images)
    return failure(images.error());
  return VerbResult{{{"images", *images}},
                    fmt::format("Set for {}.", counted(*images, "image", "images")),
                    jobs::Outcome::Done};
}

void addSet(Verbs& verbs, CLI::App* group)
{
  auto options = std::make_shared<SetOptions>();
  CLI::App* verb = verbs.add(
      "set", "Set values for images, series, or all of them",
      [options](Session&) { return setValues(*options); }, group);
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("VALUES", options->values, "COMPONENT=VALUE; n/a takes a value away")
      ->required();
  verb->add_option("--series", options->series, "Series Instance UID")->expected(1);
  verb->add_option("--image", options->images, "SOP Instance UID")->expected(1);
  verb->add_option("--frame", options->frame, "Frame of the image, from 1")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000000));
  verb->add_option("--rater", options->rater, "Whose values they are")->capture_default_str();
  verb->add_flag("--adjudicate", options->decided,
                 "Decide between raters: this value wins over all of theirs");
}

std::string estimateText(const risk::EstimateReport& report, bool accepted)
{
  std::string text = fmt::format(
      "The noise of {} is {:.3g} {} as seen{}. {}", counted(report.images, "image", "images"),
      report.median, report.unit == "mixed" ? "(several units)" : report.unit,
      report.images == 1 ? "" : " (median)",
      accepted ? "It is stored; a data set brings it to the size that trains."
               : "A proposal: --accept stores it.");
  for (const risk::EstimateSentence& sentence : report.sentences)
    text += fmt::format("\n{}", sentence.text);
  if (report.sources.size() > 1)
    for (const auto& [source, images] : report.sources)
      text += fmt::format("\n  {:18} {}", source, counted(images, "image", "images"));
  for (const study::SkippedFile& file : report.failed)
    text += fmt::format("\n  {}", file.reason);
  return text;
}

void addEstimate(Verbs& verbs, CLI::App* group)
{
  struct Options
  {
    std::filesystem::path project;
    risk::EstimateRequest request;
    std::vector<std::string> parameters;
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = verbs.add(
      "estimate", "Measure noise",
      [options](Session& session) -> Result<VerbResult> {
        const auto parameters = splitPairs(options->parameters, "--parameter");
        if (!parameters)
          return failure(parameters.error());
        for (const auto& [name, value] : *parameters) // a number where it reads as one
          options->request.parameters[name] =
              Json::accept(value) ? Json::parse(value) : Json(value);
        Result<study::Project> project = study::Project::open(options->project);
        if (!project)
          return failure(project.error());
        const auto report = session.runJob<risk::EstimateReport>([&](jobs::JobContext& context) {
          return risk::estimateNoise(*project, options->request, context);
        });
        if (!report)
          return failure(report.error());
        Json failed = Json::array();
        for (const auto& file : report->failed)
          failed.push_back({{"file", file.file.string()}, {"reason", file.reason}});
        Json sentences = Json::array();
        for (const auto& sentence : report->sentences)
          sentences.push_back({{"id", sentence.id}, {"text", sentence.text}});
        return VerbResult{{{"images", report->images},
                           {"component", report->component},
                           {"median", report->median},
                           {"unit", report->unit},
                           {"accepted", options->request.accept},
                           {"agreement", report->agreement ? Json(*report->agreement) : Json()},
                           {"sources", report->sources},
                           {"sentences", sentences},
                           {"failed", failed}},
                          estimateText(*report, options->request.accept),
                          report->outcome};
      },
      group);
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("--estimator", options->request.estimator,
                   "Estimator (limpid-cli plugins), or auto: the best that each image has")
      ->required();
  verb->add_option("--parameter", options->parameters, "NAME=VALUE of the estimator");
  verb->add_option("--series", options->request.seriesUids, "Only these series");
  verb->add_flag("--accept", options->request.accept, "Store what was measured");
  verb->add_flag("--keep-known", options->request.keepKnown,
                 "Leave images alone that have a value already");
  options->request.author = riskAuthor();
  verb->add_option("--rater", options->request.author, "Who stores it; the values are nobody's own")
      ->capture_default_str();
}

} // namespace

void addRiskVerbs(Verbs& verbs)
{
  CLI::App* group = verbs.group("risk", "How far each image may mislead the model");
  addEstimate(verbs, group);
  addSet(verbs, group);
  addMatchVerbs(verbs, group);
  addRiskExchangeVerbs(verbs, group);
  addRaterVerbs(verbs, group);
}

} // namespace limpid::cli
