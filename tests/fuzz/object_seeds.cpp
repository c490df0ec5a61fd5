#include "tests/fuzz/seeds.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/dataset/frozen_dataset.h"
#include "core/risk/rating_report.h"
#include "core/risk/regional_map_dicom.h"
#include "core/run/plan.h"
#include "core/run/task_folder.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <array>
#include <span>
#include <stdexcept>

namespace limpid::fuzz {
namespace {

namespace fs = std::filesystem;

template<typename Value>
Value valueOf(Result<Value> result)
{
  if (!result)
    throw std::runtime_error(result.error().message);
  return *std::move(result);
}

void check(const Result<void>& result)
{
  if (!result)
    throw std::runtime_error(result.error().message);
}

std::string bytesOf(const fs::path& file)
{
  return valueOf(readFile(file, std::uintmax_t{1} << 24U));
}

const study::ImageKey image{"1.2.826.4711.1.1.1", 1};

/// A project with one rated slice of 4 × 4 pixels.
class SmallProject
{
public:
  SmallProject()
  {
    support::writeDicom(m_folder / "study" / "1.dcm", support::plantedSlice(1, 1, 4, 10.0));
    jobs::JobContext context;
    valueOf(study::scan(m_project, {m_folder / "study"}, context));
    check(risk::setRating(m_project, {{risk::Level::Image, image.uid, 1}}, "noise", 24.5,
                          "immerkaer", ""));
    risk::RegionalMap map{.rows = 4, .columns = 4, .values = std::vector<float>(16, 1.0F)};
    map.values[5] = 3.0F;
    check(risk::storeRegionalMap(m_project, {image, "motion", std::move(map), "person", "reader"}));
  }

  std::string report()
  {
    return bytesOf(valueOf(risk::exportReports(m_project, m_folder / "ratings.dcm")).files.front());
  }

