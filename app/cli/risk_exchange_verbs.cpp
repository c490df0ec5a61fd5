#include "app/cli/risk_options.h"
#include "app/cli/words.h"
#include "core/risk/rating_report.h"
#include "core/risk/regional_map_dicom.h"
#include "core/risk/table_import.h"
#include "core/study/departures.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace limpid::cli {
namespace {

struct ImportOptions
{
  std::filesystem::path project;
  risk::TableImport request;
  std::vector<std::string> map;
  std::vector<std::string> scales;
  std::vector<std::string> goodEnds;
  std::vector<std::string> raters;
  std::string level = "image";
  std::string component;
  std::optional<double> value;
  std::string rater = riskAuthor();
  bool oneRater = false;
  std::string ontoImage;
  int ontoFrame = 1;
  std::string ontoSeries;
};

/// The images that a map is to be laid on; none: those that it names itself.
Result<std::vector<study::ImageKey>> ontoOf(study::Project& project, const ImportOptions& options)
{
  std::vector<study::ImageKey> keys;
  if (!options.ontoImage.empty())
    keys.push_back({options.ontoImage, options.ontoFrame});
  if (options.ontoSeries.empty())
    return keys;
  const auto images = study::listImages(project, options.ontoSeries);
  if (!images)
    return failure(images.error());
  if (images->empty())
    return failure(ErrorCode::NotFound,
                   fmt::format("The library holds no series {}.", options.ontoSeries));
  for (const study::ImageRecord& image : *images)
    keys.push_back(image.key);
  return keys;
}

Result<VerbResult> importMaps(study::Project& project, const ImportOptions& options)
{
  const auto onto = ontoOf(project, options);
  if (!onto)
    return failure(onto.error());
  const auto report = risk::importRegionalMaps(
      project, {options.request.table, options.component, options.value, options.rater, *onto});
  if (!report)
    return failure(report.error());
  VerbResult result{.json = {{"matched", report->images.size()},
                             {"unmatched", Json::array()},
                             {"warnings", report->warnings}},
                    .text = fmt::format("{} of regional risk stored, {} refused.",
                                        counted(report->images.size(), "map", "maps"),
                                        report->refused.size())};
  for (const std::string& reason : report->refused) {
    result.json["unmatched"].push_back({{"row", 0}, {"reason", reason}});
    result.text += "\n  " + reason;
  }
  for (const std::string& warning : report->warnings)
    result.text += "\n  " + warning;
  return result;
}

VerbResult importResult(const risk::TableReport& report)
{
  VerbResult result;
  result.json = {
      {"matched", report.matched}, {"unmatched", Json::array()}, {"raters", report.raters}};
  result.text = fmt::format("{} matched, {} did not.", counted(report.matched, "row", "rows"),
                            report.unmatched.size());
  if (report.raters.size() > 1)
    result.text += fmt::format(" Rated by {}.", fmt::join(report.raters, ", "));
  for (const risk::RowProblem& problem : report.unmatched) {
    result.json["unmatched"].push_back({{"row", problem.row}, {"reason", problem.reason}});
    result.text += fmt::format("\n  row {}: {}", problem.row, problem.reason);
  }
  return result;
}

Result<VerbResult> importRatings(ImportOptions options)
{
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  if (!options.ontoImage.empty() || !options.ontoSeries.empty() ||
      risk::holdsMaps(options.request.table))
    return importMaps(*project, options);
  const auto map = splitPairs(options.map, "--map");
  const auto scales = splitPairs(options.scales, "--scale");
  const auto goodEnds = splitPairs(options.goodEnds, "--good-end");
  const auto raters = splitPairs(options.raters, "--rater-of");
  for (const auto* given : {&map, &scales, &goodEnds, &raters})
    if (!*given)
      return failure(given->error());
  options.request.map = *map;
  options.request.scales = *scales;
  options.request.goodEnds = *goodEnds;
  options.request.raters = *raters;
  options.request.author = options.rater;
  if (options.oneRater)
    options.request.raterColumn.emplace();
  options.request.level = options.level == "series" ? risk::Level::Series : risk::Level::Image;
  const auto report = risk::looksLikeReport(options.request.table)
                          ? risk::importReport(*project, options.request.table, options.rater)
                          : risk::importTable(*project, options.request);
  if (!report)
    return failure(report.error());
  return importResult(*report);
}

void addRaterOptions(CLI::App& verb, ImportOptions& options)
{
  verb.add_option("--rater", options.rater,
                  "Whose values they are where a row names no rater; beside those of others")
      ->capture_default_str();
  CLI::Option* raters =
      verb.add_option("--rater-column", options.request.raterColumn,
                      "Column that names each row's rater; default rater, author, reader, "
                      "annotator or rated_by, where there is one");
  verb.add_option("--rater-of", options.raters,
                  "COLUMN=NAME: whose values a column holds; default, where several columns are of "
                  "one component, the column's own name");
  verb.add_flag("--one-rater", options.oneRater, "No column names rows' raters: they are --rater's")
      ->excludes(raters);
}

void addImport(Verbs& verbs, CLI::App* group)
{
  auto options = std::make_shared<ImportOptions>();
  CLI::App* verb = verbs.add(
      "import", "Ratings and noise from a table",
      [options](Session&) { return importRatings(*options); }, group);
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option(
          "TABLE", options->request.table,
          "CSV, TSV, JSON, or DICOM: structured report, parametric map, segmentation; with "
          "--onto-image or --onto-series any map, mask or picture")
      ->required();
  verb->add_option("--map", options->map,
                   "COLUMN=COMPONENT; several columns of one component are a rater's each");
  verb->add_option("--scale", options->scales, "COMPONENT=1:none,2:moderate,3:severe");
  verb->add_option("--good-end", options->goodEnds, "COMPONENT=low or COMPONENT=high");
  verb->add_option("--key", options->request.keyColumn, "Column that names the image");
  verb->add_option("--component", options->component,
                   "Component of a parametric map or segmentation");
  addRaterOptions(*verb, *options);
  verb->add_option("--value", options->value, "Value of the pixels of a segmentation or mask");
  CLI::Option* image = verb->add_option("--onto-image", options->ontoImage,
                                        "Lay the map on the image of this SOP Instance UID");
  verb->add_option("--onto-frame", options->ontoFrame, "Frame of that image")
      ->capture_default_str()
      ->needs(image);
  verb->add_option("--onto-series", options->ontoSeries,
                   "Lay the map on all images of this Series Instance UID")
      ->excludes(image);
  verb->add_option("--level", options->level, "What a row describes")
      ->capture_default_str()
      ->check(CLI::IsMember({"image", "series"}));
}

Result<VerbResult> exportReport(study::Project& project, const std::filesystem::path& file)
{
  const auto report = risk::exportReports(project, file);
  if (!report)
    return failure(report.error());
  for (const std::filesystem::path& path : report->files)
    if (const Result<void> recorded =
            study::recordDeparture(project, {.what = "ratings",
                                             .folder = std::filesystem::absolute(path),
                                             .files = 1,
                                             .pseudonyms = report->pseudonyms});
        !recorded)
      return failure(recorded.error());
  VerbResult result{.json = {{"rows", report->ratings}, {"files", Json::array()}},
                    .text = fmt::format("{} in {}, without the patients' identity.",
                                        counted(report->ratings, "rating", "ratings"),
                                        counted(report->files.size(), "report", "reports"))};
  for (const std::filesystem::path& path : report->files)
    result.json["files"].push_back(path.string());
  return result;
}

struct ExportOptions
{
  std::filesystem::path project;
  std::filesystem::path file;
  std::string image;
  int frame = 1;
  std::string component;
  bool replace = false;
};

Result<VerbResult> exportMap(study::Project& project, const ExportOptions& options)
{
  const Result<void> written = risk::exportRegionalMap(project, {options.image, options.frame},
                                                       options.component, options.file);
  if (!written)
    return failure(written.error());
  return VerbResult{
      {{"rows", 1}, {"files", {options.file.string()}}},
      fmt::format("Parametric map in {}, without the patient's identity.", options.file.string()),
      jobs::Outcome::Done};
}

Result<VerbResult> exportRatings(const ExportOptions& options)
{
  if (const Result<void> free = mayWrite(options.file, options.replace); !free)
    return failure(free.error());
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  if (!options.image.empty())
    return exportMap(*project, options);
  if (options.file.extension() == ".dcm")
    return exportReport(*project, options.file);
  const auto rows = risk::exportTable(*project, options.file);
  if (!rows)
    return failure(rows.error());
  return VerbResult{{{"rows", *rows}},
                    fmt::format("{} rows in {}.", *rows, options.file.string()),
                    jobs::Outcome::Done};
}

void addExport(Verbs& verbs, CLI::App* group)
{
  auto options = std::make_shared<ExportOptions>();
  CLI::App* verb = verbs.add(
      "export", "All values, remarks and their history, or de-identified as DICOM",
      [options](Session&) { return exportRatings(*options); }, group);
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("TABLE", options->file, "CSV, TSV or JSON to write, or .dcm: structured reports")
      ->required();
  CLI::Option* image = verb->add_option("--image", options->image,
                                        "Write the regional map of this SOP Instance UID instead");
  verb->add_option("--frame", options->frame, "Frame of the image")->capture_default_str();
  image->needs(verb->add_option("--component", options->component, "Component of the map"));
  verb->add_flag("--replace", options->replace, "Write over a file of that name");
}

} // namespace

