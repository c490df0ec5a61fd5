#include "core/dataset/frozen_dataset.h"
#include "core/preparation/prepare.h"
#include "core/risk/estimate.h"
#include "core/risk/left_out.h"
#include "core/risk/matching.h"
#include "core/risk/ratings.h"
#include "core/risk/regional_map.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <set>

namespace limpid::preparation {
namespace {

/// Patients of five slices each, 256 × 256, the first slice of each clean, the others with 80 HU.
class Preparing : public testing::Test
{
protected:
  static constexpr int slices = 5;
  static constexpr double noise = 80.0;

  static std::string sopUid(int patient, int slice)
  {
    return fmt::format("1.2.840.99.{}.{}", patient, slice);
  }

  void write(int patients, const std::string& modality = "CT", int pixels = 256)
  {
    for (int patient = 1; patient <= patients; ++patient)
      for (int slice = 1; slice <= slices; ++slice) {
        support::DicomSlice dicom;
        dicom.modality = modality;
        dicom.patientId = fmt::format("PLANTED-ID-{}", patient);
        dicom.patientName = fmt::format("PLANTED^PERSON{}", patient);
        dicom.studyUid = fmt::format("1.2.840.98.{}", patient);
        dicom.seriesUid = fmt::format("1.2.840.99.{}", patient);
        dicom.sopUid = sopUid(patient, slice);
        dicom.instance = slice;
        dicom.positionMm = 2.0 * slice;
        dicom.rows = dicom.columns = pixels;
        dicom.values = support::smoothSlice(pixels, pixels, slice == 1 ? 0.0 : noise,
                                            static_cast<unsigned>(10 * patient + slice));
        support::writeDicom(m_folder / "PLANTED_FOLDER" / fmt::format("P{}S{}.dcm", patient, slice),
                            dicom);
      }
    const auto scanned = study::scan(m_project, {m_folder / "PLANTED_FOLDER"}, m_context);
    ASSERT_TRUE(scanned) << scanned.error().message;
    ASSERT_EQ(scanned->images, patients * slices);
  }

  void rateNoise(int patients, double clean = 0.0)
  {
    std::vector<risk::RatingChange> changes;
    for (int patient = 1; patient <= patients; ++patient)
      for (int slice = 1; slice <= slices; ++slice)
        changes.push_back({{risk::Level::Image, sopUid(patient, slice), 1},
                           "noise",
                           slice == 1 ? clean : noise,
                           "table",
                           "PLANTED AUTHOR"});
    const auto stored = risk::setRatings(m_project, changes);
    ASSERT_TRUE(stored) << stored.error().message;
  }

  DatasetReport prepared(const DatasetRequest& request)
  {
    auto report = prepareDataset(m_project, request, m_context);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : DatasetReport();
  }

  static std::string sentence(const DatasetReport& report, const std::string& id)
  {
    for (const Sentence& one : report.sentences)
      if (one.id == id)
        return one.text;
    return {};
  }

