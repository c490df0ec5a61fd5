// What Limpid writes goes to an Orthanc and comes back: the same header, the same pixels.

#include "core/export/sample_export.h"
#include "core/network/retrieve.h"
#include "core/network/store.h"
#include "core/study/deidentification.h"
#include "core/study/pixel_reader.h"
#include "core/study/scan.h"
#include "tests/core/export/sample_files.h"
#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"
#include "tests/support/shared_data.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace limpid::network {
namespace {

namespace fs = std::filesystem;
using exporting::DicomClass;

std::string textOf(const fs::path& file, const DcmTagKey& tag)
{
  DcmFileFormat format;
  OFString text;
  EXPECT_TRUE(format.loadFile(file.c_str()).good()) << file;
  format.getDataset()->findAndGetOFString(tag, text);
  return text;
}

class RoundTrip : public testing::Test
{
protected:
  void SetUp() override
  {
    LIMPID_NEEDS_ORTHANC();
    m_orthanc = std::make_unique<Orthanc>();
  }

  fs::path folder() const { return m_folder.path(); }

  std::vector<fs::path> exported(const exporting::SampleContent& content, DicomClass dicomClass)
  {
    const exporting::SampleFiles samples =
        exporting::writeSamples(folder() / ("samples" + content.name), content);
    jobs::JobContext context;
    const auto report = exporting::exportSamples(
        {.samples = samples.path, .folder = folder() / content.name, .dicomClass = dicomClass},
        context);
    EXPECT_TRUE(report) << report.error().message;
    return report ? report->files : std::vector<fs::path>();
  }

  std::vector<fs::path> deidentified(const fs::path& source)
  {
    jobs::JobContext context;
    auto project = study::Project::create(folder() / "project");
    EXPECT_TRUE(project) << project.error().message;
    EXPECT_TRUE(study::scan(*project, {source}, context));
    const auto report = study::deidentify(*project, {.folder = folder() / "released"}, context);
    EXPECT_TRUE(report) << report.error().message;
    return report ? report->files : std::vector<fs::path>();
  }

  /// Each study is fetched as a whole and compared with what was sent of it.
  void expectToComeBack(const std::vector<fs::path>& files)
  {
    ASSERT_FALSE(files.empty());
    jobs::JobContext context;
    const auto stored = store(m_orthanc->archive(), {.paths = files}, context);
    ASSERT_TRUE(stored) << stored.error().message;
    EXPECT_EQ(stored->sent.size(), files.size())
        << (stored->refused.empty() ? stored->reason : stored->refused.front().reason);
    std::map<std::string, fs::path> sent;
    RetrieveRequest request{.folder = folder() / "got"};
    for (const fs::path& file : files) {
      sent[textOf(file, DCM_SOPInstanceUID)] = file;
      const std::string study = textOf(file, DCM_StudyInstanceUID);
      if (std::ranges::find(request.wanted, study, &Wanted::studyUid) == request.wanted.end())
        request.wanted.push_back({.studyUid = study});
    }
    const auto fetched = retrieve(m_orthanc->archive(), request, context);
    ASSERT_TRUE(fetched) << fetched.error().message;
    ASSERT_EQ(fetched->files.size(), files.size()) << fetched->reason;
    for (const fs::path& got : fetched->files)
      expectSame(sent.at(got.stem()), got);
  }

private:
  static void expectSame(const fs::path& sent, const fs::path& got)
  {
    EXPECT_EQ(difference(sent, got), "");
    const auto before = study::readFrame(sent, 1);
    const auto after = study::readFrame(got, 1);
    ASSERT_TRUE(before && after) << sent;
    EXPECT_EQ(before->pixels, after->pixels) << sent;
  }

  support::TemporaryFolder m_folder;
  std::unique_ptr<Orthanc> m_orthanc;
};

} // namespace

TEST_F(RoundTrip, OfSyntheticComputedTomography)
{
  expectToComeBack(exported(exporting::headCtSamples(), DicomClass::Ct));
}

TEST_F(RoundTrip, OfSyntheticMagneticResonance)
{
  expectToComeBack(exported(exporting::magneticSamples(), DicomClass::Mr));
}

TEST_F(RoundTrip, OfSyntheticSecondaryCaptures)
{
  expectToComeBack(exported(exporting::samplesWithoutSpacing(), DicomClass::SecondaryCapture));
}

TEST_F(RoundTrip, OfADeidentifiedRealSeries)
{
  LIMPID_SHARED_PATH(series, "ct-series/philips-head-phantom/S2010");
  expectToComeBack(deidentified(series));
}

TEST_F(RoundTrip, OfADeidentifiedImageInJpeg2000)
{
  LIMPID_SHARED_PATH(image, "dicom-conformance/dcm_qa/In/Orientation/axmb/AxInt36mb/jp2k1.dcm");
  expectToComeBack(deidentified(image));
}

} // namespace limpid::network
