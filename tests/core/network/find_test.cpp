#include "core/network/find.h"

#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::network {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::vector<Found> search(const Archive& archive, const Query& query)
{
  jobs::JobContext context;
  const Result<FindReport> report = find(archive, query, context);
  EXPECT_TRUE(report) << report.error().message;
  return report ? report->found : std::vector<Found>();
}

std::vector<std::string> column(const std::vector<Found>& found, std::string Found::*member)
{
  std::vector<std::string> values;
  for (const Found& one : found)
    values.push_back(one.*member);
  return values;
}

/// Two patients; the first has a study of two series.
class Find : public testing::Test
{
protected:
  void SetUp() override
  {
    LIMPID_NEEDS_ORTHANC();
    m_orthanc = std::make_unique<Orthanc>();
    send({});
    send({.seriesUid = "1.2.3.100.2", .modality = "MR", .images = 2});
    send({.patientId = "P2",
          .patientName = "\xbb\xee\xda\x63\x65\xdc\xd1\x79\x70\xd3", // PS3.5 annex I, in ISO 8859-5
          .characterSet = "ISO_IR 144",
          .studyUid = "1.2.3.200",
          .seriesUid = "1.2.3.200.1",
          .studyDate = "20211231",
          .images = 1});
  }

  void send(const SentSeries& series) { sendSeries(archive(), m_folder.path(), series); }
  const Archive& archive() const { return m_orthanc->archive(); }

private:
  support::TemporaryFolder m_folder;
  std::unique_ptr<Orthanc> m_orthanc;
};

} // namespace

TEST_F(Find, TellsPatients)
{
  const auto found = search(archive(), {.level = Level::Patient});
  EXPECT_THAT(column(found, &Found::patientId), UnorderedElementsAre("P1", "P2"));
}

TEST_F(Find, TellsStudiesWithWhatIsInThem)
{
  const auto found = search(archive(), {.level = Level::Study, .patientId = "P1"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].patientName, "Test^Person");
  EXPECT_EQ(found[0].studyUid, "1.2.3.100");
  EXPECT_EQ(found[0].studyDate, "20200229");
  EXPECT_THAT(found[0].modalities, testing::AnyOf("CT\\MR", "MR\\CT"));
  EXPECT_EQ(found[0].series, 2);
  EXPECT_EQ(found[0].images, 5);
}

TEST_F(Find, TellsSeriesWithTheirStudyAndPatient)
{
  const auto found = search(archive(), {.level = Level::Series, .studyUids = {"1.2.3.100"}});
  EXPECT_THAT(column(found, &Found::seriesUid), UnorderedElementsAre("1.2.3.100.1", "1.2.3.100.2"));
  for (const Found& series : found) {
    EXPECT_EQ(series.patientId, "P1");
    EXPECT_EQ(series.studyDate, "20200229");
    EXPECT_EQ(series.images, series.modality == "CT" ? 3 : 2);
  }
}

TEST_F(Find, TellsImagesWithTheirClass)
{
  const auto found =
      search(archive(),
             {.level = Level::Image, .studyUids = {"1.2.3.100"}, .seriesUids = {"1.2.3.100.1"}});
  EXPECT_THAT(column(found, &Found::sopInstanceUid),
              UnorderedElementsAre("1.2.3.100.1.1", "1.2.3.100.1.2", "1.2.3.100.1.3"));
  for (const Found& image : found) {
    EXPECT_EQ(image.sopClassUid, "1.2.840.10008.5.1.4.1.1.2"); // CT Image Storage
    EXPECT_EQ(image.rows, 32);
  }
}

TEST_F(Find, FindsANameInAnyScriptAndTellsItInUtf8)
{
  const auto found = search(archive(), {.level = Level::Study, .patientName = "Люк*"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].patientId, "P2");
  EXPECT_EQ(found[0].patientName, "Люкceмбypг");
}

TEST_F(Find, ChoosesByDateAndModality)
{
  EXPECT_THAT(column(search(archive(), {.studyDate = "20210101-20211231"}), &Found::patientId),
              ElementsAre("P2"));
  EXPECT_THAT(column(search(archive(), {.modality = "MR"}), &Found::patientId), ElementsAre("P1"));
  EXPECT_THAT(
      column(search(archive(), {.level = Level::Series, .patientName = "Test*", .modality = "MR"}),
             &Found::seriesUid),
      ElementsAre("1.2.3.100.2"));
  EXPECT_TRUE(search(archive(), {.accessionNumber = "none of these"}).empty());
}

TEST_F(Find, SaysThatThereIsMoreThanTheLimit)
{
  jobs::JobContext context;
  const Result<FindReport> cut = find(archive(), {.level = Level::Patient, .limit = 1}, context);
  ASSERT_TRUE(cut) << cut.error().message;
  EXPECT_EQ(cut->found.size(), 1U);
  EXPECT_TRUE(cut->truncated);
  const Result<FindReport> whole = find(archive(), {.level = Level::Patient, .limit = 2}, context);
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_EQ(whole->found.size(), 2U);
  EXPECT_FALSE(whole->truncated);
}

TEST_F(Find, DoesNotSearchAWholeArchiveForASeries)
{
  jobs::JobContext context;
  const auto report = find(archive(), {.level = Level::Series, .seriesUids = {"1.2"}}, context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::Usage);
}

TEST_F(Find, StopsBeforeItBegins)
{
  std::stop_source stop;
  stop.request_stop();
  jobs::JobContext context(stop.get_token());
  const Result<FindReport> report = find(archive(), {.level = Level::Study}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
}

} // namespace limpid::network
