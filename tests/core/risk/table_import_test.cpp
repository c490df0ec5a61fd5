#include "core/risk/edit.h"
#include "core/risk/history_steps.h"
#include "core/risk/left_out.h"
#include "core/risk/rater_values.h"
#include "core/risk/rating_table.h"
#include "core/risk/table_import.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace limpid::risk {
namespace {

/// Two series of three slices: 1.2.3.1.1 … 1.2.3.1.3 in a/ and 1.2.3.2.1 … 1.2.3.2.3 in b/.
class TableImporting : public testing::Test
{
protected:
  void SetUp() override
  {
    for (int series = 1; series <= 2; ++series)
      for (int slice = 1; slice <= 3; ++slice) {
        support::DicomSlice dicom;
        dicom.rows = dicom.columns = 8;
        dicom.values = support::smoothSlice(8, 8, 0.0, 1);
        dicom.studyUid = "1.2.3";
        dicom.seriesUid = fmt::format("1.2.3.{}", series);
        dicom.sopUid = fmt::format("{}.{}", dicom.seriesUid, slice);
        dicom.instance = slice;
        dicom.positionMm = slice;
        support::writeDicom(m_folder / (series == 1 ? "a" : "b") / fmt::format("IM{}.dcm", slice),
                            dicom);
      }
    jobs::JobContext context;
    const auto scanned = study::scan(m_project, {m_folder / "a", m_folder / "b"}, context);
    ASSERT_TRUE(scanned) << scanned.error().message;
    ASSERT_EQ(scanned->images, 6);
  }

  std::filesystem::path write(const std::string& name, const std::string& text)
  {
    std::ofstream(m_folder / name, std::ios::binary) << text;
    return m_folder / name;
  }

  Result<TableReport> import(const std::string& name, const std::string& text,
                             TableImport request = {})
  {
    request.table = write(name, text);
    request.author = "Dr Li";
    return importTable(m_project, request);
  }

