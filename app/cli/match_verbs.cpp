#include "app/cli/risk_options.h"
#include "app/cli/verbs.h"
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
    return risk::matchLimit(project, component, value, answers.front().noise);
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

} // namespace

void addMatchVerbs(Verbs& verbs, CLI::App* group)
{
  addMatch(verbs, group);
}

} // namespace limpid::cli
