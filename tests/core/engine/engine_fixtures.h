#pragma once

#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/dataset/frozen_dataset.h"
#include "core/run/plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::engine {

struct SmallStudy
{
  int images = 48;
  int size = 8;
  double noise = 0.3;                 ///< of the images that aren't clean
  double cleanShare = 0.5;            ///< the others get `noise`
  double offset = 0.0;                ///< added to every pixel: values beyond −1…1
  std::vector<std::int64_t> labels{}; ///< in turn; each is brighter by 1 than the one before
  bool regional = false;              ///< noise in the lower half alone, stored as maps
};

/// Smooth discs of varied place and size from four patients, frozen; gives the folder of the data.
inline std::filesystem::path freezeSmallStudy(const std::filesystem::path& folder,
                                              const SmallStudy& study)
{
  dataset::DatasetContent content;
  content.count = study.images;
  content.rows = content.columns = study.size;
  for (int image = 0; image < study.images; ++image) {
    Random random(7, static_cast<std::uint64_t>(image));
    const bool clean = random.uniform() < study.cleanShare;
    const std::size_t group =
        study.labels.empty() ? 0 : static_cast<std::size_t>(image / 4) % study.labels.size();
    const double x = study.size * (0.3 + 0.4 * random.uniform());
    const double y = study.size * (0.3 + 0.4 * random.uniform());
    const double radius = study.size * (0.15 + 0.15 * random.uniform());
    for (int row = 0; row < study.size; ++row)
      for (int column = 0; column < study.size; ++column) {
        const double distance = std::hypot(row - y, column - x) / radius;
        const bool noisy = !clean && (!study.regional || row >= study.size / 2);
        const double value = -0.7 + 1.4 / (1.0 + std::exp(4.0 * (distance - 1.0)));
        content.images.push_back(static_cast<float>(value + study.offset +
                                                    static_cast<double>(group) +
                                                    (noisy ? study.noise * random.normal() : 0.0)));
        if (study.regional)
          content.noise.push_back(noisy ? static_cast<float>(study.noise) : 0.0F);
      }
    if (!study.labels.empty())
      content.label.push_back(study.labels[group]);
    if (!study.regional)
      content.noise.push_back(clean ? 0.0F : static_cast<float>(study.noise));
    content.limit.push_back(0.0F);
    content.heldOut.push_back(image % 4 == 3 ? 1 : 0);
    content.patients.push_back("P" + std::to_string(image % 4));
  }
  content.preparation = {{"unit", "HU"}, {"intensityScale", 100.0}};
  const auto digest = dataset::freeze(folder, "small", content);
  EXPECT_TRUE(digest) << digest.error().message;
  return folder / digest.value_or("");
}

/// A plan of a few seconds, written to `run`/plan.json.
inline run::TrainingPlan smallPlan(const std::filesystem::path& data)
{
  run::TrainingPlan plan;
  plan.name = "small";
  plan.dataset = (data / dataset::datasetFileName).string();
  plan.datasetDigest = data.filename().string();
  plan.network = "tiny";
  plan.steps = 40;
  plan.batch = 8;
  plan.warmupSteps = 5;
  plan.device = "cpu";
  plan.threads = 1;
  plan.previewEvery = 0;
  plan.checkpointEvery = 10;
  return plan;
}

inline std::filesystem::path writeRun(const std::filesystem::path& run,
                                      const run::TrainingPlan& plan)
{
  EXPECT_TRUE(makeFolder(run));
  EXPECT_TRUE(run::writePlan(run / "plan.json", plan));
  return run / "plan.json";
}

} // namespace limpid::engine
