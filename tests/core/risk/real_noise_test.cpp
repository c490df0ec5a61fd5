// What each estimator reads against repeats of real scans: resources/docs/estimators.md shows the
// table that this prints.
#include "core/metrics/noise_estimators.h"
#include "core/risk/estimate.h"
#include "core/risk/repeats.h"
#include "core/study/pixel_reader.h"
#include "tests/core/metrics/dose_scans.h"
#include "tests/core/metrics/noise_images.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace limpid::risk {
namespace {

/// Repeats of one position, and a calibration that doesn't come from them.
struct RepeatSet
{
  std::string name;
  std::vector<float> pixels;
  int images = 0;
  int rows = 0;
  int columns = 0;
  std::optional<double> byHeader;

  std::vector<float> first() const
  {
    return {pixels.begin(), pixels.begin() + static_cast<std::ptrdiff_t>(rows) * columns};
  }
  double noise() const
  {
    const auto measured = metrics::repeatNoise(pixels, images, rows, columns);
    return measured ? measured->noise : 0.0;
  }
};

std::vector<RepeatSet> doseSets(const std::filesystem::path& data)
{
  const auto folder = data / "quality-ratings/lcd-ct-dose";
  std::vector<RepeatSet> sets;
  for (const char* reconstruction : {"fbp", "DL_denoised"}) {
    const RepeatSet full{"", metrics::doseScans(folder, reconstruction, 100), 4, 256, 256, {}};
    for (const int dose : {10, 55, 100}) {
      RepeatSet set{fmt::format("CT {} {} %", reconstruction, dose),
                    metrics::doseScans(folder, reconstruction, dose),
                    4,
                    256,
                    256,
                    {}};
      if (dose != 100)
        set.byHeader = *metrics::headerNoise({full.noise(), {100.0, {}, {}}},
                                             {static_cast<double>(dose), {}, {}});
      sets.push_back(std::move(set));
    }
  }
  return sets;
}

/// The repeats below a folder as estimateNoise() finds them.
std::vector<RepeatSet> dicomSets(const std::filesystem::path& folder, const std::string& name)
{
  std::vector<Scan> scans;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      if (const auto protocol = readProtocol(entry.path())) {
        Scan scan{{}, "MR", "one patient", *protocol};
        scan.image.path = entry.path();
        scans.push_back(std::move(scan));
      }
  std::vector<RepeatSet> sets;
  for (const RepeatGroup& group : findRepeats(scans)) {
    RepeatSet set;
    set.name = name;
    for (const std::size_t scan : group) {
      const auto image = study::readFrame(scans[scan].image.path, 1);
      EXPECT_TRUE(image) << image.error().message;
      set.rows = image->rows;
      set.columns = image->columns;
      set.pixels.insert(set.pixels.end(), image->pixels.begin(), image->pixels.end());
      ++set.images;
    }
    sets.push_back(std::move(set));
  }
  return sets;
}

double middle(std::vector<double> values)
{
  std::sort(values.begin(), values.end());
  return values.empty() ? std::nan("") : values[values.size() / 2];
}

double rangeOf(const std::vector<float>& pixels)
{
  const auto [low, high] = std::minmax_element(pixels.begin(), pixels.end());
  return double{*high} - double{*low};
}

/// Reading over truth; NaN where the estimator refuses.
struct Readings
{
  double spectrum = 0.0;
  double immerkaer = 0.0;
  double wavelet = 0.0;
  double air = 0.0;

  /// What "auto" takes where there are neither repeats nor a calibration.
  double chosen() const { return std::isnan(spectrum) ? immerkaer : spectrum; }
};

Readings read(const RepeatSet& set, double share)
{
  const double added = share * rangeOf(set.first());
  const std::vector<float> pixels =
      metrics::plus(set.first(), metrics::whiteNoise(set.first().size(), 11), added);
  const double truth = std::hypot(set.noise(), added);
  const auto over = [truth](const Result<double>& noise) {
    return noise ? *noise / truth : std::nan("");
  };
  const auto spectrum = metrics::noiseSpectrum(pixels, set.rows, set.columns, 0);
  return {spectrum ? spectrum->noise / truth : std::nan(""),
          metrics::immerkaer(pixels, set.rows, set.columns) / truth,
          over(metrics::waveletNoise(pixels, set.rows, set.columns, metrics::Wavelet::Daubechies)),
          over(metrics::airNoise(pixels, set.rows, set.columns))};
}

std::string cell(double value)
{
  return std::isnan(value) ? "refuses" : fmt::format("{:.2f}", value);
}

void print(const std::string& name, double noise, double header, double share,
           const Readings& readings)
{
  std::cout << fmt::format(
      "| {:18} | {:6.2f} | {:4.0f} % | {:>7} | {:>7} | {:>7} | {:>7} | {:>7} |\n", name, noise,
      100.0 * share, share > 0.0 || std::isnan(header) ? "" : cell(header), cell(readings.spectrum),
      cell(readings.immerkaer), cell(readings.wavelet), cell(readings.air));
}

void printHead()
{
  std::cout << "| set                | noise  | added  | header  | spectrum | Immerkær | wavelet | "
               "air |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";
}

} // namespace