std::string riskAuthor()
{
  const char* name = std::getenv("USER");
  return name != nullptr ? name : "command line";
}

Result<std::pair<std::string, std::string>> splitPair(const std::string& text, char separator,
                                                      const std::string& option)
{
  const std::size_t at = text.find(separator);
  if (at == std::string::npos || at == 0 || at + 1 == text.size())
    return failure(ErrorCode::Usage,
                   fmt::format("{} takes NAME{}VALUE, not '{}'.", option, separator, text));
  return std::pair{text.substr(0, at), text.substr(at + 1)};
}

Result<double> number(const std::string& text, const std::string& what)
{
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(value))
    return failure(ErrorCode::Usage, fmt::format("{}: '{}' is not a number.", what, text));
  return value;
}

Result<void> mayWrite(const std::filesystem::path& file, bool replace)
{
  std::error_code absent;
  if (!replace && std::filesystem::exists(file, absent))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} is there already; --replace writes over it.", file.string()));
  return {};
}

Result<std::map<std::string, std::string>> splitPairs(const std::vector<std::string>& texts,
                                                      const std::string& option)
{
  std::map<std::string, std::string> map;
  for (const std::string& text : texts) {
    const auto pair = splitPair(text, '=', option);
    if (!pair)
      return failure(pair.error());
    map.insert(*pair);
  }
  return map;
}

void addRiskExchangeVerbs(Verbs& verbs, CLI::App* group)
{
  addImport(verbs, group);
  addExport(verbs, group);
}

} // namespace limpid::cli
