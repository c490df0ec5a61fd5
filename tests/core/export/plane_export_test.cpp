#include "core/base/atomic_file.h"
#include "core/export/sample_export.h"
#include "tests/core/export/dicom_check.h"
#include "tests/core/export/python_check.h"
#include "tests/core/export/sample_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace limpid::exporting {
namespace {

using testing::HasSubstr;

ExportReport exported(const ExportRequest& request)
{
  jobs::JobContext context;
  const Result<ExportReport> report = exportSamples(request, context);
  EXPECT_TRUE(report) << report.error().message;
  return report ? *report : ExportReport{};
}

/// A CT sample in HU.
double hounsfield(float intensity)
{
  return -1000.0 + (static_cast<double>(intensity) + 1.0) * 1000.0;
}

void expectHounsfield(const Json& rows, std::span<const float> sample, double tolerance)
{
  ASSERT_EQ(rows.size(), 24u);
  for (std::size_t row = 0; row < 24; ++row)
    for (std::size_t column = 0; column < 20; ++column)
      ASSERT_NEAR(rows[row].at(column).get<double>(), hounsfield(sample[row * 20 + column]),
                  tolerance);
}

} // namespace

TEST(PlaneExport, NibabelReadsTheHounsfieldUnitsOfTheSamplesAndTheNoticeFromNifti)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportReport report =
      exported({.samples = samples.path, .folder = folder / "out", .format = ExportFormat::Nifti});
  ASSERT_EQ(report.files.size(), 3u);
  LIMPID_PYTHON(
      image, {"nibabel"},
      "i = nibabel.load(sys.argv[1])\n"
      "h = i.header\n"
      "print(json.dumps({'rows': i.get_fdata().T.tolist(), 'dimensions': int(h['dim'][0]),"
      " 'spacing': [float(x) for x in h.get_zooms()[:2]],"
      " 'notice': h['descrip'].item().decode(),"
      " 'intent': h['intent_name'].item().decode()}))",
      {report.files[1]});
  expectHounsfield(image["rows"], samples.sample(1), 1e-3);
  EXPECT_EQ(image["dimensions"], 2);
  EXPECT_EQ(image["spacing"], Json::parse("[6.5, 6.875]"));
  EXPECT_EQ(image["intent"], "SYNTHETIC");
  EXPECT_THAT(image["notice"].get<std::string>(), HasSubstr("Research use only"));
}

TEST(PlaneExport, NrrdHoldsTheHounsfieldUnitsAndWhatRegeneratesTheSample)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportReport report =
      exported({.samples = samples.path, .folder = folder / "out", .format = ExportFormat::Nrrd});
  const std::string bytes = *readFile(report.files[2], 1 << 20);
  EXPECT_THAT(bytes, HasSubstr("Synthetic Data:=YES"));
  EXPECT_THAT(bytes, HasSubstr("Notice:=Research use only"));
  EXPECT_THAT(bytes, HasSubstr("seed=42; sample=12"));
  EXPECT_THAT(bytes, HasSubstr("3 exported of 3 drawn; single image, not part of a volume"));
  LIMPID_PYTHON(image, {"zlib", "array"},
                "b = open(sys.argv[1], 'rb').read()\n"
                "head, data = b.split(b'\\n\\n', 1)\n"
                "h = dict(l.split(': ', 1) for l in head.decode().split('\\n') if ': ' in l)\n"
                "v = array.array('f', zlib.decompress(data, 47))\n"
                "w = int(h['sizes'].split()[0])\n"
                "print(json.dumps({'type': h['type'], 'dimension': h['dimension'],"
                " 'rows': [list(v[i:i + w]) for i in range(0, len(v), w)]}))",
                {report.files[2]});
  EXPECT_EQ(image["type"], "float");
  EXPECT_EQ(image["dimension"], "2");
  expectHounsfield(image["rows"], samples.sample(2), 1e-3);
}

TEST(PlaneExport, PngSpreadsTheWindowOverSixteenBitsAndSaysSoInItsText)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportReport report =
      exported({.samples = samples.path, .folder = folder / "out", .format = ExportFormat::Png});
  LIMPID_PYTHON(image, {"PIL.Image"},
                "i = PIL.Image.open(sys.argv[1])\n"
                "p = list(i.getdata())\n"
                "print(json.dumps({'size': i.size, 'pixels': p, 'text': i.text}))",
                {report.files[0]});
  EXPECT_EQ(image["size"], Json::parse("[20, 24]"));
  EXPECT_EQ(image["text"]["Synthetic Data"], "YES");
  EXPECT_EQ(image["text"]["Pixel unit"], "the stored range stands for -1000 to 1000 HU");
  const std::span<const float> sample = samples.sample(0);
  for (std::size_t pixel = 0; pixel < sample.size(); ++pixel)
    ASSERT_NEAR(image["pixels"][pixel].get<double>() / 65535.0 * 2.0 - 1.0,
                static_cast<double>(sample[pixel]), 2e-5);
}

