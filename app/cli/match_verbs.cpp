#include "app/cli/risk_options.h"
#include "app/cli/verbs.h"
#include "core/preparation/kind_of_noise.h"
#include "core/preparation/limit_proposal.h"
#include "core/risk/eye_match.h"
#include "core/risk/matching.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <memory>
#include <sstream>

namespace limpid::cli {
namespace {

/// One limit as it is said, or the answers of a rater.
Result<void> storeMatch(study::Project& project, const std::string& component, double value,
                        const std::string& limits, const std::string& rater)
{
  std::vector<risk::MatchAnswer> answers;
  std::istringstream text(limits);
  for (std::string limit; std::getline(text, limit, ',');) {
    const auto read = number(limit, component);
    if (!read)
      return failure(read.error());
    answers.push_back({*read});
  }
  if (answers.size() == 1)
    return risk::matchLimit(project, component, value, answers.front().noise, rater);
  if (const auto stored = risk::storeEyeMatch(project, component, value, rater, answers); !stored)
    return failure(stored.error());
  return {};
}

void addMatch(Verbs& verbs, CLI::App* group)
{
  auto folder = std::make_shared<std::filesystem::path>();
  auto matches = std::make_shared<std::vector<std::string>>();
  auto rater = std::make_shared<std::string>(riskAuthor());
  CLI::App* verb = verbs.add(
      "match", "Say from which noise level on a rated image may teach",
      [folder, matches, rater](Session&) -> Result<VerbResult> {
        Result<study::Project> project = study::Project::open(*folder);
        if (!project)
          return failure(project.error());
        for (const std::string& text : *matches) {
          const auto pair = splitPair(text, '=', "risk match");
          const auto parts = pair ? splitPair(pair->second, ':', "risk match") : pair;
          if (!parts)
            return failure(parts.error());
          const auto value = number(parts->first, pair->first);
          if (!value)
            return failure(value.error());
          if (const auto matched = storeMatch(*project, pair->first, *value, parts->second, *rater);
              !matched)
            return failure(matched.error());
        }
        const auto schema = risk::loadSchema(*project);
        if (!schema)
          return failure(schema.error());
        VerbResult result;
        result.json["components"] = Json::array();
        for (const risk::Component& component : *schema)
          result.json["components"].push_back(risk::toJson(component));
        result.text = fmt::format("{} limits are matched.", matches->size());
        return result;
      },
      group);
  verb->add_option("PROJECT", *folder, "Project folder")->required();
  verb->add_option("MATCH", *matches,
                   "COMPONENT=VALUE:LIMIT, the limit in the image's unit; several limits with "
                   "commas are a rater's answers")
      ->required();
  verb->add_option("--rater", *rater, "Whose answers they are")->capture_default_str();
}

Json proposalJson(const preparation::LimitProposal& proposal, bool accepted)
{
  const metrics::Interval& noise = proposal.limit.noise;
  Json leftOut = Json::array();
  for (const study::SkippedFile& file : proposal.leftOut)
    leftOut.push_back({{"file", file.file.string()}, {"reason", file.reason}});
  return {{"limit", {{"value", noise.value}, {"low", noise.low}, {"high", noise.high}}},
          {"reached", proposal.limit.reached},
          {"accepted", accepted && proposal.limit.reached},
          {"unit", proposal.unit},
          {"size", proposal.size},
          {"good", proposal.good},
          {"bad", proposal.bad},
          {"patients", proposal.patients},
          {"levels", proposal.levels},
          {"areas", proposal.areas},
          {"fitted", proposal.limit.fitted},
          {"leftOut", leftOut},
          {"sentences", {{{"id", "match.measured"}, {"text", proposal.sentence}}}}};
}

void addPropose(Verbs& verbs, CLI::App* group)
{
  struct Options
  {
    std::filesystem::path project;
    std::string grade;
    preparation::LimitRequest request;
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = verbs.add(
      "propose", "Measure from which noise on a classifier can't tell a grade from good images",
      [options](Session& session) -> Result<VerbResult> {
        const auto grade = splitPair(options->grade, '=', "risk propose");
        if (!grade)
          return failure(grade.error());
        const auto value = number(grade->second, grade->first);
        if (!value)
          return failure(value.error());
        options->request.component = grade->first;
        options->request.value = *value;
        Result<study::Project> project = study::Project::open(options->project);
        if (!project)
          return failure(project.error());
        const auto proposal =
            session.runJob<preparation::LimitProposal>([&](jobs::JobContext& context) {
              return preparation::proposeLimit(*project, options->request, context);
            });
        if (!proposal)
          return failure(proposal.error());
        return VerbResult{proposalJson(*proposal, options->request.accept), proposal->sentence,
                          proposal->outcome};
      },
      group);
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("GRADE", options->grade, "COMPONENT=VALUE, a step of its scale")->required();
  verb->add_option("--kind", options->request.kind, "Image kind; default the largest");
  verb->add_option("--size", options->request.size, "Pixels of the square that trains");
  verb->add_option("--seed", options->request.seed, "Seed")->capture_default_str();
  verb->add_flag("--accept", options->request.accept, "Store it: the rating gates from now on");
  options->request.author = riskAuthor();
  verb->add_option("--rater", options->request.author, "Who stores it")->capture_default_str();
}

const char* gradeName(metrics::FitGrade grade)
{
  return grade == metrics::FitGrade::Well      ? "well"
         : grade == metrics::FitGrade::Roughly ? "roughly"
                                               : "none";
}

Json kindOfNoiseJson(const preparation::KindOfNoise& kind)
{
  const metrics::NoiseFit& fit = kind.fit;
  Json laws = Json::array();
  for (const metrics::LawFit& law : fit.laws)
    laws.push_back({{"law", metrics::spreadLawName(law.law)},
                    {"parameters", law.parameters},
                    {"misfit", law.misfit}});
  Json sentences = Json::array();
  for (const preparation::Sentence& sentence : kind.sentences)
    sentences.push_back({{"id", sentence.id}, {"text", sentence.text}});
  const bool fits = fit.grade != metrics::FitGrade::NotAtAll;
  return {{"law", fits && !fit.laws.empty() ? laws.front()["law"] : Json()},
          {"grade", gradeName(fit.grade)},
          {"expected", kind.expected},
          {"laws", laws},
          {"images", kind.images},
          {"repeats", kind.byRepeats},
          {"scaled", fit.scaled},
          {"unit", kind.unit},
          {"signal", fit.signal},
          {"spread", fit.spread},
          {"spreadOfLaw", fit.spreadOfLaw},
          {"edges", fit.edges},
          {"histogram", fit.histogram},
          {"histogramOfLaw", fit.histogramOfLaw},
          {"histogramDistance", fit.histogramDistance},
          {"radial", kind.radial},
          {"radialStep", kind.radialStep},
          {"peakOverMean", kind.peakOverMean},
          {"sentences", sentences}};
}

void addNoiseKind(Verbs& verbs, CLI::App* group)
{
  struct Options
  {
    std::filesystem::path project;
    preparation::DatasetRequest images;
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = verbs.add(
      "noise-kind", "Find out what kind of noise the images have",
      [options](Session& session) -> Result<VerbResult> {
        Result<study::Project> project = study::Project::open(options->project);
        if (!project)
          return failure(project.error());
        const auto selection = preparation::selectImages(*project, options->images);
        if (!selection)
          return failure(selection.error());
        const auto kind = session.runJob<preparation::KindOfNoise>([&](jobs::JobContext& context) {
          return preparation::findKindOfNoise(*selection, context);
        });
        if (!kind)
          return failure(kind.error());
        VerbResult result{kindOfNoiseJson(*kind), {}, kind->outcome};
        for (const preparation::Sentence& sentence : kind->sentences)
          result.text += (result.text.empty() ? "" : "\n") + sentence.text;
        return result;
      },
      group);
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("--kind", options->images.kind, "Image kind; default the largest");
  verb->add_option("--series", options->images.seriesUids, "Only these series");
}

} // namespace

void addMatchVerbs(Verbs& verbs, CLI::App* group)
{
  addMatch(verbs, group);
  addPropose(verbs, group);
  addNoiseKind(verbs, group);
}

} // namespace limpid::cli
