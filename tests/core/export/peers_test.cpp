// Other people's programs read the pixels that were drawn.

#include "core/base/atomic_file.h"
#include "core/export/sample_export.h"
#include "tests/core/export/dicom_check.h"
#include "tests/core/export/python_check.h"
#include "tests/core/export/sample_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace limpid::exporting {
namespace {

bool isInstalled(const std::string& program)
{
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

std::filesystem::path exportedFile(const SampleFiles& samples, const std::filesystem::path& folder,
                                   DicomClass dicomClass)
{
  jobs::JobContext context;
  const Result<ExportReport> report =
      exportSamples({.samples = samples.path, .folder = folder, .dicomClass = dicomClass}, context);
  EXPECT_TRUE(report) << report.error().message;
  return report ? report->files.at(1) : std::filesystem::path();
}

/// Value in the unit of training, from what a peer read of the stored pixel.
using Meaning = double (*)(double read);

void expectSample(const Json& pixels, std::span<const float> sample, double low, double range,
                  Meaning meaning, double tolerance)
{
  ASSERT_EQ(pixels.size(), sample.size());
  for (std::size_t pixel = 0; pixel < sample.size(); ++pixel)
    ASSERT_NEAR(meaning(pixels[pixel].get<double>()),
                low + (static_cast<double>(sample[pixel]) + 1.0) / 2.0 * range, tolerance)
        << "pixel " << pixel;
}

} // namespace

TEST(Peers, PydicomReadsThePixelsOfCtMrAndSecondaryCapture)
{
  const support::TemporaryFolder folder;
  const SampleFiles ct = writeSamples(folder / "ct", headCtSamples());
  const SampleFiles mr = writeSamples(folder / "mr", magneticSamples());
  LIMPID_PYTHON(read, {"pydicom", "numpy"},
                "def p(f):\n"
                "  d = pydicom.dcmread(f)\n"
                "  s, i = float(d.get('RescaleSlope', 1)), float(d.get('RescaleIntercept', 0))\n"
                "  return {'pixels': (d.pixel_array * s + i).flatten().tolist(), 'synthetic': d[8, "
                "0x1c].value}\n"
                "print(json.dumps([p(f) for f in sys.argv[1:]]))",
                {exportedFile(ct, folder / "a", DicomClass::Ct),
                 exportedFile(mr, folder / "b", DicomClass::Mr),
                 exportedFile(ct, folder / "c", DicomClass::SecondaryCapture)});
  expectSample(
      read[0]["pixels"], ct.sample(1), -1000.0, 2000.0, [](double hu) { return hu; }, 0.51);
  expectSample(
      read[1]["pixels"], mr.sample(1), 0.0, 2.5, [](double steps) { return steps / 10000.0; },
      0.51e-4);
  expectSample(
      read[2]["pixels"], ct.sample(1), 0.0, 65535.0, [](double stored) { return stored; }, 0.51);
  EXPECT_EQ(read[0]["synthetic"], "YES");
}

TEST(Peers, Dcm2niixConvertsCtToTheSameHounsfieldUnits)
{
  if (!isInstalled("dcm2niix"))
    GTEST_SKIP() << "dcm2niix isn't installed";
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const std::filesystem::path file = exportedFile(samples, folder / "out", DicomClass::Ct);
  outputLines(
      fmt::format("dcm2niix -s y -f ct -o '{}' '{}'", folder.path().string(), file.string()));
  ASSERT_TRUE(std::filesystem::exists(folder / "ct.nii"));
  LIMPID_PYTHON(pixels, {"nibabel", "numpy"},
                "v = nibabel.load(sys.argv[1]).get_fdata().squeeze().T\n"
                "print(json.dumps(v[::-1].flatten().tolist()))", // NIfTI counts rows upwards
                {folder / "ct.nii"});
  expectSample(
      pixels, samples.sample(1), -1000.0, 2000.0, [](double hu) { return hu; }, 0.51);
}

TEST(Peers, Dcmj2pnmOfDcmtkRendersTheWindowOfTheImage)
{
  if (!isInstalled("dcm2pnm"))
    GTEST_SKIP() << "dcm2pnm (package dcmtk) isn't installed";
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const std::filesystem::path file = exportedFile(samples, folder / "out", DicomClass::Ct);
  outputLines(fmt::format("dcm2pnm --write-16-bit-pnm --use-window 1 '{}' '{}'", file.string(),
                          (folder / "ct.pgm").string()));
  LIMPID_PYTHON(read, {"re"},
                "t = open(sys.argv[1], 'rb').read().decode('ascii')\n"
                "t = re.sub('#.*', '', t).split()\n"
                "print(json.dumps({'most': int(t[3]), 'pixels': [int(v) for v in t[4:]]}))",
                {folder / "ct.pgm"});
  const double most = read["most"];
  const std::span<const float> sample = samples.sample(1);
  ASSERT_EQ(read["pixels"].size(), sample.size());
  for (std::size_t pixel = 0; pixel < sample.size(); ++pixel)
    ASSERT_NEAR(read["pixels"][pixel].get<double>() / most * 2.0 - 1.0,
                static_cast<double>(sample[pixel]), 2e-3);
}

} // namespace limpid::exporting
