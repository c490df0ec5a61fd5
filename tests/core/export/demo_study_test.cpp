#include "core/export/demo_study.h"

#include "core/base/atomic_file.h"
#include "core/metrics/intervals.h"
#include "core/metrics/noise_estimators.h"
#include "tests/core/export/dicom_check.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

namespace limpid::exporting {
namespace {

DemoRequest smallDemo(const std::filesystem::path& folder)
{
  return {.folder = folder, .patients = 4, .slicesPerPatient = 9, .size = 32, .seed = 7};
}

DemoReport written(const DemoRequest& request)
{
  jobs::JobContext context;
  const Result<DemoReport> report = writeDemoStudy(request, context);
  EXPECT_TRUE(report) << report.error().message;
  return report ? *report : DemoReport{};
}

std::map<std::string, double> noiseByUid(const std::filesystem::path& table)
{
  std::istringstream lines(*readFile(table, 1 << 20));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "sop_instance_uid,frame,noise");
  std::map<std::string, double> noise;
  while (std::getline(lines, line)) {
    const std::size_t comma = line.find(",1,");
    EXPECT_NE(comma, std::string::npos) << line;
    noise[line.substr(0, comma)] = std::stod(line.substr(comma + 3));
  }
  return noise;
}

/// Standard deviation of what was added to the clean slice that the file shows.
double measuredNoise(const DemoRequest& request, const ReadBack& file)
{
  const int patient = std::stoi(file.text(DCM_StudyID)) - 1;
  const int slice = std::stoi(file.text(DCM_InstanceNumber)) - 1;
  const std::vector<float> clean = cleanDemoSlice(request, patient, slice);
  const std::vector<double> values = file.signedValues();
  double squares = 0.0;
  for (std::size_t pixel = 0; pixel < clean.size(); ++pixel)
    squares += std::pow(values[pixel] - static_cast<double>(clean[pixel]), 2.0);
  return std::sqrt(squares / static_cast<double>(clean.size()));
}

} // namespace

TEST(DemoStudy, WritesTheNoiseThatTheTableSays)
{
  const support::TemporaryFolder folder;
  DemoRequest request = smallDemo(folder / "demo");
  request.size = 64; // 4096 pixels: a standard deviation is known to 1 %
  const DemoReport report = written(request);
  const std::map<std::string, double> noise = noiseByUid(report.risks);
  const auto files = filesBelow(request.folder, ".dcm");
  ASSERT_EQ(files.size(), 36u);
  ASSERT_EQ(noise.size(), 36u);
  std::map<double, int> perLevel;
  for (const auto& path : files) {
    const ReadBack file(path);
    ASSERT_TRUE(noise.contains(file.text(DCM_SOPInstanceUID)));
    const double said = noise.at(file.text(DCM_SOPInstanceUID));
    ++perLevel[said];
    EXPECT_NEAR(measuredNoise(request, file), said, said == 0.0 ? 0.5 : 0.05 * said) << path;
  }
  EXPECT_EQ(perLevel.size(), 4u);
}

TEST(DemoStudy, HasNoiseThatTheEstimatorMeasuresWithinThreePercent)
{
  const support::TemporaryFolder folder;
  DemoRequest request = smallDemo(folder / "demo");
  request.size = 64;
  const std::map<std::string, double> noise = noiseByUid(written(request).risks);
  std::vector<double> ratios;
  for (const auto& path : filesBelow(request.folder, ".dcm")) {
    const ReadBack file(path);
    const std::vector<double> values = file.signedValues();
    const std::vector<float> pixels(values.begin(), values.end());
    const double measured = metrics::immerkaer(pixels, request.size, request.size);
    const double known = noise.at(file.text(DCM_SOPInstanceUID));
    if (known == 0.0) {
      EXPECT_LT(measured, 20.0) << path << ": skull and vessels are no noise";
      continue;
    }
    EXPECT_NEAR(measured / known, 1.0, 0.2) << path; // one slice is known to a few percent only
    ratios.push_back(measured / known);
  }
  ASSERT_FALSE(ratios.empty());
  EXPECT_NEAR(metrics::bootstrapMedian(ratios, 1).value, 1.0, 0.03);
}

