#include "ui/viewmodels/export_view_model.h"

#include "core/dataset/safetensors.h"
#include "tests/support/temporary_folder.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <fstream>

namespace limpid::viewmodels {
namespace {

struct ExportViewModelTest : testing::Test
{
  void writeSamples(const char* document = R"({"seed": 7, "sampler": "dpmpp-2m"})")
  {
    const std::vector<float> values(3 * 16 * 16, 0.0F);
    dataset::TensorView images{
        dataset::ElementType::Float32, {3, 1, 16, 16}, std::as_bytes(std::span(values))};
    std::filesystem::create_directories(folder / "samples");
    ASSERT_TRUE(dataset::writeSafetensors(folder / "samples" / "samples.safetensors",
                                          {{"images", images}}, {}));
    std::ofstream(folder / "samples" / "samples.json") << document;
    model.setProject(toQString(folder / "project"));
    model.setSamples(toQString(folder / "samples"));
    model.jobs().finish();
  }

  support::TemporaryFolder folder;
  ExportViewModel model;
};

} // namespace

TEST_F(ExportViewModelTest, WaitsForSamples)
{
  EXPECT_EQ(model.state(), ExportViewModel::State::NoSamples);
  model.exportSamples();
  EXPECT_EQ(model.state(), ExportViewModel::State::NoSamples);
}

TEST_F(ExportViewModelTest, CountsTheSamplesAndSaysWhatTheHeaderHolds)
{
  writeSamples();
  ASSERT_EQ(model.state(), ExportViewModel::State::Ready) << model.error().toStdString();
  EXPECT_EQ(model.count(), 3);
  EXPECT_TRUE(model.says().join(u' ').contains(QStringLiteral("Synthetic Data")));
  EXPECT_TRUE(model.says().join(u' ').contains(QStringLiteral("Seed 7")));
}

TEST_F(ExportViewModelTest, SaysBeforehandHowManyAreHeldBack)
{
  writeSamples(R"({"seed": 7, "sampler": "dpmpp-2m", "heldBack": [0, 2]})");
  EXPECT_EQ(model.count(), 1);
  EXPECT_TRUE(model.message().startsWith(QStringLiteral("2 image")))
      << model.message().toStdString();
}

TEST_F(ExportViewModelTest, SaysBeforehandThatAFullFolderIsNotOverwritten)
{
  writeSamples();
  std::filesystem::create_directories(folder / "taken");
  std::ofstream(folder / "taken" / "file") << "kept";
  model.setFolder(toQString(folder / "taken"));
  EXPECT_TRUE(model.folderNote().contains(QStringLiteral("taken-2")));
}

TEST_F(ExportViewModelTest, SaysWhySamplesCannotBeRead)
{
  model.setSamples(toQString(folder / "missing"));
  model.jobs().finish();
  EXPECT_EQ(model.state(), ExportViewModel::State::NoSamples);
  EXPECT_FALSE(model.error().isEmpty());
}

TEST_F(ExportViewModelTest, TakesUpOtherSamplesOnceTheExportHasEnded)
{
  writeSamples();
  model.exportSamples();
  model.setSamples({});
  EXPECT_EQ(model.state(), ExportViewModel::State::Exporting);
  model.jobs().finish();
  EXPECT_EQ(model.state(), ExportViewModel::State::NoSamples);
  EXPECT_FALSE((model.message() + model.error()).isEmpty()) << "how it ended is still said";
}

TEST_F(ExportViewModelTest, TakesUpAnotherProjectOnceTheExportHasEnded)
{
  writeSamples();
  const QString project = model.writtenImages().project;
  model.exportSamples();
  model.setProject(QStringLiteral("/another/project"));
  EXPECT_EQ(model.writtenImages().project, project);
  model.jobs().finish();
  EXPECT_EQ(model.writtenImages().project, QStringLiteral("/another/project"));
  EXPECT_EQ(model.state(), ExportViewModel::State::NoSamples);
}

} // namespace limpid::viewmodels