TEST(RealNoise, OfPhantomsIsReadWithin15PercentAndAddsInSquaresWithin10)
{
  LIMPID_SHARED_PATH(data, ".");
  std::vector<RepeatSet> sets = doseSets(data);
  const auto phantoms = data / "mr-series/hazen-snr-phantom";
  for (const auto& [folder, name] :
       {std::pair{"snr/GE", "MR hazen GE"}, std::pair{"snr/Siemens", "MR hazen Siemens"},
        std::pair{"snr/Philips", "MR hazen Philips"}, std::pair{"batch_guess", "MR hazen Sola"}}) {
    std::vector<RepeatSet> found = dicomSets(phantoms / folder, name);
    EXPECT_FALSE(found.empty()) << folder;
    std::move(found.begin(), found.end(), std::back_inserter(sets));
  }
  printHead();
  for (const RepeatSet& set : sets)
    for (const double share : {0.0, 0.05, 0.1, 0.2}) {
      const double header = set.byHeader.value_or(std::nan("")) / set.noise();
      const Readings readings = read(set, share);
      print(set.name, set.noise(), header, share, readings);
      if (set.byHeader) {
        EXPECT_NEAR(header, 1.0, 0.15) << set.name;
      }
      EXPECT_NEAR(readings.spectrum, 1.0, share > 0.0 ? 0.1 : 0.15) << set.name << " " << share;
    }
}

TEST(RealNoise, OfABrainInEchoPlanarImagesIsToldByTheHeaderAlone)
{
  LIMPID_SHARED_PATH(folder, "mr-series/studyforrest-bold");
  const std::vector<RepeatSet> slices = dicomSets(folder, "MR EPI brain");
  ASSERT_EQ(slices.size(), 35u);
  std::vector<double> noises;
  for (const RepeatSet& slice : slices)
    noises.push_back(slice.noise());
  printHead();
  for (const double share : {0.0, 0.05, 0.1, 0.2}) {
    std::vector<double> header;
    std::vector<double> spectrum;
    std::vector<double> immerkaer;
    std::vector<double> wavelet;
    std::vector<double> chosen;
    std::size_t maskedAir = 0;
    for (std::size_t slice = 8; slice + 8 < slices.size(); ++slice) {
      std::vector<double> others = noises;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(slice));
      header.push_back(middle(others) / noises[slice]);
      const Readings readings = read(slices[slice], share);
      if (!std::isnan(readings.spectrum))
        spectrum.push_back(readings.spectrum);
      immerkaer.push_back(readings.immerkaer);
      wavelet.push_back(readings.wavelet);
      chosen.push_back(readings.chosen());
      maskedAir += std::isnan(readings.air) ? 1U : 0U;
    }
    print(fmt::format("MR EPI ({} of {})", spectrum.size(), chosen.size()), middle(noises),
          middle(header), share,
          {middle(spectrum), middle(immerkaer), middle(wavelet), std::nan("")});
    if (share == 0.0) {
      EXPECT_NEAR(middle(header), 1.0, 0.15) << "calibrated by the other slices";
      EXPECT_GT(middle(wavelet), 1.5) << "anatomy of one voxel's size";
      EXPECT_EQ(maskedAir, chosen.size()) << "Philips fills the air with zeros";
      EXPECT_LT(4 * spectrum.size(), chosen.size()) << "the spectrum refuses most slices";
    }
    if (share > 0.0) {
      EXPECT_NEAR(middle(chosen), 1.0, 0.1) << share;
    }
  }
}

TEST(RealNoise, OfEchoPlanarRepeatsIsMeasuredByThemAndWaveletsAreAccused)
{
  LIMPID_SHARED_PATH(folder, "mr-series/studyforrest-bold");
  const support::TemporaryFolder scratch;
  study::Project project = *study::Project::create(scratch / "project");
  jobs::JobContext context;
  ASSERT_TRUE(study::scan(project, {folder}, context));
  const auto automatic = estimateNoise(project, {"auto", {}, false, false}, context);
  ASSERT_TRUE(automatic) << automatic.error().message;
  EXPECT_EQ(automatic->images, 280);
  EXPECT_GT(automatic->sources.at("repeat-difference"), 200);
  EXPECT_NEAR(automatic->median, 4.2, 0.9);
  const auto header = estimateNoise(project, {"header-prior", {}, false, false}, context);
  ASSERT_TRUE(header->agreement);
  EXPECT_NEAR(*header->agreement, 1.0, 0.15) << header->sentences.back().text;
  const auto wavelet = estimateNoise(project, {"wavelet-mad", {}, false, false}, context);
  ASSERT_TRUE(wavelet->agreement);
  EXPECT_NE(wavelet->sentences.back().text.find("structure for noise"), std::string::npos)
      << wavelet->sentences.back().text;
}

} // namespace limpid::risk
