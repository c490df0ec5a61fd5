#include "app/cli/restore_comparison.h"
#include "app/cli/run_folders.h"
#include "app/cli/sample_previews.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/dataset/frozen_dataset.h"
#include "core/preparation/prepare_alike.h"
#include "core/run/plan.h"
#include "core/study/dicom_header.h"
#include "core/study/pixel_reader.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace limpid::cli {
namespace {

// What DICOM files have become: a small data set of one size.
struct PreparedFiles
{
  std::vector<float> images;
  std::vector<float> noise;
  int size = 0;
};

constexpr int usualDraws = 16;

bool isNumber(const std::string& text)
{
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return c >= '0' && c <= '9'; });
}

/// The `preparation` of the data set that the run trained on.
Result<Json> preparationOf(const std::filesystem::path& run)
{
  const auto plan = run::readPlan(run / "plan.json");
  if (!plan)
    return failure(plan.error());
  const std::filesystem::path path = plan->dataset;
  const auto data = dataset::FrozenDataset::open(path.is_absolute() ? path : run / path);
  if (!data)
    return failure(data.error());
  return data->document().value("preparation", Json::object());
}

Result<void> addFile(const std::string& file, const RestoreOptions& options,
                     const Json& preparation, PreparedFiles& prepared)
{
  const auto source = study::readFrame(file, 1);
  if (!source)
    return failure(source.error());
  const std::optional<double> noise =
      std::isnan(options.noise) ? std::nullopt : std::optional(options.noise);
  const auto alike = preparation::prepareAlike(*source, preparation, noise);
  if (!alike)
    return failure(alike.error().code, fmt::format("{}: {}", file, alike.error().message));
  const imaging::Image& square = alike->array.square;
  prepared.size = square.rows;
  prepared.images.insert(prepared.images.end(), square.pixels.begin(), square.pixels.end());
  prepared.noise.push_back(static_cast<float>(alike->noise));
  return {};
}

Result<void> write(const PreparedFiles& prepared, const std::filesystem::path& path)
{
  const auto count = static_cast<std::int64_t>(prepared.noise.size());
  const std::span<const float> images(prepared.images);
  const std::span<const float> noise(prepared.noise);
  return dataset::writeSafetensors(
      path,
      {{"images", dataset::viewOf(images, {count, 1, prepared.size, prepared.size})},
       {"noise", dataset::viewOf(noise, {count, 1, 1, 1})}},
      {});
}

/// Which images of the project the files are, as data sets say it: by keyed digests. The export of
/// restored images finds its patients by them, and so does their withdrawal. Nothing for a run that
/// is in no project.
Result<void> writeSources(const std::vector<std::string>& files, const std::filesystem::path& run,
                          const std::filesystem::path& folder)
{
  const std::filesystem::path inside =
      std::filesystem::absolute(run / "plan.json").lexically_normal().parent_path();
  const std::filesystem::path place = inside.parent_path().parent_path();
  if (files.empty() || !std::filesystem::exists(place / "project.json"))
    return {};
  const Result<study::Project> project = study::Project::open(place);
  if (!project)
    return failure(project.error());
  Json sources = Json::array();
  for (const std::string& file : files) {
    const study::HeaderReading reading = study::readDicomHeader(file);
    sources.push_back(reading.header ? Json(project->keyedDigest(
                                           fmt::format("{}#1", reading.header->sopInstanceUid)))
                                     : Json());
  }
  return writeDocument(
      folder / "sources.json",
      {{"format", "limpid-restoration-sources"}, {"version", 1}, {"sources", std::move(sources)}});
}

/// The images as the engine takes them: DICOM files are prepared as the data set was and put into
/// one file, at the end.
Result<std::vector<std::string>> imagesForEngine(const RestoreOptions& options,
                                                 const std::filesystem::path& folder)
{
  std::vector<std::string> words;
  PreparedFiles prepared;
  std::vector<std::string> files;
  Json preparation;
  for (const std::string& image : options.images) {
    const std::filesystem::path path = image;
    if (isNumber(image) && !std::filesystem::exists(path)) {
      words.push_back(image);
      continue;
    }
    if (path.extension() == ".safetensors" || std::filesystem::is_directory(path)) {
      words.push_back(std::filesystem::absolute(path).string());
      continue;
    }
    if (preparation.is_null()) {
      auto read = preparationOf(options.run);
      if (!read)
        return failure(read.error());
      preparation = std::move(*read);
    }
    if (const auto added = addFile(image, options, preparation, prepared); !added)
      return failure(added.error());
    files.push_back(image);
  }
  if (const auto written = writeSources(files, options.run, folder); !written)
    return failure(written.error());
  if (!prepared.noise.empty()) {
    const std::filesystem::path file = folder / "input.safetensors";
    if (const auto written = write(prepared, file); !written)
      return failure(written.error());
    words.push_back(file.string());
  }
  return words;
}