  std::string map()
  {
    check(risk::exportRegionalMap(m_project, image, "motion", m_folder / "map.dcm"));
    return bytesOf(m_folder / "map.dcm");
  }

private:
  support::TemporaryFolder m_folder;
  study::Project m_project = valueOf(study::Project::create(m_folder / "project"));
};

std::string tensors(const std::map<std::string, dataset::TensorView>& views)
{
  const support::TemporaryFolder folder;
  check(dataset::writeSafetensors(folder / "a.safetensors", views, {{"a", "b"}}));
  return bytesOf(folder / "a.safetensors");
}

const std::array<float, 8> numbers{-1.0F, -0.5F, 0.0F, 0.5F, 1.0F, 0.25F, 0.75F, -0.25F};

Json preparation()
{
  return {{"modality", "CT"},
          {"unit", "HU"},
          {"windowLow", -1000},
          {"windowHigh", 1000},
          {"intensityScale", 1000},
          {"spacingMm", {6.875, 6.5}},
          {"bodyPart", "HEAD"},
          {"rescaleType", "HU"},
          {"crop", {0, 0, 2, 2}},
          {"referenceNoise", 2},
          {"size", 2}};
}

} // namespace

std::vector<std::string> reportSeeds()
{
  return {SmallProject().report()};
}

std::vector<std::string> mapSeeds()
{
  return {SmallProject().map()};
}

std::vector<std::string> tableSeeds()
{
  return {"sop_instance_uid,frame,noise\n1.2.3,1,12.5\n\"a\"\"b\",2,n/a\n",
          "\xEF\xBB\xBF"
          "file;rater;motion\r\n\"C:\\a;b.dcm\";\"Ann\nLee\";2\r\n;;\r\n",
          "file\tscore\na.dcm\t1,5\nb.dcm\t-\n"};
}

std::vector<std::string> jsonTableSeeds()
{
  return {R"([{"file": "a", "score": 1}, {"file": "b", "score": null, "words": ["x", {}]}])"};
}

std::vector<std::string> safetensorsSeeds()
{
  const std::span<const float> values(numbers);
  return {tensors({{"images", dataset::viewOf(values, {2, 1, 2, 2})},
                   {"noise", dataset::viewOf(values.first(2), {2, 1, 1, 1})}}),
          tensors({{"images", dataset::viewOf(values, {2, 1, 2, 2})},
                   {"noise", dataset::viewOf(values, {2, 1, 2, 2})}}),
          tensors({{"images", dataset::viewOf(values, {2, 1, 2, 2})}}),
          tensors({{"mean", dataset::viewOf(values, {2, 1, 2, 2})},
                   {"deviation", dataset::viewOf(values, {2, 1, 2, 2})}})};
}

std::vector<std::string> datasetSeeds()
{
  return {Json{{"format", "limpid-dataset"},
               {"version", 1},
               {"name", "first"},
               {"digest", "00"},
               {"contains", "patient images, pseudonymous"},
               {"patients", {"P001", "P002"}},
               {"sources", {"a", "b"}},
               {"preparation", preparation()}}
              .dump(1)};
}

std::vector<std::string> samplesSeeds()
{
  return {Json{{"format", "limpid-samples"},
               {"version", 1},
               {"modelDigest", "0123456789abcdef"},
               {"datasetDigest", "fedcba9876543210"},
               {"step", 1000},
               {"seed", 42},
               {"first", 10},
               {"count", 2},
               {"sampler", "heun"},
               {"samplerOptions", {{"churn", 1.5}}},
               {"steps", 20},
               {"label", 3},
               {"heldBack", {1}},
               {"minimumTime", 0.05},
               {"programVersion", "0.1.0"},
               {"preparation", preparation()}}
              .dump(1)};
}

std::vector<std::string> restorationSeeds()
{
  const Json first{{"source", "input.safetensors:0"}};
  const Json second{{"source", "7"}};
  return {Json{{"format", "limpid-restoration"},
               {"version", 1},
               {"modelDigest", "0123456789abcdef"},
               {"datasetDigest", "fedcba9876543210"},
               {"sampler", "dpmpp-2m-sde"},
               {"programVersion", "0.1.0"},
               {"step", 1000},
               {"seed", 42},
               {"draws", 8},
               {"steps", 20},
               {"images", {first, second}},
               {"preparation", preparation()}}
              .dump(1)};
}

std::vector<std::string> planSeeds()
{
  run::TrainingPlan plan;
  plan.name = "trial";
  plan.dataset = "first";
  plan.schedule = "vp-cosine";
  return {run::toJson(plan).dump(1)};
}

std::vector<std::string> comparisonSeeds()
{
  return {R"({"format": "limpid-comparison", "version": 1, "name": "toy", "dataset": "toy",
 "noise": {"share": 0.5, "risk": 0.5, "law": "gaussian"}, "objectives": ["standard", "equal"],
 "seeds": [1, 2], "samples": 64, "plan": {"steps": 100}, "wrongRisk": [0.5], "buffer": [2, null]})"};
}

std::vector<std::string> statusSeeds()
{
  run::Status status;
  status.task = "train";
  status.state = run::State::Running;
  status.step = 5;
  status.steps = 100;
  status.host = "host";
  status.pid = 1;
  return {run::toJson(status).dump(1)};
}

std::vector<std::string> controlSeeds()
{
  return {R"({"format": "limpid-control", "version": 1, "sequence": 3, "command": "pause"})"};
}

std::vector<std::string> metricsSeeds()
{
  return {"{\"step\": 1, \"loss\": 0.5}\n{\"step\": 2, \"loss\": 0.25, \"byLevel\": [1, 2, null]}\n"
          "{\"step\": 3, \"lo"};
}

std::vector<std::string> assessmentSeeds()
{
  const Json sentence{{"id", "clean"}, {"text", "The samples are as clean as the best images."}};
  return {Json{{"format", "limpid-assessment"},
               {"version", 1},
               {"modelDigest", "00"},
               {"step", 1000},
               {"sentences", {sentence}}}
              .dump(1)};
}

} // namespace limpid::fuzz
