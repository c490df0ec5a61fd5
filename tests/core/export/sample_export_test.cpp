#include "core/export/sample_export.h"

#include "core/base/atomic_file.h"
#include "core/dataset/withdrawal.h"
#include "core/run/plan.h"
#include "core/study/departures.h"
#include "tests/core/export/sample_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace limpid::exporting {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

/// A project with a run that has drawn samples.
class SampleExport : public testing::Test
{
protected:
  void SetUp() override
  {
    run::TrainingPlan plan;
    plan.name = "trial";
    plan.dataset = "../../datasets/00/dataset.safetensors";
    ASSERT_TRUE(makeFolder(run()));
    ASSERT_TRUE(run::writePlan(run() / "plan.json", plan));
    m_samples = writeSamples(run() / "samples" / "first", headCtSamples()).path;
  }

  std::filesystem::path run() const { return m_project.runsFolder() / "trial"; }

  Result<ExportReport> exported()
  {
    jobs::JobContext context;
    return exportSamples({.samples = m_samples, .folder = m_folder / "out"}, context);
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  std::filesystem::path m_samples;
};

} // namespace

TEST_F(SampleExport, IsOnTheRecordOfTheProjectWhoeverAsksForIt)
{
  const auto report = exported();
  ASSERT_TRUE(report) << report.error().message;
  const auto departures = study::listDepartures(m_project);
  ASSERT_THAT(*departures, SizeIs(1));
  EXPECT_EQ(departures->front().what, "synthetic images");
  EXPECT_EQ(departures->front().folder, m_folder / "out");
  EXPECT_EQ(departures->front().files, 3);
  EXPECT_EQ(departures->front().datasetDigest, "fedcba9876543210");
}

TEST_F(SampleExport, OfARunThatAWithdrawnPatientIsInIsRefused)
{
  ASSERT_TRUE(dataset::markWithdrawn(run(), "P007"));
  const auto report = exported();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::BadInput);
  EXPECT_THAT(report.error().message, HasSubstr("P007 was withdrawn"));
  EXPECT_FALSE(std::filesystem::exists(m_folder / "out"));
  EXPECT_THAT(*study::listDepartures(m_project), SizeIs(0));
}

} // namespace limpid::exporting