TEST(PlaneExport, KeepsColourAsEightBitsInEveryFormat)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", colourSamples());
  const auto file = [&](ExportFormat format) {
    return exported({.samples = samples.path, .folder = folder / "out", .format = format}).files[0];
  };
  LIMPID_PYTHON(
      colours, {"PIL.Image", "nibabel"},
      "p = list(PIL.Image.open(sys.argv[1]).getdata())\n"
      "n = nibabel.load(sys.argv[2]).dataobj.get_unscaled().T\n"
      "print(json.dumps({'png': p, 'nifti': [[int(c) for c in v] for v in n.flatten()]}))",
      {file(ExportFormat::Png), file(ExportFormat::Nifti)});
  const std::span<const float> sample = samples.sample(0);
  const std::size_t pixels = sample.size() / 3;
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const double value = 127.5 * (static_cast<double>(sample[channel * pixels + pixel]) + 1.0);
      ASSERT_NEAR(colours["png"][pixel][channel].get<double>(), value, 0.51);
      ASSERT_NEAR(colours["nifti"][pixel][channel].get<double>(), value, 0.51);
    }
}

TEST(PlaneExport, NeverWritesOverWhatIsThere)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportRequest request{
      .samples = samples.path, .folder = folder / "out", .format = ExportFormat::Nifti};
  EXPECT_EQ(exported(request).folder, folder / "out");
  EXPECT_EQ(exported(request).folder, folder / "out-2");
  EXPECT_EQ(filesBelow(folder / "out", ".nii").size(), 3u);
}

TEST(SampleChoice, SaysHowManyOfHowManyAndHowTheyWereChosen)
{
  const support::TemporaryFolder folder;
  SampleContent content = headCtSamples();
  content.document["heldBack"] = {0};
  const SampleFiles samples = writeSamples(folder / "s", content);
  const ExportReport byHand = exported(
      {.samples = samples.path, .folder = folder / "hand", .selection = {.samples = {12, 12}}});
  ASSERT_EQ(byHand.files.size(), 1u);
  EXPECT_EQ(byHand.files[0].filename(), "sample-0012.dcm");
  EXPECT_THAT(ReadBack(byHand.files[0]).text(DCM_DerivationDescription),
              HasSubstr("1 exported of 3 drawn, chosen by hand."));
  const ExportReport all = exported({.samples = samples.path, .folder = folder / "all"});
  EXPECT_THAT(ReadBack(all.files[0]).text(DCM_DerivationDescription),
              HasSubstr("2 exported of 3 drawn, 1 held back as near copies."));
  const ExportReport random =
      exported({.samples = samples.path, .folder = folder / "random", .selection = {.random = 1}});
  const auto provenance = readDocument(random.folder / "provenance.json", "limpid-provenance", 1);
  ASSERT_TRUE(provenance);
  EXPECT_EQ((*provenance)["choice"]["method"], "random");
  EXPECT_EQ((*provenance)["choice"]["drawn"], 3);
  EXPECT_EQ((*provenance)["choice"]["exported"], 1);
}

TEST(SampleChoice, RefusesASampleThatWasNotDrawnAndAnExportOfNothing)
{
  const support::TemporaryFolder folder;
  SampleContent content = headCtSamples();
  content.document["heldBack"] = {0, 1, 2};
  const SampleFiles samples = writeSamples(folder / "s", content);
  jobs::JobContext context;
  const auto unknown = exportSamples(
      {.samples = samples.path, .folder = folder / "a", .selection = {.samples = {3}}}, context);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::NotFound);
  const auto nothing = exportSamples({.samples = samples.path, .folder = folder / "b"}, context);
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, ErrorCode::BadInput);
  EXPECT_FALSE(std::filesystem::exists(folder / "b"));
  const ExportReport insisted = exported(
      {.samples = samples.path, .folder = folder / "c", .selection = {.includeHeldBack = true}});
  EXPECT_EQ(insisted.files.size(), 3u);
  EXPECT_THAT(ReadBack(insisted.files[0]).text(DCM_DerivationDescription),
              HasSubstr("near copies of training images included"));
}

} // namespace limpid::exporting