  static DatasetRequest named(const std::string& name)
  {
    DatasetRequest request;
    request.name = name;
    return request;
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  jobs::JobContext m_context;
};

TEST_F(Preparing, FreezesNoiseAsItTrainsRelativeToTheCleanest)
{
  write(4);
  rateNoise(4);
  const DatasetReport report = prepared(named("first"));
  EXPECT_EQ(report.images, 20);
  EXPECT_EQ(report.patients, 4);
  EXPECT_EQ(report.unit, "HU");
  EXPECT_EQ(report.referenceNoise, 0.0);
  const auto frozen = dataset::FrozenDataset::open(report.path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  EXPECT_EQ(frozen->rows(), 64);
  EXPECT_EQ(frozen->digest(), report.digest);
  int clean = 0;
  for (std::int64_t index = 0; index < frozen->size(); ++index) {
    const double r = frozen->risk(index).noise;
    clean += r == 0.0 ? 1 : 0;
    if (r > 0.0) {
      EXPECT_NEAR(r, noise / 1000.0 / 4.0, 1e-6); // 256 → 64: √Σw² = ¼
    }
  }
  EXPECT_EQ(clean, 4);
  // The first slice of a patient is the second without noise: what is left is the noise itself.
  double sum = 0.0;
  const auto first = frozen->image(0);
  const auto second = frozen->image(1);
  for (std::size_t pixel = 0; pixel < first.size(); ++pixel)
    sum += std::pow(static_cast<double>(second[pixel]) - static_cast<double>(first[pixel]), 2);
  EXPECT_NEAR(std::sqrt(sum / static_cast<double>(first.size())) / 0.02, 1.0, 0.03);
}

TEST_F(Preparing, MeasuresAnEstimatorsNoiseAgainOnTheArrayThatTrains)
{
  write(2);
  ASSERT_TRUE(risk::estimateNoise(m_project, {"immerkaer", {}, true, false}, m_context));
  DatasetRequest request = named("measured");
  request.window = {-500.0, 700.0};
  request.size = 128;
  request.referenceNoise = 0.0;
  const DatasetReport report = prepared(request);
  const auto frozen = dataset::FrozenDataset::open(report.path);
  ASSERT_TRUE(frozen);
  const double foretold = noise / 600.0 / 2.0;
  EXPECT_NEAR(frozen->risk(1).noise / foretold, 1.0, 0.03);
  EXPECT_LT(frozen->risk(0).noise, 0.1 * foretold);
  const Json& preparation = frozen->document().at("preparation");
  EXPECT_EQ(preparation.at("noiseSources"), (Json{{"immerkaer", 10}}));
  EXPECT_EQ(preparation.at("windowLow"), -500.0);
  EXPECT_EQ(preparation.at("intensityScale"), 600.0);
}

// The left half of one slice is known to be clean, of the right half only what the slice says.
TEST_F(Preparing, FreezesMapsOfNoisePixelByPixel)
{
  write(2);
  rateNoise(2);
  risk::RegionalMap map{256, 256, std::vector<float>(256 * 256, std::nanf(""))};
  for (std::size_t pixel = 0; pixel < map.values.size(); ++pixel)
    if (pixel % 256 < 128)
      map.values[pixel] = 0.0F;
  const auto stored =
      risk::storeRegionalMap(m_project, {{sopUid(1, 2), 1}, "noise", map, "person", "reader"});
  ASSERT_TRUE(stored) << stored.error().message;
  const DatasetReport report = prepared(named("maps"));
  const auto frozen = dataset::FrozenDataset::open(report.path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  EXPECT_EQ(frozen->document().at("preparation").at("noiseMaps"), 1);
  EXPECT_FALSE(sentence(report, "noise-maps").empty());
  int halves = 0;
  for (std::int64_t index = 0; index < frozen->size(); ++index) {
    const auto noises = frozen->noise(index);
    ASSERT_EQ(noises.size(), 64u * 64u);
    const auto left = static_cast<double>(noises[10]);
    const auto right = static_cast<double>(noises[50]);
    EXPECT_DOUBLE_EQ(frozen->risk(index).noise, right) << "the worst pixel gates";
    halves += left == 0.0 && right > 0.0 ? 1 : 0;
    if (right > 0.0) {
      EXPECT_NEAR(right, noise / 1000.0 / 4.0, 1e-6); // 256 → 64: √Σw² = ¼
    }
  }
  EXPECT_EQ(halves, 1);
}

TEST_F(Preparing, MeasuresHowNoiseIsCorrelatedOnPairs)
{
  write(2);
  rateNoise(2);
  DatasetRequest request = named("correlated");
  // The content of all slices is the same; the noise is white as seen and so after averaging.
  const auto file = [this](int patient, int slice) {
    return m_folder / "PLANTED_FOLDER" / fmt::format("P{}S{}.dcm", patient, slice);
  };
  for (const int slice : {2, 3, 4, 5})
    request.noisePairs.push_back({file(1, slice), file(2, slice)});
  const DatasetReport report = prepared(request);
  const auto frozen = dataset::FrozenDataset::open(report.path);
  ASSERT_TRUE(frozen) << frozen.error().message;
  const auto spectrum = frozen->noiseSpectrum();
  ASSERT_EQ(spectrum.size(), 64u * 64u);
  // Four pairs have 196 tiles, half of them new: powers scatter by a tenth.
  EXPECT_LT(*std::ranges::max_element(spectrum), 1.6F);
  EXPECT_GT(*std::ranges::min_element(spectrum), 0.6F);
  EXPECT_FALSE(sentence(report, "correlated").empty());
  EXPECT_EQ(frozen->document().at("preparation").at("noisePairs"), 4);
  request.noisePairs = {{file(1, 2), file(1, 2)}};
  EXPECT_EQ(prepareDataset(m_project, request, m_context).error().code, ErrorCode::BadInput);
}

TEST_F(Preparing, TakesTheReferenceOffInQuadrature)
{
  write(2);
  rateNoise(2, 40.0);
  const DatasetReport given = prepared(named("default"));
  EXPECT_NEAR(given.referenceNoise, 10.0, 1e-6) << "40 HU of the cleanest, four times averaged";
  DatasetRequest request = named("asked");
  request.referenceNoise = 12.0;
  const auto frozen = dataset::FrozenDataset::open(prepared(request).path);
  ASSERT_TRUE(frozen);
  EXPECT_EQ(frozen->risk(0).noise, 0.0);
  EXPECT_NEAR(frozen->risk(1).noise, std::sqrt(400.0 - 144.0) / 1000.0, 1e-6);
}

TEST_F(Preparing, GatesByMatchedRatingsOnly)
{
  write(2);
  rateNoise(2);
  ASSERT_TRUE(risk::setRating(m_project, {{risk::Level::Series, "1.2.840.99.1", 1}}, "motion", 3,
                              "person", "A"));
  DatasetRequest request = named("limits");
  const DatasetReport before = prepared(request);
  EXPECT_EQ(sentence(before, "rating-not-matched"),
            "Motion is shown but doesn't change training yet.");
  EXPECT_EQ(dataset::FrozenDataset::open(before.path)->risk(0).limit, 0.0);

  ASSERT_TRUE(risk::matchLimit(m_project, "motion", 3, 110.0));
  const DatasetReport after = prepared(request);
  EXPECT_TRUE(sentence(after, "rating-not-matched").empty());
  EXPECT_NE(after.digest, before.digest);
  const auto frozen = dataset::FrozenDataset::open(after.path);
  ASSERT_TRUE(frozen);
  for (std::int64_t index = 0; index < frozen->size(); ++index)
    EXPECT_NEAR(frozen->risk(index).limit, frozen->patient(index) == "P001" ? 0.11 : 0.0, 1e-6);
}

TEST_F(Preparing, LeavesOutWhatIsMarkedAndSaysSo)
{
  write(2);
  rateNoise(2);
  const std::vector<study::ImageKey> ends{{sopUid(1, 1), 1}, {sopUid(2, 5), 1}};
  ASSERT_TRUE(risk::markLeftOut(m_project, ends, true, "no anatomy"));
  const DatasetReport report = prepared(named("without ends"));
  EXPECT_EQ(report.images, 8);
  EXPECT_EQ(sentence(report, "kept-out"), "2 images are left out, as chosen on Quality.");
  ASSERT_TRUE(risk::undo(m_project));
  EXPECT_EQ(prepared(named("with ends")).images, 10);
}

TEST_F(Preparing, RefusesImagesWithoutNoise)
{
  write(2);
  rateNoise(1);
  const auto report = prepareDataset(m_project, named("unrated"), m_context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::BadInput);
  EXPECT_NE(report.error().message.find("5 of 10"), std::string::npos) << report.error().message;
  EXPECT_TRUE(datasetNames(m_project).empty());
}

TEST_F(Preparing, KeepsEveryPatientOnOneSideAndSlicesInOrder)
{
  write(6);
  rateNoise(6);
  DatasetRequest request = named("split");
  request.heldOutFraction = 0.34;
  const DatasetReport report = prepared(request);
  EXPECT_EQ(report.heldOutPatients, 2);
  EXPECT_EQ(report.heldOutImages, 10);
  const auto frozen = dataset::FrozenDataset::open(report.path);
  ASSERT_TRUE(frozen);
  std::map<std::string, std::set<bool>> sides;
  for (std::int64_t index = 0; index < frozen->size(); ++index) {
    sides[frozen->patient(index)].insert(frozen->heldOut(index));
    EXPECT_EQ(frozen->risk(index).noise == 0.0, index % slices == 0) << "ordered by position";
  }
  for (const auto& [patient, side] : sides)
    EXPECT_EQ(side.size(), 1u) << patient;
}

TEST_F(Preparing, SaysThatOnePatientIsSplitByBlock)
{
  write(1);
  rateNoise(1);
  const DatasetReport report = prepared(named("one"));
  EXPECT_FALSE(sentence(report, "one-patient").empty());
  EXPECT_FALSE(sentence(report, "few-images").empty());
  EXPECT_EQ(sentence(report, "pixel-size"),
            "One pixel is 4.0 mm: findings under 8 mm can't appear.");
  EXPECT_EQ(report.heldOutImages, 1);
}

TEST_F(Preparing, LeavesOutWhatCanNotBeDecodedAndCountsIt)
{
  write(2);
  rateNoise(2);
  std::ofstream(m_folder / "PLANTED_FOLDER" / "P1S2.dcm", std::ios::binary | std::ios::trunc)
      << "broken";
  const DatasetReport report = prepared(named("broken"));
  EXPECT_EQ(report.images, 9);
  ASSERT_EQ(report.leftOut.size(), 1u);
  EXPECT_EQ(report.leftOut[0].file.filename(), "P1S2.dcm");
  EXPECT_EQ(sentence(report, "left-out"), "1 image could not be used and is left out.");
}

TEST_F(Preparing, LetsNothingOutThatNamesAPerson)
{
  write(3);
  rateNoise(3);
  const DatasetReport report = prepared(named("quiet"));
  for (const char* name : {"dataset.json", "dataset.safetensors"}) {
    std::ifstream file(report.path.parent_path() / name, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    ASSERT_FALSE(bytes.empty());
    for (const std::string& planted :
         {std::string("PLANTED"), std::string("19991231"), std::string("1999-12-31"),
          std::string("1.2.840.99"), std::string("1.2.840.98"), m_folder.path().string()})
      EXPECT_EQ(bytes.find(planted), std::string::npos) << planted << " is in " << name;
  }
}

TEST_F(Preparing, CountsCoverageAsTheTrainerDraws)
{
  write(4);
  rateNoise(4);
  const DatasetReport report = prepared(named("coverage"));
  const auto levels = report.coverage.at("level").get<std::vector<double>>();
  const auto images = report.coverage.at("images").get<std::vector<int>>();
  const auto patients = report.coverage.at("patients").get<std::vector<int>>();
  const double threshold = std::sqrt(4.0 / 3.0) * 0.02;
  for (std::size_t index = 0; index < levels.size(); ++index) {
    if (std::abs(levels[index] - threshold) < 1e-6)
      continue;
    EXPECT_EQ(images[index], levels[index] < threshold ? 3 : 15) << levels[index];
    EXPECT_EQ(patients[index], 3) << "one of four is kept aside";
  }
  EXPECT_EQ(sentence(report, "who-teaches"),
            "All 15 slices teach layout, organs, edges and fine detail.");
}

TEST_F(Preparing, IsFoundAgainByNameAndTheSameRequestIsTheSameDataSet)
{
  write(2);
  rateNoise(2);
  const DatasetReport first = prepared(named("mine"));
  const DatasetReport again = prepared(named("mine"));
  EXPECT_EQ(first.digest, again.digest);
  EXPECT_EQ(*findDataset(m_project, "mine"), first.path.parent_path());
  EXPECT_EQ(datasetNames(m_project), std::vector<std::string>{"mine"});
  const auto other = findDataset(m_project, "yours");
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("mine"), std::string::npos);
}

TEST_F(Preparing, TakesOneWindowFromTheWholeDataSetOfMagneticResonance)
{
  write(2, "MR");
  rateNoise(2);
  const DatasetReport report = prepared(named("mr"));
  EXPECT_EQ(report.unit, "a.u.");
  const Json preparation = dataset::FrozenDataset::open(report.path)->document().at("preparation");
  const double low = preparation.at("windowLow");
  const double high = preparation.at("windowHigh");
  EXPECT_LT(low, -150.0);
  EXPECT_GT(high, 450.0);
  EXPECT_DOUBLE_EQ(preparation.at("intensityScale").get<double>(), (high - low) / 2.0);
}

TEST_F(Preparing, StopsWithoutLeavingAnything)
{
  write(1);
  rateNoise(1);
  std::stop_source stop;
  stop.request_stop();
  jobs::JobContext stopped(stop.get_token());
  const auto report = prepareDataset(m_project, named("stopped"), stopped);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
  EXPECT_TRUE(datasetNames(m_project).empty());
}

TEST_F(Preparing, RefusesRequestsThatMakeNoSense)
{
  write(1);
  rateNoise(1);
  const auto refused = [this](const std::function<void(DatasetRequest&)>& change) {
    DatasetRequest request = named("x");
    change(request);
    const auto report = prepareDataset(m_project, request, m_context);
    return !report && !report.error().message.empty();
  };
  EXPECT_TRUE(refused([](auto& request) { request.name.clear(); }));
  EXPECT_TRUE(refused([](auto& request) { request.size = 512; })) << "larger than the images";
  EXPECT_TRUE(refused([](auto& request) { request.size = 50; }));
  EXPECT_TRUE(refused([](auto& request) { request.window = {100.0, 100.0}; }));
  EXPECT_TRUE(refused([](auto& request) { request.kind = "PET"; }));
  EXPECT_TRUE(refused([](auto& request) { request.seriesUids = {"9.9"}; }));
  EXPECT_TRUE(refused([](auto& request) { request.crop = {250, 0, 64, 64}; }));
  EXPECT_TRUE(refused([](auto& request) { request.noiseLaw = "speckle"; }));
  EXPECT_TRUE(refused([](auto& request) { request.heldOutFraction = 1.5; }));
}

} // namespace
} // namespace limpid::preparation