TEST(DemoStudy, ClipsNoPixelAndLeavesTheNoiseWhiteAndCentred)
{
  const support::TemporaryFolder folder;
  const DemoRequest request = smallDemo(folder / "demo");
  written(request);
  double sum = 0.0;
  double neighbours = 0.0;
  double squares = 0.0;
  std::size_t count = 0;
  for (const auto& path : filesBelow(request.folder, ".dcm")) {
    const ReadBack file(path);
    const std::vector<float> clean = cleanDemoSlice(request, std::stoi(file.text(DCM_StudyID)) - 1,
                                                    std::stoi(file.text(DCM_InstanceNumber)) - 1);
    const std::vector<double> values = file.signedValues();
    double before = 0.0;
    for (std::size_t pixel = 0; pixel < clean.size(); ++pixel) {
      const double noise = values[pixel] - static_cast<double>(clean[pixel]);
      sum += noise;
      squares += noise * noise;
      neighbours += noise * before;
      before = noise;
      ++count;
    }
    for (const std::uint16_t word : file.words())
      EXPECT_LT(std::abs(static_cast<std::int16_t>(word)), 32767);
  }
  const double variance = squares / static_cast<double>(count);
  EXPECT_LT(std::abs(sum / static_cast<double>(count)), 0.02 * std::sqrt(variance));
  EXPECT_LT(std::abs(neighbours / squares), 0.02);
}

TEST(DemoStudy, HasSixPercentAtFullDoseInEveryPatient)
{
  const DemoRequest request; // as `limpid-cli demo` writes it
  const std::vector<double> noise = demoNoise(request);
  ASSERT_EQ(noise.size(), 400u);
  EXPECT_EQ(std::count(noise.begin(), noise.end(), 0.0), 24);
  for (std::ptrdiff_t patient = 0; patient < 10; ++patient) {
    const auto clean =
        std::count(noise.begin() + 40 * patient, noise.begin() + 40 * (patient + 1), 0.0);
    EXPECT_TRUE(clean == 2 || clean == 3) << patient;
  }
  for (const double level : {200.0, 400.0, 800.0})
    EXPECT_NEAR(static_cast<double>(std::count(noise.begin(), noise.end(), level)), 125.0, 10.0);
}

TEST(DemoStudy, SaysADoseThatGoesWithTheNoise)
{
  const support::TemporaryFolder folder;
  const DemoRequest request = smallDemo(folder / "demo");
  const auto noise = noiseByUid(written(request).risks);
  for (const auto& path : filesBelow(request.folder, ".dcm")) {
    const ReadBack file(path);
    const double level = noise.at(file.text(DCM_SOPInstanceUID));
    const double exposure = std::stod(file.text(DCM_Exposure));
    if (level == 0.0)
      EXPECT_EQ(exposure, 300.0);
    else
      EXPECT_DOUBLE_EQ(exposure * level * level, 64.0 * 200.0 * 200.0);
    EXPECT_NEAR(std::stod(file.text(DCM_ExposureTime)) * std::stod(file.text(DCM_XRayTubeCurrent)),
                1000.0 * exposure, 1e-9);
  }
}

