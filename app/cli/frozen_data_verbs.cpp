#include "app/cli/verbs.h"
#include "core/diffusion/noise_law.h"
#include "core/preparation/picture_dataset.h"
#include "core/preparation/table_dataset.h"

#include <fmt/format.h>

#include <memory>

namespace limpid::cli {
namespace {

struct TableOptions
{
  preparation::TableRequest request;
  std::filesystem::path folder;
  std::vector<std::string> risks;
  bool asIs = false;
};

// COLUMN, or COLUMN=FEATURE.
preparation::RiskColumn riskColumn(const std::string& text)
{
  const std::size_t sign = text.find('=');
  if (sign == std::string::npos)
    return {text, {}};
  return {text.substr(0, sign), text.substr(sign + 1)};
}

Result<VerbResult> freezeTable(TableOptions options)
{
  for (const std::string& risk : options.risks)
    options.request.risks.push_back(riskColumn(risk));
  options.request.standardise = !options.asIs;
  const auto report =
      preparation::freezeTable(options.request, std::filesystem::absolute(options.folder));
  if (!report)
    return failure(report.error());
  VerbResult result;
  result.json = {{"path", report->path.string()}, {"digest", report->digest},
                 {"rows", report->rows},          {"heldOut", report->heldOutRows},
                 {"columns", report->features},   {"sentences", Json::array()}};
  result.text = fmt::format("{} rows of {} columns, {} kept aside: {}", report->rows,
                            report->features.size(), report->heldOutRows, report->path.string());
  for (const preparation::Sentence& sentence : report->sentences) {
    result.json["sentences"].push_back({{"id", sentence.id}, {"text", sentence.text}});
    result.text += "\n" + sentence.text;
  }
  return result;
}

void addTable(Verbs& verbs)
{
  auto options = std::make_shared<TableOptions>();
  preparation::TableRequest& request = options->request;
  CLI::App* verb =
      verbs.add("table", "Freeze a table as a data set, for a plan with the network mlp",
                [options](Session&) { return freezeTable(*options); });
  verb->add_option("TABLE", request.table, "CSV or TSV with a line of names")->required();
  verb->add_option("OUT", options->folder, "Folder that gets the data set's own")->required();
  verb->add_option("--risk", options->risks,
                   "COLUMN=FEATURE: the standard deviation of that feature's noise, in its unit; "
                   "COLUMN: of every feature's");
  verb->add_option("--feature", request.features,
                   "Column that trains; all that aren't named elsewhere if none is");
  verb->add_option("--label", request.label, "Column of whole numbers to tell groups apart");
  verb->add_option("--group", request.group,
                   "Column whose rows of one value stay together when some are kept aside");
  verb->add_flag("--as-is", options->asIs, "Don't bring the columns to mean 0 and deviation 1");
  verb->add_option("--held-out", request.heldOutFraction, "Share of rows kept aside")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.9));
  verb->add_option("--seed", request.seed, "Seed")->capture_default_str();
}

struct PictureOptions
{
  preparation::PictureRequest request;
  dataset::AddedNoise noise; ///< without levels: none is added
  std::filesystem::path folder;
};

Result<VerbResult> freezePictures(PictureOptions options)
{
  const std::filesystem::path folder = std::filesystem::absolute(options.folder);
  options.noise.seed = options.request.seed;
  const auto report =
      options.noise.levels.empty()
          ? preparation::freezePictures(options.request, folder)
          : preparation::freezePicturesWithNoise(options.request, options.noise, folder);
  if (!report)
    return failure(report.error());
  return VerbResult{{{"path", report->path.string()},
                     {"digest", report->digest},
                     {"images", report->images},
                     {"heldOut", report->heldOutImages},
                     {"groups", report->groups}},
                    fmt::format("{} pictures, {} kept aside: {}", report->images,
                                report->heldOutImages, report->path.string())};
}

void addPictures(Verbs& verbs)
{
  auto options = std::make_shared<PictureOptions>();
  preparation::PictureRequest& request = options->request;
  CLI::App* verb =
      verbs.add("pictures",
                "Freeze clean pictures as a data set, for comparisons that add noise of their own "
                "or, with --noise, to train on",
                [options](Session&) { return freezePictures(*options); });
  verb->add_option("SOURCE", request.source,
                   "Folder of PNG or JPEG, subfolders are groups; or a NumPy archive (.npz)")
      ->required();
  verb->add_option("OUT", options->folder, "Folder that gets the data set's own")->required();
  verb->add_option("--size", request.size, "Pixels of the square; as they are if not said")
      ->check(CLI::Range(8, 512));
  verb->add_option("--noise", options->noise.levels,
                   "Strength of noise that is added to training images, model intensity; several "
                   "are drawn evenly");
  verb->add_option("--noise-law", options->noise.law, "Its law")
      ->capture_default_str()
      ->check(CLI::IsMember(diffusion::noiseLawNames()));
  verb->add_option("--clean-share", options->noise.cleanShare, "Share that stays clean")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  verb->add_option("--correlation", options->noise.correlation,
                   "Pixels: width of the kernel that makes gaussian noise correlated")
      ->capture_default_str();
  verb->add_option("--held-out", request.heldOutFraction, "Share of each group kept aside")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.9));
  verb->add_option("--seed", request.seed, "Seed")->capture_default_str();
}

} // namespace

void addFrozenDataVerbs(Verbs& verbs)
{
  addTable(verbs);
  addPictures(verbs);
}

} // namespace limpid::cli