  std::optional<double> valueOf(const std::string& uid, const std::string& component = "noise")
  {
    const auto image = study::findImage(m_project, {uid, 1});
    if (!image || !*image)
      return std::nullopt;
    const auto quality = qualityOf(m_project, **image);
    const auto found = quality->find(component);
    return found == quality->end() ? std::nullopt : std::optional(found->second.value);
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(TableImporting, CanBeSeenBeforehandWithoutStoringAnything)
{
  TableImport request;
  request.map = {{"score", "motion"}};
  request.scales = {{"motion", "1:none,2:moderate,3:severe"}};
  request.table = write("scores.csv", "sop_instance_uid,score\n1.2.3.1.1,3\n1.2.3.1.2,n/a\n"
                                      "1.2.3.1.3,7\n9.9.9,1\n");
  ASSERT_FALSE(importTable(m_project, request)) << "nobody said which end is good";
  const auto preview = previewTable(m_project, request);
  ASSERT_TRUE(preview) << preview.error().message;
  EXPECT_EQ(preview->report.matched, 2);
  EXPECT_EQ(preview->report.unmatched.size(), 2u);
  ASSERT_EQ(preview->changes.size(), 1u);
  EXPECT_EQ(preview->changes.front().value, 3.0);
  EXPECT_FALSE(valueOf("1.2.3.1.1", "motion"));
  EXPECT_TRUE(componentsWithValues(m_project)->empty());
  EXPECT_EQ(loadSchema(m_project)->at(1).values.size(), 5u) << "the scale stays as it was";
}

TEST_F(TableImporting, StoresGoodRowsAndListsTheOthersWithTheirReason)
{
  const auto report = import("risks.csv", "sop_instance_uid,frame,noise\r\n"
                                          "1.2.3.1.1,1,18.5\r\n"
                                          "1.2.3.1.2,1,abc\r\n"
                                          "9.9.9,1,3\r\n"
                                          "1.2.3.1.3,1,-4\r\n"
                                          "1.2.3.2.1,7,4\r\n"
                                          "1.2.3.2.1,1\r\n"
                                          "1.2.3.2.2,1,n/a\r\n"
                                          "1.2.3.2.3,1,0\r\n"
                                          "1.2.3.2.3,1,5\r\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 3);
  const std::vector<std::pair<int, std::string>> expected = {
      {3, "'abc' is not a number"},
      {4, "no image has this UID: 9.9.9"},
      {5, "noise can't be negative"},
      {6, "the image has no frame 7"},
      {7, "it has 2 cells, the header has 3"},
      {10, "row 9 gives the same image another noise (0)"}};
  ASSERT_EQ(report->unmatched.size(), expected.size());
  for (std::size_t index = 0; index < expected.size(); ++index) {
    EXPECT_EQ(report->unmatched[index].row, expected[index].first);
    EXPECT_EQ(report->unmatched[index].reason, expected[index].second);
  }
  EXPECT_EQ(valueOf("1.2.3.1.1"), 18.5);
  EXPECT_EQ(valueOf("1.2.3.2.3"), 0.0);
  EXPECT_FALSE(valueOf("1.2.3.2.2")) << "n/a is unrated, not zero";
  EXPECT_EQ(history(m_project)->back().batch, history(m_project)->front().batch);
}

TEST_F(TableImporting, FindsFilesByTheEndOfTheirPath)
{
  const auto report = import("risks.tsv", "path\tnoise\na/IM1.dcm\t3\nb/IM1\t4\nIM2.dcm\t5\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(valueOf("1.2.3.1.1"), 3.0);
  EXPECT_EQ(valueOf("1.2.3.2.1"), 4.0);
  ASSERT_EQ(report->unmatched.size(), 1u);
  EXPECT_EQ(report->unmatched[0].reason, "2 files are called 'IM2.dcm'; write more of the path");
}

TEST_F(TableImporting, RatesSeriesAndInheritsToTheirImages)
{
  TableImport request;
  request.map = {{"score", "motion"}};
  request.scales = {{"motion", "1:none,2:moderate,3:severe"}};
  request.goodEnds = {{"motion", "low"}};
  const auto report =
      import("scores.csv", "series_uid;score\n1.2.3.1;3\n1.2.3.2;Moderate\n", request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 2);
  EXPECT_EQ(valueOf("1.2.3.1.2", "motion"), 3.0);
  EXPECT_EQ(valueOf("1.2.3.2.2", "motion"), 2.0) << "words of the scale are read too";
  request.level = Level::Series;
  ASSERT_TRUE(import("more.csv", "sop_instance_uid,score\n1.2.3.1.1,1\n", request));
  EXPECT_EQ(valueOf("1.2.3.1.3", "motion"), 1.0) << "the image's series was rated";
}

TEST_F(TableImporting, AsksWhichEndIsGoodBeforeAnythingIsStored)
{
  TableImport request;
  request.map = {{"score", "sharpness"}};
  const std::string text = "sop_instance_uid,score\n1.2.3.1.1,4\n";
  const auto withoutScale = import("scores.csv", text, request);
  ASSERT_FALSE(withoutScale);
  EXPECT_NE(withoutScale.error().message.find("--scale sharpness="), std::string::npos);
  request.scales = {{"sharpness", "1:exclude,2:poor,3:fair,4:excellent"}};
  const auto withoutEnd = import("scores.csv", text, request);
  ASSERT_FALSE(withoutEnd);
  EXPECT_NE(withoutEnd.error().message.find("Which end of sharpness is good?"), std::string::npos);
  request.goodEnds = {{"sharpness", "high"}};
  ASSERT_TRUE(import("scores.csv", text, request));
  const auto made = findComponent(*loadSchema(m_project), "sharpness");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->kind, ComponentKind::Rated);
  EXPECT_EQ(made->use, ComponentUse::None);
  EXPECT_FALSE(made->goodIsLow);
  EXPECT_EQ(valueOf("1.2.3.1.1", "sharpness"), 4.0) << "stored as the source wrote it";
  request.scales.clear();
  request.goodEnds.clear();
  EXPECT_TRUE(import("more.csv", "sop_instance_uid,score\n1.2.3.1.2,3\n", request));
  request.goodEnds = {{"sharpness", "low"}};
  EXPECT_FALSE(import("more.csv", text, request)) << "stored values can't turn round";
}

TEST_F(TableImporting, ReadsJsonAndDecimalCommas)
{
  ASSERT_TRUE(import("t.json", R"([{"sop_instance_uid": "1.2.3.1.1", "noise": 2.5},
                                   {"sop_instance_uid": "1.2.3.1.2", "noise": null}])"));
  EXPECT_EQ(valueOf("1.2.3.1.1"), 2.5);
  EXPECT_FALSE(valueOf("1.2.3.1.2"));
  ASSERT_TRUE(import("t.csv", "\xEF\xBB\xBFsop_instance_uid;noise\r\n1.2.3.1.2;12,5\r\n"));
  EXPECT_EQ(valueOf("1.2.3.1.2"), 12.5);
}

TEST_F(TableImporting, FailsWithASentenceWhenTheTableItselfIsWrong)
{
  EXPECT_FALSE(import("empty.csv", ""));
  EXPECT_FALSE(import("key.csv", "name,noise\nx,1\n"));
  EXPECT_FALSE(import("what.csv", "sop_instance_uid,grade\n1.2.3.1.1,1\n"));
  EXPECT_FALSE(import("twice.csv", "sop_instance_uid,noise,Noise\n1.2.3.1.1,1,2\n"));
  TableImport absent;
  absent.table = m_folder / "absent.csv";
  EXPECT_FALSE(importTable(m_project, absent));
  EXPECT_TRUE(history(m_project)->empty());
}

TEST_F(TableImporting, ExportsValuesAndHistory)
{
  ASSERT_TRUE(import("a.csv", "sop_instance_uid,noise\n1.2.3.1.1,3\n1.2.3.1.2,4\n"));
  ASSERT_TRUE(
      setRating(m_project, {{Level::Image, "1.2.3.1.1", 1}}, "noise", 6, "person", "Li, \"Ann\""));
  const auto rows = exportTable(m_project, m_folder / "out.csv");
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_EQ(*rows, 5);
  std::ifstream file(m_folder / "out.csv");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_NE(text.find("value,,image,1.2.3.1.1,1,noise,,6,person,\"Li, \"\"Ann\"\"\","),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("history,2,image,1.2.3.1.1,1,noise,3,6,person"), std::string::npos) << text;
}

TEST_F(TableImporting, ListsEveryRowOfARealTableThatMatchesNothing)
{
  LIMPID_SHARED_PATH(scores, "quality-ratings/mr-art/derivatives/scores.tsv");
  TableImport request;
  request.table = scores;
  request.keyColumn = "bids_name";
  request.map = {{"score", "motion"}};
  request.scales = {{"motion", "1:none,2:moderate,3:severe"}};
  request.goodEnds = {{"motion", "low"}};
  const auto report = importTable(m_project, request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 0);
  EXPECT_EQ(report->unmatched.size(), 436u);
}

/// Remarks of one kind on an image, by component.
std::map<std::string, std::string> remarksOn(study::Project& project, const std::string& uid,
                                             RemarkKind kind)
{
  std::map<std::string, std::string> texts;
  const auto remarks = storedRemarks(project);
  for (const Remark& remark : *remarks)
    if (remark.target.uid == uid && remark.kind == kind)
      texts[remark.component] = remark.text;
  return texts;
}

TEST_F(TableImporting, ReadsBackWhatItExportsInEveryFormat)
{
  const std::string comment = "a \"tab\",\tor so";
  const Target rated{Level::Image, "1.2.3.1.1", 1};
  Edit edit;
  edit.values = {{rated, "motion", 3.0, "person", "Dr Li"},
                 {{Level::Series, "1.2.3.2", 0}, "motion", 1.0, "person", "Dr Li"},
                 {rated, "artefact", 0.0, "person", "Dr Li"}};
  edit.remarks = {{rated, "", RemarkKind::Comment, comment, "Dr Li"},
                  {rated, "motion", RemarkKind::Confidence, "0.5", "Dr Li"},
                  {rated, "artefact", RemarkKind::Confidence, "1", "Dr Li"},
                  {rated, "", RemarkKind::Later, "", "Dr Li"}};
  ASSERT_TRUE(store(m_project, edit));
  Edit cleared;
  for (const RatingChange& change : edit.values)
    cleared.values.push_back({change.target, change.component, std::nullopt, "person", "Dr Li"});
  for (const RemarkChange& remark : edit.remarks)
    cleared.remarks.push_back({remark.target, remark.component, remark.kind, {}, "Dr Li"});
  const auto changesSoFar = [this] {
    return static_cast<int>(history(m_project)->size() + remarkHistory(m_project)->size());
  };
  for (const auto& [name, all] : std::vector<std::pair<const char*, bool>>{{"out.csv", false},
                                                                           {"out.tsv", false},
                                                                           {"out.json", false},
                                                                           {"all.csv", true},
                                                                           {"all.tsv", true},
                                                                           {"all.json", true}}) {
    const auto rows = all ? exportTable(m_project, m_folder / name)
                          : exportRatingTable(m_project, m_folder / name);
    ASSERT_TRUE(rows) << rows.error().message;
    EXPECT_EQ(*rows, all ? 3 + 4 + changesSoFar() : 2) << name;
    ASSERT_TRUE(store(m_project, cleared));
    ASSERT_FALSE(valueOf("1.2.3.1.1", "motion"));
    ASSERT_TRUE(storedRemarks(m_project)->empty());
    TableImport request;
    request.table = m_folder / name;
    request.author = "Dr Li";
    request.goodEnds = {{"motion", "low"}, {"artefact", "low"}, {"contrast", "low"}};
    const auto report = importTable(m_project, request);
    ASSERT_TRUE(report) << name << ": " << report.error().message;
    EXPECT_EQ(report->matched, 2) << name;
    EXPECT_EQ(valueOf("1.2.3.1.1", "motion"), 3.0) << name;
    EXPECT_EQ(valueOf("1.2.3.1.1", "artefact"), 0.0) << name << ": 0 is a rating";
    EXPECT_FALSE(valueOf("1.2.3.1.1", "contrast")) << name << ": n/a is none";
    EXPECT_EQ(valueOf("1.2.3.2.3", "motion"), 1.0) << name;
    const auto said = [&](RemarkKind kind) { return remarksOn(m_project, "1.2.3.1.1", kind); };
    using Texts = std::map<std::string, std::string>;
    EXPECT_EQ(said(RemarkKind::Comment), (Texts{{"", comment}})) << name;
    EXPECT_EQ(said(RemarkKind::Confidence), (Texts{{"motion", "0.5"}, {"artefact", "1"}})) << name;
    EXPECT_EQ(said(RemarkKind::Later), (Texts{{"", ""}})) << name;
    EXPECT_TRUE(remarksOn(m_project, "1.2.3.2", RemarkKind::Later).empty()) << name;
  }
}

/// What each rater says of an image, by name.
std::map<std::string, double> voicesOn(study::Project& project, const std::string& uid,
                                       const std::string& component = "motion")
{
  std::map<std::string, double> voices;
  const auto values = storedValues(project);
  for (const HistoryEntry& entry : *values)
    if (entry.target.uid == uid && entry.component == component && !entry.adjudicated)
      voices[entry.rater] = *entry.after;
  return voices;
}

using Voices = std::map<std::string, double>;

TEST_F(TableImporting, StoresEachRowAsItsRatersOwnAndAnEmptyNameAsTheImporters)
{
  TableImport request;
  request.goodEnds = {{"motion", "low"}};
  const auto report = import("two.csv",
                             "uid,Reader,motion,noise,comment\n"
                             "1.2.3.1.1, Wu ,1,,sharp\n"
                             "1.2.3.1.1,Zhou,3,,\n"
                             "1.2.3.1.1,,2,12,\n"
                             "1.2.3.1.1,Wu,4,,\n"
                             "1.2.3.1.2,Na,0,,\n",
                             request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 4);
  EXPECT_EQ(report->raters, (std::vector<std::string>{"Dr Li", "Na", "Wu", "Zhou"}));
  ASSERT_EQ(report->unmatched.size(), 1u) << "two raters may differ, one may not";
  EXPECT_EQ(report->unmatched.front().reason, "row 2 gives the same image another motion (1)");
  EXPECT_EQ(voicesOn(m_project, "1.2.3.1.1"), (Voices{{"Dr Li", 2}, {"Wu", 1}, {"Zhou", 3}}));
  EXPECT_EQ(voicesOn(m_project, "1.2.3.1.2"), (Voices{{"Na", 0}})) << "a name, not n/a";
  EXPECT_EQ(voicesOn(m_project, "1.2.3.1.1", "noise"), (Voices{{"", 12}})) << "nobody's own";
  ASSERT_EQ(storedRemarks(m_project)->size(), 1u);
  EXPECT_EQ(storedRemarks(m_project)->front().author, "Wu");

  EXPECT_EQ(historySteps(m_project, 1)->front().madeBy, "Dr Li");
  EXPECT_FALSE(*undo(m_project, "Wu")) << "it is the step of who imported";
  EXPECT_TRUE(*undo(m_project, "Dr Li"));
  EXPECT_TRUE(voicesOn(m_project, "1.2.3.1.1").empty());
}

TEST_F(TableImporting, TakesTheColumnOfRatersThatItIsToldOrNone)
{
  TableImport request;
  request.goodEnds = {{"motion", "low"}};
  const std::string text = "uid,who,rater,motion\n1.2.3.1.1,Wu,7,1\n";
  request.raterColumn = "who";
  ASSERT_TRUE(import("who.csv", text, request));
  EXPECT_EQ(voicesOn(m_project, "1.2.3.1.1"), (Voices{{"Wu", 1}}));
  request.raterColumn = "";
  ASSERT_TRUE(import("mine.csv", text, request));
  EXPECT_EQ(voicesOn(m_project, "1.2.3.1.1"), (Voices{{"Dr Li", 1}, {"Wu", 1}}));
  request.raterColumn = "absent";
  EXPECT_FALSE(import("absent.csv", text, request));
  request.raterColumn = "motion";
  EXPECT_FALSE(import("motion.csv", text, request)) << "it is the rating already";
}

TEST_F(TableImporting, OfTwoRatersShowsAtOnceHowTheyAgreeAndWhereTheyDiffer)
{
  std::string text = "uid,rater,motion\n";
  for (int image = 0; image < 6; ++image) {
    const std::string uid = fmt::format("1.2.3.{}.{}", 1 + image / 3, 1 + image % 3);
    text += fmt::format("{0},Li,{1}\n{0},Wu,{2}\n", uid, image % 3, image == 5 ? 4 : image % 3);
  }
  TableImport request;
  request.goodEnds = {{"motion", "low"}};
  const auto report = import("agree.csv", text, request);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->matched, 12);
  const auto agreement = agreementOf(m_project, "motion");
  ASSERT_TRUE(agreement) << agreement.error().message;
  EXPECT_EQ(agreement->table.raters, (std::vector<std::string>{"Li", "Wu"}));
  EXPECT_EQ(agreement->table.places.size(), 6u);
  ASSERT_EQ(agreement->figures.pairs.size(), 1u);
  EXPECT_EQ(agreement->figures.pairs[0].images, 6u);
  ASSERT_TRUE(agreement->figures.pairs[0].kappa);
  EXPECT_GT(agreement->figures.pairs[0].kappa->value, 0.5);
  const auto queue =
      disagreements(agreement->table, *findComponent(*loadSchema(m_project), "motion"));
  ASSERT_EQ(queue.size(), 1u);
  EXPECT_EQ(queue.front().place.target.uid, "1.2.3.2.3");
  EXPECT_EQ(queue.front().size, 2.0);
}

/// All that is in force, a line each, without when and from where it came.
std::set<std::string> stateOf(study::Project& project)
{
  std::set<std::string> lines;
  const auto values = storedValues(project);
  for (const HistoryEntry& entry : *values)
    lines.insert(fmt::format("{}/{} {}={} of '{}'{} by '{}'", entry.target.uid, entry.target.frame,
                             entry.component, *entry.after, entry.rater,
                             entry.adjudicated ? " decided" : "", entry.author));
  const auto remarks = storedRemarks(project);
  for (const Remark& remark : *remarks)
    lines.insert(fmt::format("{}/{} {} {} '{}' by '{}'", remark.target.uid, remark.target.frame,
                             remarkName(remark.kind), remark.component, remark.text,
                             remark.author));
  return lines;
}

/// Two raters who differ, a decision between them by one of them, and every kind of remark.
Edit ratedByTwo()
{
  const Target first{Level::Image, "1.2.3.1.1", 1};
  const Target second{Level::Image, "1.2.3.1.2", 1};
  Edit edit;
  edit.values = {{first, "noise", 12.5, "immerkaer", ""},
                 {first, "motion", 1.0, "person", "Li"},
                 {first, "motion", 4.0, "person", "Wu"},
                 {first, "motion", 2.0, "adjudication", "Wu", true},
                 {first, "artefact", 3.0, "adjudication", "Wu", true},
                 {first, "artefact", 0.0, "person", "Wu"},
                 {{Level::Series, "1.2.3.2", 0}, "contrast", 3.0, "person", "Li"}};
  edit.remarks = {{first, "", RemarkKind::Comment, "ghost; \"left\", arm", "Li"},
                  {first, "", RemarkKind::Comment, "none", "Wu"},
                  {first, "motion", RemarkKind::Confidence, "0.25", "Li"},
                  {first, "noise", RemarkKind::Reviewed, "", "Wu"},
                  {second, "", RemarkKind::Later, "", "Wu"},
                  {second, "", RemarkKind::LeftOut, "no anatomy", ""},
                  {{Level::Image, "1.2.3.2.3", 1}, "", RemarkKind::LeftOut, "", ""}};
  edit.author = "Li";
  return edit;
}

TEST_F(TableImporting, GivesAFreshProjectAllThatItsExportHolds)
{
  ASSERT_TRUE(store(m_project, ratedByTwo()));
  const std::set<std::string> exported = stateOf(m_project);
  ASSERT_EQ(exported.size(), 14u);
  int projects = 0;
  for (const char* const name : {"wide.csv", "wide.tsv", "wide.json", "long.csv", "long.json"}) {
    const bool all = std::string_view(name).starts_with("long");
    ASSERT_TRUE(all ? exportTable(m_project, m_folder / name)
                    : exportRatingTable(m_project, m_folder / name));
    auto fresh = study::Project::create(m_folder / fmt::format("fresh {}", ++projects));
    ASSERT_TRUE(fresh) << fresh.error().message;
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(*fresh, {m_folder / "a", m_folder / "b"}, context));
    TableImport request;
    request.table = m_folder / name;
    request.author = "Zhou";
    request.goodEnds = {{"motion", "low"}, {"artefact", "low"}, {"contrast", "low"}};
    const auto report = importTable(*fresh, request);
    ASSERT_TRUE(report) << name << ": " << report.error().message;
    EXPECT_TRUE(report->unmatched.empty()) << name << ": " << report->unmatched.front().reason;
    EXPECT_EQ(report->raters, (std::vector<std::string>{"Li", "Wu"})) << name;
    EXPECT_EQ(stateOf(*fresh), exported) << name;
    const auto queue =
        disagreements(*raterTable(*fresh, "motion"), *findComponent(*loadSchema(*fresh), "motion"));
    ASSERT_EQ(queue.size(), 1u) << name;
    EXPECT_EQ(queue.front().place.adjudicated, 2.0) << name;
    EXPECT_TRUE(*undo(*fresh, "Zhou")) << name;
    EXPECT_TRUE(stateOf(*fresh).empty()) << name << ": one step of who imported";
  }
}

TEST_F(TableImporting, ReadsBackWhichEstimatorMeasuredAValue)
{
  const auto image = [](int slice) {
    return Target{Level::Image, fmt::format("1.2.3.1.{}", slice), 1};
  };
  Edit edit;
  edit.values = {{image(1), "noise", 12.5, "immerkaer", ""},
                 {image(1), "motion", 1.0, "immerkaer", "Li"},
                 {image(2), "noise", 9.0, "repeat-difference", ""},
                 {image(3), "noise", 7.0, "elsewhere 2", ""},
                 {{Level::Series, "1.2.3.2", 0}, "noise", 5.0, "person", "Li"}};
  ASSERT_TRUE(store(m_project, edit));
  for (const char* const name : {"long.csv", "long.json"}) {
    ASSERT_TRUE(exportTable(m_project, m_folder / name));
    auto fresh = study::Project::create(m_folder / fmt::format("fresh {}", name));
    ASSERT_TRUE(fresh) << fresh.error().message;
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(*fresh, {m_folder / "a", m_folder / "b"}, context));
    TableImport request;
    request.table = m_folder / name;
    request.goodEnds = {{"motion", "low"}};
    const auto report = importTable(*fresh, request);
    ASSERT_TRUE(report) << name << ": " << report.error().message;
    std::map<std::string, std::string> sources;
    const auto values = storedValues(*fresh);
    for (const HistoryEntry& entry : *values)
      sources[entry.target.uid + ' ' + entry.component] = entry.source;
    EXPECT_EQ(sources, (std::map<std::string, std::string>{{"1.2.3.1.1 noise", "immerkaer"},
                                                           {"1.2.3.1.1 motion", "table"},
                                                           {"1.2.3.1.2 noise", "repeat-difference"},
                                                           {"1.2.3.1.3 noise", "table"},
                                                           {"1.2.3.2 noise", "table"}}))
        << name;
  }
}

TEST_F(TableImporting, TakesNoWordOfAnotherProgramForAnEstimator)
{
  ASSERT_TRUE(import("source.csv", "uid,noise,source\n"
                                   "1.2.3.1.1,3,immerkaer\n"
                                   "1.2.3.1.2,4,motion=immerkaer\n"
                                   "1.2.3.1.3,5,noise=scanner\n"));
  const auto values = storedValues(m_project);
  ASSERT_EQ(values->size(), 3u);
  for (const HistoryEntry& entry : *values)
    EXPECT_EQ(entry.source, "table") << entry.target.uid;
}

TEST_F(TableImporting, LeavesStatesAloneThatATableSaysNothingOf)
{
  ASSERT_TRUE(store(m_project, ratedByTwo()));
  const std::set<std::string> before = stateOf(m_project);
  ASSERT_TRUE(import("states.csv", "uid,reviewed,left_out,decided,rater\n"
                                   "1.2.3.1.1,,,,Wu\n"
                                   "1.2.3.1.2,n/a,n/a,,\n"
                                   "1.2.3.2.3,elsewhere,no,,\n"));
  EXPECT_EQ(stateOf(m_project), before) << "neither does an empty cell";
  TableImport request;
  request.goodEnds = {{"contrast", "low"}};
  ASSERT_TRUE(import("values.csv", "uid,rater,contrast\n1.2.3.1.2,Wu,1\n", request));
  std::set<std::string> after = stateOf(m_project);
  EXPECT_EQ(after.erase("1.2.3.1.2/1 contrast=1 of 'Wu' by 'Wu'"), 1u);
  EXPECT_EQ(after, before);
}

TEST_F(TableImporting, LeavesOutAnImageAndNoSeries)
{
  const auto report = import("out.csv", "uid,left_out\n1.2.3.1.1,blurred\n1.2.3.2,blurred\n");
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->unmatched.size(), 1u);
  EXPECT_EQ(report->unmatched.front().reason, "only an image can be left out, not a whole series");
  const auto leftOut = leftOutImages(m_project);
  ASSERT_EQ(leftOut->size(), 1u);
  EXPECT_EQ(leftOut->at({"1.2.3.1.1", 1}), "blurred");
}

TEST_F(TableImporting, RefusesARowWhoseConfidenceIsNone)
{
  TableImport request;
  request.goodEnds = {{"motion", "low"}};
  const auto report = import("sure.csv",
                             "uid,motion,confidence\n1.2.3.1.1,1,motion=7\n"
                             "1.2.3.1.2,1,high\n",
                             request);
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_EQ(report->unmatched.size(), 1u);
  EXPECT_EQ(report->unmatched.front().reason, "'7' is no confidence from 0 to 1");
  EXPECT_EQ(valueOf("1.2.3.1.2", "motion"), 1.0) << "another program's word for it says nothing";
}

} // namespace
} // namespace limpid::risk
