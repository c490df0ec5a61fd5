#include "app/cli/comparison_text.h"
#include "app/cli/follow.h"
#include "app/cli/verbs.h"
#include "core/base/atomic_file.h"
#include "core/run/comparison_overrides.h"

#include <fmt/format.h>

#include <memory>

namespace limpid::cli {
namespace {

struct CompareOptions
{
  std::filesystem::path spec;
  std::filesystem::path dataset;
  std::filesystem::path folder;
  run::ComparisonOverrides overrides;
  std::string format = "markdown";
};

Result<VerbResult> compare(Session& session, const CompareOptions& options)
{
  auto spec = run::readComparisonSpec(options.spec);
  if (!spec)
    return failure(spec.error());
  if (const Result<void> applied = run::apply(options.overrides, *spec); !applied)
    return failure(applied.error());
  const std::filesystem::path folder = std::filesystem::absolute(
      options.folder.empty() ? std::filesystem::path("runs") / spec->name : options.folder);
  if (const Result<void> made = makeFolder(folder); !made)
    return failure(made.error());
  std::vector<std::string> arguments{"compare", std::filesystem::absolute(options.spec).string(),
                                     "--out", folder.string()};
  if (!options.dataset.empty())
    arguments.insert(arguments.end(),
                     {"--dataset", std::filesystem::absolute(options.dataset).string()});
  for (const std::string& value : options.overrides.planValues)
    arguments.insert(arguments.end(), {"--plan", value});
  for (const std::uint64_t seed : options.overrides.seeds)
    arguments.insert(arguments.end(), {"--seeds", std::to_string(seed)});
  Result<VerbResult> result = startAndFollow(session, arguments, folder);
  if (!result)
    return result;
  const Json rows = result->json.value("rows", Json::array());
  const std::string table =
      options.format == "csv" ? comparisonAsCsv(rows) : comparisonAsMarkdown(rows);
  result->text = options.format == "csv" ? table : table + "\n" + result->text;
  return result;
}

void addCompare(Verbs& verbs)
{
  auto options = std::make_shared<CompareOptions>();
  CLI::App* verb =
      verbs.add("compare",
                "Train in several ways on the same data and tell which is best; goes on where "
                "it was stopped",
                [options](Session& session) { return compare(session, *options); });
  verb->add_option("SPEC", options->spec, "What is compared: resources/comparisons has examples")
      ->required();
  verb->add_option("--dataset", options->dataset,
                   "Data set, file or folder, instead of the one that it names");
  verb->add_option("--out", options->folder, "Folder of its runs; runs/NAME if not said");
  verb->add_option("--plan", options->overrides.planValues,
                   "KEY=VALUE of all its plans, for example precision=bf16 or steps=400");
  verb->add_option("--seeds", options->overrides.seeds, "Seeds instead of its own: 1,2")
      ->delimiter(',');
  verb->add_option("--format", options->format, "markdown or csv")
      ->capture_default_str()
      ->check(CLI::IsMember({"markdown", "csv"}));
}

struct ValidateOptions
{
  std::filesystem::path folder = std::filesystem::path("runs") / "validation";
  bool quick = false;
  int seeds = 3;
};

Result<VerbResult> validate(Session& session, const ValidateOptions& options)
{
  const std::filesystem::path folder = std::filesystem::absolute(options.folder);
  if (const Result<void> made = makeFolder(folder); !made)
    return failure(made.error());
  std::vector<std::string> arguments{"validate", "--out", folder.string(), "--seeds",
                                     std::to_string(options.seeds)};
  if (options.quick)
    arguments.emplace_back("--quick");
  Result<VerbResult> result = startAndFollow(session, arguments, folder);
  if (!result)
    return result;
  result->text =
      validationAsMarkdown(result->json.value("rows", Json::array())) + "\n" + result->text;
  result->passed = result->json.value("passed", false);
  return result;
}

void addValidate(Verbs& verbs)
{
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* verb = verbs.add(
      "validate", "Check the method against its theorems and known figures, expected and found",
      [options](Session& session) { return validate(session, *options); });
  verb->add_flag("--quick", options->quick, "Theorems only, without the toy trainings: seconds");
  verb->add_option("--seeds", options->seeds, "Of the toy trainings: 1 to this")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  verb->add_option("--out", options->folder, "Folder of its runs")->capture_default_str();
}

} // namespace

void addComparisonVerbs(Verbs& verbs)
{
  addCompare(verbs);
  addValidate(verbs);
}

} // namespace limpid::cli
