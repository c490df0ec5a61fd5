#include "tests/fuzz/targets.h"

#include "core/base/atomic_file.h"
#include "core/dataset/frozen_dataset.h"
#include "core/export/assessment_record.h"
#include "core/export/restoration_set.h"
#include "core/export/sample_set.h"
#include "core/preparation/numpy_archive.h"
#include "core/risk/frames_of_maps.h"
#include "core/risk/report_content.h"
#include "core/risk/table_file.h"
#include "core/run/comparison_spec.h"
#include "core/run/plan.h"
#include "core/run/task_folder.h"
#include "tests/fuzz/seed_choice.h"
#include "tests/fuzz/seeds.h"

namespace limpid::fuzz {
namespace {

namespace fs = std::filesystem;

bool readTable(const fs::path& file)
{
  return risk::readTable(file).has_value();
}

bool readSafetensors(const fs::path& file)
{
  const auto opened = dataset::SafetensorsFile::open(file);
  const auto frozen = dataset::FrozenDataset::open(file);
  if (frozen)
    for (std::int64_t at = 0; at < frozen->size(); ++at)
      (void)frozen->risk(at);
  return opened.has_value();
}

bool readDataset(const fs::path& file)
{
  const auto opened = dataset::FrozenDataset::open(file.parent_path());
  return opened && opened->verify();
}

bool readAssessment(const fs::path& file)
{
  const fs::path run = file.parent_path().parent_path().parent_path();
  return exporting::assessmentOf(run, "00").step != 0;
}

bool readMetrics(const fs::path& file)
{
  return !run::MetricsReader(file.parent_path()).readNew().empty();
}

/// Whether a reader of one file takes it.
template<typename Read>
auto taken(Read read)
{
  return [read](const fs::path& file) { return read(file).has_value(); };
}

/// The same of a document whose arrays lie beside it.
template<typename Read>
auto takenWithArrays(Read read)
{
  return [read](const fs::path& file) {
    return read(fs::path(file).replace_extension(".safetensors")).has_value();
  };
}

auto laidBeside(std::size_t seed, const char* name)
{
  return [seed, name](const fs::path& folder) {
    (void)writeFileAtomically(folder / name, safetensorsSeeds()[seed]);
  };
}

} // namespace

std::vector<Target> allTargets()
{
  return {
      {"report", "file.dcm", taken(risk::readReport), reportSeeds,
       isDicomOf({"1.2.840.10008.5.1.4.1.1.88."})},
      {"map", "file.dcm", taken(risk::readMapFrames), mapSeeds,
       isDicomOf({"1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.30"})},
      {"table", "file.csv", readTable, tableSeeds, isNamed({".csv", ".tsv"})},
      {"table-json", "file.json", readTable, jsonTableSeeds},
      {"numpy", "file.npz", taken(preparation::readNumpyArchive), numpySeeds},
      {"safetensors", "file.safetensors", readSafetensors, safetensorsSeeds},
      {"dataset-json",
       "dataset.json",
       readDataset,
       datasetSeeds,
       {},
       laidBeside(0, "dataset.safetensors")},
      {"samples-json",
       "samples.json",
       takenWithArrays(exporting::readSamples),
       samplesSeeds,
       {},
       laidBeside(2, "samples.safetensors")},
      {"restoration-json",
       "restoration.json",
       takenWithArrays(exporting::readRestoration),
       restorationSeeds,
       {},
       laidBeside(3, "restoration.safetensors")},
      {"plan-json", "plan.json", taken(run::readPlan), planSeeds},
      {"comparison-json", "comparison.json", taken(run::readComparisonSpec), comparisonSeeds},
      {"status-json", "status.json",
       [](const fs::path& file) { return run::readStatus(file.parent_path()).has_value(); },
       statusSeeds},
      {"control-json", "control.json",
       [](const fs::path& file) { return run::readControl(file.parent_path()).sequence != 0; },
       controlSeeds},
      {"metrics", "metrics.jsonl", readMetrics, metricsSeeds},
      {"assessment-json", "assessments/first/assessment.json", readAssessment, assessmentSeeds},
  };
}

} // namespace limpid::fuzz
