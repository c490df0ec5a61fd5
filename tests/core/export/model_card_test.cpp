#include "core/base/atomic_file.h"
#include "core/dataset/frozen_dataset.h"
#include "core/export/sample_export.h"
#include "core/run/plan.h"
#include "tests/core/export/sample_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::exporting {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string name = "Mustermann";

/// Four images of three patients, one patient kept aside. Gives the digest.
std::string freezeSmall(const std::filesystem::path& folder)
{
  dataset::DatasetContent content{.images = std::vector<float>(4 * 64, 0.25F),
                                  .count = 4,
                                  .rows = 8,
                                  .columns = 8,
                                  .noise = {0.0F, 0.1F, 0.2F, 0.1F},
                                  .limit = {0.0F, 0.0F, 0.0F, 0.0F},
                                  .noiseSpectrum = {},
                                  .label = {},
                                  .heldOut = {0, 0, 0, 1},
                                  .patients = {"P001", "P001", "P002", "P003"},
                                  .sources = {"a", "b", "c", "d"},
                                  .preparation = {}};
  content.preparation = {
      {"noiseLaw", "gaussian"},
      {"referenceNoise", 12.5},
      {"sentences", {{{"id", "fine-detail-patients"}, {"text", "Fine detail: 1 of 2 patients."}}}}};
  const Result<std::string> digest = dataset::freeze(folder, name, content);
  EXPECT_TRUE(digest) << digest.error().message;
  return *digest;
}

struct CardOfRun
{
  support::TemporaryFolder folder{};
  SampleContent content = headCtSamples();

  std::filesystem::path run() const { return folder / "runs" / name; }

  void writeRun()
  {
    const std::string digest = freezeSmall(folder / "datasets");
    run::TrainingPlan plan;
    plan.name = name;
    plan.dataset = "../../datasets/" + digest + "/dataset.safetensors";
    plan.datasetDigest = digest;
    ASSERT_TRUE(makeFolder(run()));
    ASSERT_TRUE(run::writePlan(run() / "plan.json", plan));
    content.document["datasetDigest"] = digest;
  }

  void writeAssessment(const std::string& called, const std::string& modelDigest,
                       const std::string& sentence) const
  {
    ASSERT_TRUE(makeFolder(run() / "assessments" / called));
    ASSERT_TRUE(writeDocument(run() / "assessments" / called / "assessment.json",
                              {{"format", "limpid-assessment"},
                               {"version", 1},
                               {"run", name},
                               {"samples", "/home/" + name + "/samples.safetensors"},
                               {"step", 1000},
                               {"modelDigest", modelDigest},
                               {"sentences", {{{"id", "clean"}, {"text", sentence}}}}}));
  }

  std::string card() const
  {
    const SampleFiles samples = writeSamples(run() / "samples" / name, content);
    jobs::JobContext context;
    const auto report = exportSamples({.samples = samples.path, .folder = folder / "out"}, context);
    EXPECT_TRUE(report) << report.error().message;
    return *readFile(folder / "out" / "model-card.md", 1 << 20);
  }
};

} // namespace

TEST(ModelCard, CountsImagesAndPatientsAndNamesNobody)
{
  CardOfRun made;
  made.writeRun();
  const std::string card = made.card();
  EXPECT_THAT(card,
              HasSubstr("Trained on 3 images of 2 patients; kept aside for checking: 1 images "
                        "of 1 patients"));
  EXPECT_THAT(card, HasSubstr("a noise of 12.5 HU"));
  EXPECT_THAT(card, HasSubstr("Fine detail: 1 of 2 patients."));
  EXPECT_THAT(card, HasSubstr("How noisy images were used: risk-sensitive"));
  EXPECT_THAT(card, HasSubstr("3 exported of 3 drawn"));
  EXPECT_THAT(card, HasSubstr("These samples were not assessed"));
  EXPECT_THAT(card, Not(HasSubstr(name)));
  EXPECT_THAT(card, Not(HasSubstr("P001")));
}

TEST(ModelCard, TellsTheAssessmentOfTheModelThatDrewTheSamples)
{
  CardOfRun made;
  made.writeRun();
  made.writeAssessment("check-1", "0123456789abcdef", "Clean: 8 HU of grain.");
  made.writeAssessment("check-2", "another", "Not clean: of an older model.");
  const std::string card = made.card();
  EXPECT_THAT(card, HasSubstr("Clean: 8 HU of grain."));
  EXPECT_THAT(card, Not(HasSubstr("older model")));
  EXPECT_THAT(card, Not(HasSubstr(name)));
}

TEST(ModelCard, SaysWhatIsUnknownWithoutARun)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", magneticSamples());
  jobs::JobContext context;
  ASSERT_TRUE(exportSamples({.samples = samples.path, .folder = folder / "out"}, context));
  const std::string card = *readFile(folder / "out" / "model-card.md", 1 << 20);
  EXPECT_THAT(card, HasSubstr("the data set isn't beside the run"));
  EXPECT_THAT(card, HasSubstr("How noisy images were used: unknown"));
}

} // namespace limpid::exporting
