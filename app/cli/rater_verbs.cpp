#include "app/cli/risk_options.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/risk/audit.h"
#include "core/risk/blinding.h"
#include "core/risk/rater_values.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>

namespace limpid::cli {
namespace {

constexpr std::size_t shownDisagreements = 20;

Json intervalJson(const std::optional<metrics::Interval>& interval)
{
  return interval
             ? Json{{"value", interval->value}, {"low", interval->low}, {"high", interval->high}}
             : Json();
}

std::string intervalText(const std::optional<metrics::Interval>& interval)
{
  return interval
             ? fmt::format("{:.2f} ({:.2f}–{:.2f})", interval->value, interval->low, interval->high)
             : std::string("undefined");
}

Json agreementJson(const risk::ComponentAgreement& agreement)
{
  const std::vector<std::string>& raters = agreement.table.raters;
  Json pairs = Json::array();
  for (const metrics::RaterPair& pair : agreement.figures.pairs)
    pairs.push_back({{"raters", {raters[pair.one], raters[pair.other]}},
                     {"images", pair.images},
                     {"kappa", intervalJson(pair.kappa)}});
  return {{"component", agreement.table.component},
          {"raters", raters},
          {"pairs", pairs},
          {"ratedByAll", agreement.figures.ratedByAll},
          {"icc", intervalJson(agreement.figures.correlation)},
          {"lowest", std::isnan(agreement.lowest) ? Json() : Json(agreement.lowest)},
          {"weak", agreement.consensus == risk::Consensus::Weak},
          {"rule", risk::ruleName(agreement.consensus)}};
}

std::string agreementText(const risk::ComponentAgreement& agreement)
{
  const std::vector<std::string>& raters = agreement.table.raters;
  if (raters.size() < 2)
    return {};
  std::string text = fmt::format("{}: {}", agreement.table.component, agreement.sentence);
  for (const metrics::RaterPair& pair : agreement.figures.pairs)
    text += fmt::format("\n  {} and {}: {} in common, κ {}", raters[pair.one], raters[pair.other],
                        pair.images, intervalText(pair.kappa));
  if (raters.size() > 2)
    text += fmt::format("\n  {} rated by all, ICC {}", agreement.figures.ratedByAll,
                        intervalText(agreement.figures.correlation));
  return text;
}

Result<VerbResult> showAgreement(const std::filesystem::path& folder)
{
  Result<study::Project> project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  const auto schema = risk::loadSchema(*project);
  if (!schema)
    return failure(schema.error());
  VerbResult result;
  result.json = {{"components", Json::array()}, {"sentences", Json::array()}};
  for (const risk::Component& component : *schema) {
    if (component.kind != risk::ComponentKind::Rated)
      continue;
    const auto agreement = risk::agreementOf(*project, component.id);
    if (!agreement)
      return failure(agreement.error());
    result.json["components"].push_back(agreementJson(*agreement));
    if (!agreement->sentence.empty())
      result.json["sentences"].push_back(
          {{"id", "agreement." + component.id}, {"text", agreement->sentence}});
    if (const std::string text = agreementText(*agreement); !text.empty())
      result.text += (result.text.empty() ? "" : "\n") + text;
  }
  if (result.text.empty())
    result.text = "No component was rated by more than one rater.";
  return result;
}

const char* levelName(risk::Level level)
{
  return level == risk::Level::Study ? "study" : level == risk::Level::Series ? "series" : "image";
}

Json disagreementJson(const risk::Disagreement& disagreement,
                      const std::vector<std::string>& raters)
{
  Json values = Json::object();
  for (std::size_t rater = 0; rater < raters.size(); ++rater)
    if (const auto& value = disagreement.place.values[rater])
      values[raters[rater]] = *value;
  const risk::Target& target = disagreement.place.target;
  const auto& decided = disagreement.place.adjudicated;
  return {{"level", levelName(target.level)},
          {"uid", target.uid},
          {"frame", target.frame},
          {"size", disagreement.size},
          {"values", values},
          {"adjudicated", decided ? Json(*decided) : Json()}};
}

Result<VerbResult> listDisagreements(const std::filesystem::path& folder, const std::string& id)
{
  Result<study::Project> project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  const auto schema = risk::loadSchema(*project);
  if (!schema)
    return failure(schema.error());
  const auto component = risk::findComponent(*schema, id);
  if (!component)
    return failure(component.error());
  const auto table = risk::raterTable(*project, id);
  if (!table)
    return failure(table.error());
  const auto queue = risk::disagreements(*table, *component);
  VerbResult result;
  result.json = {{"component", id}, {"disagreements", Json::array()}};
  result.text = fmt::format("Raters differ on {}.", counted(queue.size(), "place", "places"));
  for (const risk::Disagreement& one : queue) {
    result.json["disagreements"].push_back(disagreementJson(one, table->raters));
    if (result.json["disagreements"].size() > shownDisagreements)
      continue;
    result.text +=
        fmt::format("\n  {} {}", levelName(one.place.target.level), one.place.target.uid);
    for (std::size_t rater = 0; rater < table->raters.size(); ++rater)
      if (const auto& value = one.place.values[rater])
        result.text += fmt::format(", {} {}", table->raters[rater], *value);
    if (one.place.adjudicated)
      result.text += fmt::format(", decided {}", *one.place.adjudicated);
  }
  return result;
}

void addAgreement(Verbs& verbs, CLI::App* group)
{
  auto folder = std::make_shared<std::filesystem::path>();
  CLI::App* verb = verbs.add(
      "agreement", "How well raters agree, and whose value counts",
      [folder](Session&) { return showAgreement(*folder); }, group);
  verb->add_option("PROJECT", *folder, "Project folder")->required();
}

void addDisagreements(Verbs& verbs, CLI::App* group)
{
  auto folder = std::make_shared<std::filesystem::path>();
  auto component = std::make_shared<std::string>();
  CLI::App* verb = verbs.add(
      "disagreements", "Where raters differ, the largest first",
      [folder, component](Session&) { return listDisagreements(*folder, *component); }, group);
  verb->add_option("PROJECT", *folder, "Project folder")->required();
  verb->add_option("COMPONENT", *component, "Component of the ratings")->required();
}

void addBlind(Verbs& verbs, CLI::App* group)
{
  struct Options
  {
    std::filesystem::path project;
    std::string state;
    std::string rater = riskAuthor();
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = verbs.add(
      "blind", "Hide or show what other raters said",
      [options](Session&) -> Result<VerbResult> {
        Result<study::Project> project = study::Project::open(options->project);
        if (!project)
          return failure(project.error());
        const bool on = options->state == "on";
        if (const auto set = risk::setBlinded(*project, on, options->rater); !set)
          return failure(set.error());
        return VerbResult{{{"blinded", on}},
                          on ? "Raters don't see each other's values until they have finished."
                             : "Raters see each other's values.",
                          jobs::Outcome::Done};
      },
      group);
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("STATE", options->state, "on or off")
      ->required()
      ->check(CLI::IsMember({"on", "off"}));
  verb->add_option("--rater", options->rater, "Who does it")->capture_default_str();
}

void addFinish(Verbs& verbs, CLI::App* group)
{
  struct Options
  {
    std::filesystem::path project;
    std::string rater = riskAuthor();
    bool resume = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* verb = verbs.add(
      "finish", "Say that a rater has rated everything",
      [options](Session&) -> Result<VerbResult> {
        Result<study::Project> project = study::Project::open(options->project);
        if (!project)
          return failure(project.error());
        if (const auto set = risk::setFinished(*project, options->rater, !options->resume); !set)
          return failure(set.error());
        return VerbResult{{{"rater", options->rater}, {"finished", !options->resume}},
                          fmt::format("{} has {}.", options->rater,
                                      options->resume ? "not finished" : "finished"),
                          jobs::Outcome::Done};
      },
      group);
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("--rater", options->rater, "Who has finished")->capture_default_str();
  verb->add_flag("--resume", options->resume, "Go on rating instead");
}

void addAudit(Verbs& verbs, CLI::App* group)
{
  auto folder = std::make_shared<std::filesystem::path>();
  auto table = std::make_shared<std::filesystem::path>();
  auto replace = std::make_shared<bool>(false);
  CLI::App* verb = verbs.add(
      "audit", "Who rated what, when, and how long it took, as CSV",
      [folder, table, replace](Session&) -> Result<VerbResult> {
        if (const Result<void> free = mayWrite(*table, *replace); !free)
          return failure(free.error());
        Result<study::Project> project = study::Project::open(*folder);
        if (!project)
          return failure(project.error());
        const auto rows = risk::exportAudit(*project, *table);
        if (!rows)
          return failure(rows.error());
        return VerbResult{
            {{"rows", *rows}},
            fmt::format("{} in {}.", counted(*rows, "entry", "entries"), table->string()),
            jobs::Outcome::Done};
      },
      group);
  verb->add_option("PROJECT", *folder, "Project folder")->required();
  verb->add_option("TABLE", *table, "CSV to write")->required();
  verb->add_flag("--replace", *replace, "Write over a file of that name");
}

} // namespace

void addRaterVerbs(Verbs& verbs, CLI::App* group)
{
  addAgreement(verbs, group);
  addDisagreements(verbs, group);
  addBlind(verbs, group);
  addFinish(verbs, group);
  addAudit(verbs, group);
}

} // namespace limpid::cli
