#include "app/cli/restore_comparison.h"

#include "app/cli/run_folders.h"
#include "core/dataset/safetensors.h"
#include "core/run/plan.h"

#include <fmt/format.h>

namespace limpid::cli {
namespace {

constexpr int usualDraws = 39; // 50 and 90 % lie at whole order statistics
constexpr int fewestDraws = 19;
constexpr const char* noisyName = "noisy.safetensors";
constexpr const char* documentName = "comparison.json";

Result<preparation::KnownNoise> knownNoise(const RestoreOptions& options,
                                           const RestoreComparison& comparison)
{
  const auto plan = run::readPlan(options.run / "plan.json");
  if (!plan)
    return failure(plan.error());
  const std::filesystem::path path = plan->dataset;
  const auto data = dataset::FrozenDataset::open(path.is_absolute() ? path : options.run / path);
  if (!data)
    return failure(data.error());
  preparation::RestorationCheckRequest request = comparison.request;
  request.cleanNoise = plan->cleanNoise;
  request.seed = options.seed;
  return preparation::withKnownNoise(*data, request);
}

Result<void> writeNoisy(const preparation::KnownNoise& known, const std::filesystem::path& path)
{
  std::vector<float> noise;
  for (const double level : known.levels)
    noise.insert(noise.end(), known.images(), static_cast<float>(level));
  const auto count = static_cast<std::int64_t>(noise.size());
  const std::span<const float> images(known.noisy);
  const std::span<const float> levels(noise);
  return dataset::writeSafetensors(
      path,
      {{"images", dataset::viewOf(images, {count, 1, known.rows, known.columns})},
       {"noise", dataset::viewOf(levels, {count, 1, 1, 1})}},
      {});
}

std::string said(const Json& interval, const char* format, double factor)
{
  const auto number = [&](const char* key) {
    return fmt::format(fmt::runtime(format), factor * interval.at(key).get<double>());
  };
  return fmt::format("{} ({}–{})", number("value"), number("low"), number("high"));
}

std::string textOf(const Json& levels)
{
  std::string text;
  for (const Json& level : levels) {
    text += fmt::format("Noise {:g}: {} images, settings chosen by PSNR on {} others.\n\n"
                        "| method | PSNR, dB | to the model | SSIM |\n| --- | --- | --- | --- |\n",
                        level.at("level").get<double>(), level.at("images").get<int>(),
                        level.at("tunedOn").get<int>());
    for (const Json& row : level.at("rows")) {
      const Json& setting = row.at("setting");
      const bool model = row.at("method") == "model";
      text += fmt::format("| {} | {} | {} | {} |\n",
                          setting.is_string() ? setting.get<std::string>()
                          : model             ? std::string("model, mean of draws")
                                              : row.at("method").get<std::string>(),
                          said(row.at("psnr"), "{:.2f}", 1.0),
                          model ? "" : said(row.at("psnrToModel"), "{:+.2f}", 1.0),
                          row.at("ssim").is_null() ? "" : said(row.at("ssim"), "{:.3f}", 1.0));
    }
    text += "\n";
    for (const Json& covered : level.at("coverage"))
      text += fmt::format("The draws' {:g} % interval holds {} % of the true values.\n",
                          100.0 * covered.at("probability").get<double>(),
                          said(covered, "{:.1f}", 100.0));
    text += "\n";
  }
  return text;
}

/// The engine's arrays against the filters.
Result<Json> compared(Session& session, const preparation::KnownNoise& known,
                      const RestoreOptions& options, const std::filesystem::path& arrays)
{
  const auto file = dataset::SafetensorsFile::open(arrays);
  if (!file)
    return failure(file.error());
  const auto draws = file->tensor("draws");
  if (!draws)
    return failure(draws.error());
  return session.runJob<Json>([&](jobs::JobContext& context) {
    return preparation::compareRestorations(known, draws->values<float>(),
                                            static_cast<std::size_t>(options.draws), options.seed,
                                            context);
  });
}

} // namespace

Result<VerbResult> compareRestorations(Session& session, RestoreOptions options,
                                       const RestoreComparison& comparison)
{
  if (!options.images.empty())
    return failure(ErrorCode::Usage, "--compare takes images that were kept aside: name none.");
  if (options.draws == 0)
    options.draws = usualDraws;
  if (options.draws < fewestDraws)
    return failure(ErrorCode::Usage,
                   fmt::format("An interval of 90 % needs at least {} draws.", fewestDraws));
  const auto known = knownNoise(options, comparison);
  if (!known)
    return failure(known.error());
  const auto folder = taskFolder(options.run, "restorations", options.name, "compared");
  if (!folder)
    return failure(folder.error());
  if (const auto written = writeNoisy(*known, *folder / noisyName); !written)
    return failure(written.error());
  Result<VerbResult> result =
      runRestoration(session, options, {(*folder / noisyName).string()}, *folder);
  if (!result || result->outcome != jobs::Outcome::Done)
    return result;
  const auto levels = compared(session, *known, options, *folder / "restoration.safetensors");
  if (!levels)
    return failure(levels.error());
  if (levels->is_null()) {
    result->outcome = jobs::Outcome::Stopped;
    return result;
  }
  const Json& drawn = result->json;
  result->json = {{"format", "limpid-restoration-comparison"},
                  {"version", 1},
                  {"run", drawn.at("run")},
                  {"modelDigest", drawn.at("modelDigest")},
                  {"datasetDigest", drawn.at("datasetDigest")},
                  {"sampler", drawn.at("sampler")},
                  {"steps", drawn.at("steps")},
                  {"draws", drawn.at("draws")},
                  {"seed", drawn.at("seed")},
                  {"levels", *levels}};
  if (const auto written = writeDocument(*folder / documentName, result->json); !written)
    return failure(written.error());
  result->text = textOf(*levels) + fmt::format("In {}.", (*folder / documentName).string());
  return result;
}

} // namespace limpid::cli
