// Tables of ratings as their authors published them, read as they are.

#include "core/risk/rater_values.h"
#include "core/risk/table_file.h"
#include "core/risk/table_import.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

namespace limpid::risk {
namespace {

struct RealTables : testing::Test
{
  /// Tiny images that carry the names of scans which aren't here.
  void standIn(const std::vector<std::string>& names)
  {
    support::DicomSlice dicom;
    dicom.modality = "MR";
    dicom.rows = dicom.columns = 8;
    dicom.values = support::smoothSlice(8, 8, 0.0, 1);
    for (std::size_t nth = 0; nth < names.size(); ++nth) {
      dicom.patientId = fmt::format("P{}", nth);
      dicom.studyUid = fmt::format("1.2.9.{}", nth);
      dicom.seriesUid = dicom.studyUid + ".1";
      dicom.sopUid = dicom.seriesUid + ".1";
      support::writeDicom(folder / "scans" / (names[nth] + ".dcm"), dicom);
    }
    scanFolder(folder / "scans", static_cast<int>(names.size()));
  }

  void scanFolder(const std::filesystem::path& images, int expected)
  {
    jobs::JobContext context;
    const auto scanned = study::scan(project, {images}, context);
    ASSERT_TRUE(scanned) << scanned.error().message;
    ASSERT_EQ(scanned->images, expected);
  }

  static std::vector<std::string> columnOf(const std::filesystem::path& file,
                                           const std::string& name)
  {
    const auto table = readTable(file);
    const auto column = table->findColumn(name);
    std::vector<std::string> cells;
    for (const TextRow& row : table->rows)
      cells.push_back(row.cells[*column]);
    return cells;
  }

  /// How many values of a component there are, by value.
  std::map<double, int> counts(const std::string& component)
  {
    std::map<double, int> counted;
    const auto values = storedValues(project);
    for (const HistoryEntry& entry : *values)
      if (entry.component == component)
        ++counted[*entry.after];
    return counted;
  }

  support::TemporaryFolder folder;
  study::Project project = *study::Project::create(folder / "project");
};

using Counts = std::map<double, int>;

TEST_F(RealTables, LabelsOfThirtyHipUltrasoundImagesGoByTheirPaths)
{
  LIMPID_SHARED_PATH(hips, "quality-ratings/hip-us-spj");
  scanFolder(hips, 30);
  TableImport request;
  request.table = hips / "labels-from-folders.csv";
  request.map["standard_plane"] = "standard_plane";
  request.scales["standard_plane"] = "0:substandard,1:standard";
  request.goodEnds["standard_plane"] = "high";
  for (const char* const defect : {"incomplete_bony_roof", "no_chondro_osseous_border",
                                   "nonmiddle_plane", "poor_capsule_plica", "poor_labrum"}) {
    request.map[defect] = defect;
    request.scales[defect] = "0:no,1:yes";
    request.goodEnds[defect] = "low";
  }
  const auto report = importTable(project, request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 30);
  EXPECT_TRUE(report->unmatched.empty()) << report->unmatched.front().reason;
  EXPECT_EQ(counts("standard_plane"), (Counts{{0, 14}, {1, 16}}));
  EXPECT_EQ(counts("incomplete_bony_roof"), (Counts{{0, 26}, {1, 4}}));
  EXPECT_EQ(counts("poor_labrum"), (Counts{{0, 27}, {1, 3}}));
  EXPECT_TRUE(*undo(project)) << "one step, the new components included";
  EXPECT_TRUE(counts("standard_plane").empty());
  EXPECT_EQ(loadSchema(project)->size(), 4u);
}

TEST_F(RealTables, MotionScoresOfMrArtGoByBidsName)
{
  LIMPID_SHARED_PATH(scores, "quality-ratings/mr-art/derivatives/scores.tsv");
  standIn(columnOf(scores, "bids_name"));
  TableImport request;
  request.table = scores;
  request.level = Level::Series;
  request.map["score"] = "motion";
  request.scales["motion"] = "1:none,2:moderate,3:severe";
  ASSERT_FALSE(importTable(project, request)) << "nobody said which end is good";
  request.goodEnds["motion"] = "low";
  const auto report = importTable(project, request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 436);
  EXPECT_TRUE(report->unmatched.empty()) << report->unmatched.front().reason;
  EXPECT_EQ(counts("motion"), (Counts{{1, 129}, {2, 109}, {3, 198}}));

  LIMPID_SHARED_PATH(measures, "quality-ratings/mr-art/derivatives/mriqc-0.16.1/group_T1w.tsv");
  TableImport mriqc;
  mriqc.table = measures;
  mriqc.level = Level::Series;
  for (const auto& [measure, good] : {std::pair{"efc", "low"}, std::pair{"snr_total", "high"}}) {
    mriqc.map[measure] = measure;
    mriqc.scales[measure] = ""; // numbers, no steps
    mriqc.goodEnds[measure] = good;
  }
  const auto read = importTable(project, mriqc);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->matched, 436);
  const auto values = storedValues(project);
  const auto first = std::ranges::find_if(*values, [](const HistoryEntry& entry) {
    return entry.component == "snr_total" && std::abs(*entry.after - 12.51556078325578) < 1e-12;
  });
  EXPECT_NE(first, values->end()) << "to the last digit";
}

TEST_F(RealTables, RatersOfAbideGoBySubject)
{
  LIMPID_SHARED_PATH(abide, "quality-ratings/mriqc-abide-ds030/datasets/abide.tsv");
  std::vector<std::string> names;
  for (const std::string& subject : columnOf(abide, "subject_id"))
    names.push_back(fmt::format("sub-{:0>7}_T1w", subject)); // as the data set has it
  standIn(names);
  TableImport request;
  request.table = abide;
  request.level = Level::Series;
  request.scales["overall"] = "-1:exclude,0:doubtful,1:accept";
  request.goodEnds["overall"] = "high"; // nothing else is said: the headings tell the raters
  const auto report = importTable(project, request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 1101);
  EXPECT_TRUE(report->unmatched.empty()) << report->unmatched.front().reason;
  EXPECT_EQ(report->raters, (std::vector<std::string>{"rater_1", "rater_2", "rater_3"}));
  std::map<std::string, int> rated;
  const auto values = storedValues(project);
  for (const HistoryEntry& entry : *values)
    ++rated[entry.rater];
  EXPECT_EQ(rated,
            (std::map<std::string, int>{{"rater_1", 600}, {"rater_2", 600}, {"rater_3", 1101}}))
      << "n/a is unrated, never 0";
  EXPECT_EQ(loadSchema(project)->size(), 5u) << "one rating, not three";

  const auto agreement = agreementOf(project, "overall");
  ASSERT_TRUE(agreement) << agreement.error().message;
  ASSERT_EQ(agreement->figures.pairs.size(), 3u);
  const std::vector<double> kappas = {0.48, 0.24, 0.36}; // an independent count of the same table
  for (std::size_t pair = 0; pair < kappas.size(); ++pair)
    EXPECT_NEAR(agreement->figures.pairs[pair].kappa->value, kappas[pair], 0.005) << pair;
  EXPECT_EQ(agreement->figures.ratedByAll, 99u);
  EXPECT_EQ(agreement->consensus, Consensus::Weak);
  const auto queue =
      disagreements(agreement->table, *findComponent(*loadSchema(project), "overall"));
  ASSERT_EQ(queue.size(), 561u);
  EXPECT_EQ(queue.front().size, 2.0) << "one excludes what another accepts";
}

} // namespace
} // namespace limpid::risk