TEST(DemoStudy, WritesTheSameBytesForTheSameSeedAndOthersForAnother)
{
  const support::TemporaryFolder folder;
  DemoRequest request = smallDemo(folder / "one");
  request.slicesPerPatient = 3;
  written(request);
  request.folder = folder / "two";
  written(request);
  request.folder = folder / "other";
  request.seed = 8;
  written(request);
  std::set<std::string> uids;
  for (const auto& path : filesBelow(folder / "one", ".dcm")) {
    const auto relative = std::filesystem::relative(path, folder / "one");
    const std::string bytes = *readFile(path, 1 << 20);
    EXPECT_EQ(bytes, *readFile(folder / "two" / relative, 1 << 20)) << relative;
    EXPECT_NE(bytes, *readFile(folder / "other" / relative, 1 << 20)) << relative;
    EXPECT_TRUE(uids.insert(ReadBack(path).text(DCM_SOPInstanceUID)).second);
    EXPECT_TRUE(uids.insert(ReadBack(folder / "other" / relative).text(DCM_SOPInstanceUID)).second);
  }
  EXPECT_EQ(*readFile(folder / "one" / "risks.csv", 1 << 20),
            *readFile(folder / "two" / "risks.csv", 1 << 20));
}

TEST(DemoStudy, IsValidDicom)
{
  const support::TemporaryFolder folder;
  const DemoRequest request = smallDemo(folder / "demo");
  written(request);
  for (const char* name : {"P001/CT001.dcm", "P002/CT005.dcm", "P004/CT009.dcm"})
    LIMPID_EXPECT_VALID_DICOM(request.folder / name);
}

TEST(DemoStudy, SaysThatItIsAPhantomOfNoPatient)
{
  const support::TemporaryFolder folder;
  const DemoRequest request = smallDemo(folder / "demo");
  written(request);
  const ReadBack file(request.folder / "P002" / "CT003.dcm");
  EXPECT_EQ(file.text(DCM_PatientName), "DEMO^P002");
  EXPECT_EQ(file.text(DCM_QualityControlImage), "YES");
  EXPECT_THAT(file.text(DCM_ImageComments), testing::HasSubstr("Generated demonstration phantom"));
  EXPECT_FALSE(file.has(DcmTagKey(0x0008, 0x001C)));
}

TEST(DemoStudy, PlacesSlicesWithOneSpacingAlongTheHead)
{
  const support::TemporaryFolder folder;
  const DemoRequest request = smallDemo(folder / "demo");
  written(request);
  std::vector<double> heights;
  for (const auto& path : filesBelow(request.folder / "P001", ".dcm")) {
    const ReadBack file(path);
    Float64 height = 0.0;
    file.dataset().findAndGetFloat64(DCM_ImagePositionPatient, height, 2);
    heights.push_back(height);
    EXPECT_EQ(file.text(DCM_PixelSpacing), "6.5\\6.5");
  }
  for (std::size_t slice = 2; slice < heights.size(); ++slice)
    EXPECT_NEAR(heights[slice] - heights[slice - 1], heights[1] - heights[0], 1e-2);
}

TEST(DemoStudy, RefusesAFolderThatIsNotEmpty)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "mine.txt", "mine"));
  jobs::JobContext context;
  const auto report = writeDemoStudy(smallDemo(folder.path()), context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::AlreadyExists);
  EXPECT_THAT(report.error().message, testing::HasSubstr(folder.path().string()));
}

TEST(DemoStudy, RefusesNumbersOutOfRange)
{
  const support::TemporaryFolder folder;
  DemoRequest request = smallDemo(folder / "demo");
  request.patients = 0;
  jobs::JobContext context;
  const auto report = writeDemoStudy(request, context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::Usage);
  EXPECT_FALSE(std::filesystem::exists(request.folder));
}

TEST(DemoStudy, KeepsWhatWasWrittenWhenItIsStopped)
{
  const support::TemporaryFolder folder;
  const DemoRequest request = smallDemo(folder / "demo");
  std::stop_source stop;
  int reports = 0;
  jobs::JobContext context(stop.get_token(), [&] {
    if (++reports == 5)
      stop.request_stop();
  });
  const auto report = writeDemoStudy(request, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
  EXPECT_EQ(report->files, 5);
  EXPECT_EQ(noiseByUid(report->risks).size(), 5u);
  EXPECT_EQ(filesBelow(request.folder, ".dcm").size(), 5u);
}

} // namespace limpid::exporting