/// Beside the arrays: what was seen, the mean of the draws, and their deviation, black to its
/// largest value.
Result<void> writePictures(const std::filesystem::path& arrays)
{
  const auto brightest = largestValue(arrays, "deviation", 1e-6);
  if (!brightest)
    return failure(brightest.error());
  struct Picture
  {
    const char* tensor;
    const char* name;
    imaging::IntensityWindow window;
  };
  for (const Picture& picture :
       {Picture{"images", "seen", {-1.0, 1.0}}, Picture{"mean", "mean", {-1.0, 1.0}},
        Picture{"deviation", "deviation", {0.0, *brightest}}})
    if (const auto written = writePreviews(arrays, picture.tensor, picture.name, picture.window);
        !written)
      return failure(written.error());
  return {};
}

std::string textOf(const Json& result, const std::filesystem::path& folder)
{
  std::string text =
      fmt::format("{} in {}: the mean of {} draws each, and where they differ.\n",
                  counted(result.at("images").size(), "restored image", "restored images"),
                  folder.string(), result.value("draws", 0));
  for (const Json& sentence : result.at("sentences"))
    text += sentence.value("text", "") + "\n";
  return text;
}

Result<VerbResult> restore(Session& session, RestoreOptions options)
{
  if (options.images.empty())
    return failure(ErrorCode::Usage, "Name an image to restore, or --compare.");
  if (options.draws == 0)
    options.draws = usualDraws;
  const auto folder = taskFolder(options.run, "restorations", options.name, "restored");
  if (!folder)
    return failure(folder.error());
  const auto images = imagesForEngine(options, *folder);
  if (!images)
    return failure(images.error());
  Result<VerbResult> result = runRestoration(session, options, *images, *folder);
  const std::filesystem::path arrays = *folder / "restoration.safetensors";
  if (!result || !std::filesystem::exists(arrays))
    return result;
  if (const auto pictures = writePictures(arrays); !pictures)
    return failure(pictures.error());
  result->text = textOf(result->json, *folder);
  return result;
}

} // namespace

void addRestoreVerb(Verbs& verbs)
{
  auto options = std::make_shared<RestoreOptions>();
  auto comparison = std::make_shared<RestoreComparison>();
  CLI::App* verb = verbs.add(
      "restore",
      "Draw clean images that may lie behind noisy ones, or hold them against the usual filters",
      [options, comparison](Session& session) {
        return comparison->wanted ? compareRestorations(session, *options, *comparison)
                                  : restore(session, *options);
      });
  verb->add_option("RUN", options->run, "Run folder")->required();
  verb->add_option("IMAGE", options->images,
                   "Number of an image kept aside (from 0), a DICOM file, or a safetensors file "
                   "with images and noise");
  verb->add_flag("--compare", comparison->wanted,
                 "Instead of IMAGE: add known noise to clean images kept aside, restore them, and "
                 "compare with the usual filters");
  verb->add_option("--level", comparison->request.levels,
                   "With --compare: standard deviation of the added noise, model intensity")
      ->capture_default_str();
  verb->add_option("--count", comparison->request.images,
                   "With --compare: images, each at every level")
      ->capture_default_str()
      ->check(CLI::Range(2, 100000));
  verb->add_option("--draws", options->draws, "Draws per image; 16, or 39 to compare, if not said")
      ->check(CLI::Range(2, 100000));
  verb->add_option("--noise", options->noise,
                   "Standard deviation of the noise of DICOM files, in their unit; measured "
                   "(Immerkær) unless said")
      ->check(CLI::Range(0.0, 1e9));
  verb->add_option("--sampler", options->sampler, "One whose draws differ: " + run::samplerNames())
      ->capture_default_str();
  verb->add_option("--steps", options->steps, "Steps of the reverse process")
      ->check(CLI::Range(1, 10000));
  verb->add_option("--seed", options->seed, "Seed")->capture_default_str();
  verb->add_option("--name", options->name, "Name of the folder below restorations/");
}

} // namespace limpid::cli
