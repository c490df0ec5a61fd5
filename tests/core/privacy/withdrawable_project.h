#pragma once

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/dataset/frozen_dataset.h"
#include "core/risk/ratings.h"
#include "core/run/plan.h"
#include "core/run/task_folder.h"
#include "core/study/departures.h"
#include "core/study/scan.h"
#include "core/study/thumbnail.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace limpid::privacy {

/// A project of two patients with thumbnails and ratings; data set "both" holds both, "second" only
/// the second; each has a run and an export.
class WithdrawableProject : public testing::Test
{
protected:
  void SetUp() override
  {
    for (int patient = 1; patient <= 2; ++patient) {
      for (int slice = 1; slice <= 2; ++slice)
        support::writeDicom(studyOf(patient) / fmt::format("{}.dcm", slice),
                            support::plantedSlice(patient, slice, 8, 10.0));
      ASSERT_TRUE(writeFileAtomically(studyOf(patient) / "letter.txt", "no image"));
    }
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(m_project, {m_folder / "study"}, context));
    rateAndDraw();
    m_both = derive("both", {"P001", "P002"});
    m_second = derive("second", {"P002", "P002"});
  }

  std::filesystem::path studyOf(int patient) const
  {
    return m_folder / "study" / fmt::format("PLANTED-DIR-{}", patient);
  }

  void rateAndDraw()
  {
    for (int patient = 1; patient <= 2; ++patient) {
      const std::string series = fmt::format("1.2.826.4711.{}.1", patient);
      const auto images = study::listImages(m_project, series);
      ASSERT_TRUE(images);
      for (const study::ImageRecord& image : *images) {
        ASSERT_TRUE(study::makeThumbnail(m_project, image));
        ASSERT_TRUE(risk::setRating(m_project, {{risk::Level::Image, image.key.uid, 1}}, "motion",
                                    2.0, "person", "reader"));
      }
    }
  }

  static dataset::DatasetContent contentOf(const std::vector<std::string>& patients)
  {
    return {.images = std::vector<float>(128, patients[0] == "P001"),
            .count = 2,
            .rows = 8,
            .columns = 8,
            .noise = {0.1F, 0.1F},
            .limit = {0.0F, 0.0F},
            .noiseSpectrum = {},
            .label = {},
            .heldOut = {0, 1},
            .patients = patients,
            .sources = {"a", "b"},
            .preparation = Json::object()};
  }

  /// A comparison "study" with one data set of its own and one run of it; gives its folder.
  std::filesystem::path compare(const dataset::DatasetContent& content)
  {
    const std::filesystem::path comparison = m_project.runsFolder() / "study";
    const std::string digest = *dataset::freeze(comparison / "datasets", "study", content);
    run::TrainingPlan plan;
    plan.name = "equal-1";
    plan.dataset = "../../datasets/" + digest + "/dataset.safetensors";
    plan.datasetDigest = digest;
    EXPECT_TRUE(makeFolder(comparison / "runs" / plan.name));
    EXPECT_TRUE(run::writePlan(comparison / "runs" / plan.name / "plan.json", plan));
    return comparison;
  }

  /// Gives the digest.
  std::string derive(const std::string& name, const std::vector<std::string>& patients)
  {
    const dataset::DatasetContent content = contentOf(patients);
    std::string digest = *dataset::freeze(m_project.datasetsFolder(), name, content);
    run::TrainingPlan plan;
    plan.name = name;
    plan.dataset = "../../datasets/" + digest + "/dataset.safetensors";
    plan.datasetDigest = digest;
    EXPECT_TRUE(makeFolder(m_project.runsFolder() / name));
    EXPECT_TRUE(run::writePlan(m_project.runsFolder() / name / "plan.json", plan));
    EXPECT_TRUE(makeFolder(m_project.exportsFolder() / name));
    EXPECT_TRUE(writeDocument(
        m_project.exportsFolder() / name / "provenance.json",
        {{"format", "limpid-provenance"}, {"version", 1}, {"datasetDigest", digest}}));
    return digest;
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  std::string m_both;
  std::string m_second;
};

} // namespace limpid::privacy
