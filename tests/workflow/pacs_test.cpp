// The verbs of archives, against a real Orthanc.

#include "core/study/departures.h"
#include "core/study/project.h"
#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"
#include "tests/support/dicom_files.h"
#include "tests/support/program.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>

namespace limpid::workflow {
namespace {

using testing::HasSubstr;

class Pacs : public testing::Test
{
protected:
  void SetUp() override
  {
    LIMPID_NEEDS_ORTHANC();
    m_orthanc = std::make_unique<network::Orthanc>();
    const network::Archive& archive = m_orthanc->archive();
    done({"pacs", "add", "clinic",
          fmt::format("{}@{}:{}", archive.aeTitle, archive.host, archive.port), "--own-port",
          std::to_string(archive.ownPort)});
  }

  support::Ran run(const std::vector<std::string>& words) const
  {
    return support::runProgram("limpid-cli", words,
                               {{"XDG_CONFIG_HOME", (m_folder / "config").string()}});
  }

  Json done(std::vector<std::string> words) const
  {
    words.emplace_back("--json");
    const support::Ran ran = run(words);
    EXPECT_EQ(ran.exitStatus, 0) << ran.errors;
    return ran.json();
  }

  std::string path(const std::string& name) const { return (m_folder / name).string(); }

  support::TemporaryFolder m_folder;
  std::unique_ptr<network::Orthanc> m_orthanc;
};

} // namespace

TEST_F(Pacs, SendFindAndFetchIntoTheLibrary)
{
  EXPECT_EQ(done({"pacs", "list"})["archives"][0]["name"], "clinic");
  EXPECT_GT(done({"pacs", "echo", "clinic"})["milliseconds"], 0.0);
  network::writeSeries(m_folder / "sent", {});
  EXPECT_EQ(done({"pacs", "store", "clinic", path("sent")})["sent"].size(), 3U);

  const Json found = done({"pacs", "find", "clinic", "--patient", "Test*"});
  ASSERT_EQ(found["matches"].size(), 1U);
  EXPECT_EQ(found["matches"][0]["study"], "1.2.3.100");
  EXPECT_EQ(found["matches"][0]["imageCount"], 3);
  const Json images = done({"pacs", "find", "clinic", "--level", "image", "--study", "1.2.3.100"});
  EXPECT_EQ(images["matches"].size(), 3U);

  done({"init", path("project")});
  const Json got =
      done({"pacs", "get", "clinic", "--study", "1.2.3.100", "--project", path("project")});
  EXPECT_EQ(got["files"].size(), 3U);
  EXPECT_EQ(got["imported"]["newImages"], 3);
  EXPECT_EQ(done({"list", path("project"), "--series"})["series"][0]["images"], 3);
  const Json moved = done({"pacs", "move", "clinic", "--study", "1.2.3.100", "--into", path("in")});
  EXPECT_EQ(moved["files"].size(), 3U);
}

TEST_F(Pacs, AnArchiveThatIsNotNamedCanBeGivenInOneWord)
{
  const network::Archive& archive = m_orthanc->archive();
  const std::string address = fmt::format("ORTHANC@127.0.0.1:{}", archive.port);
  EXPECT_GT(done({"pacs", "echo", address})["milliseconds"], 0.0);
  const support::Ran stranger = run({"pacs", "echo", address, "--own-aet", "STRANGER"});
  EXPECT_EQ(stranger.exitStatus, 3);
  EXPECT_THAT(stranger.errors, HasSubstr("STRANGER"));
  const support::Ran unknown = run({"pacs", "echo", "ward"});
  EXPECT_EQ(unknown.exitStatus, 3);
  EXPECT_THAT(unknown.errors, HasSubstr("there are: clinic"));
}

TEST_F(Pacs, RealPatientsAreSentOnlyWhenInsistedOnAndTheProjectNotesIt)
{
  done({"init", path("project")});
  support::writeDicom(m_folder / "project" / "exports" / "real.dcm",
                      {.rows = 8, .columns = 8, .values = support::smoothSlice(8, 8, 1.0, 1)});
  const support::Ran refused = run({"pacs", "store", "clinic", path("project/exports")});
  EXPECT_EQ(refused.exitStatus, 3);
  EXPECT_THAT(refused.errors, HasSubstr("real patient"));
  EXPECT_EQ(
      done({"pacs", "store", "clinic", path("project/exports"), "--real-patients"})["sent"].size(),
      1U);
  auto project = study::Project::open(m_folder / "project");
  ASSERT_TRUE(project) << project.error().message;
  const auto departures = study::listDepartures(*project);
  ASSERT_TRUE(departures) << departures.error().message;
  ASSERT_EQ(departures->size(), 1U);
  EXPECT_THAT(departures->front().folder.string(), HasSubstr("clinic at 127.0.0.1"));
  EXPECT_EQ(departures->front().what, study::sentImages);
}

TEST_F(Pacs, ForgettingAPatientNamesTheDeidentifiedImagesThatAnArchiveAndAFolderHave)
{
  done({"init", path("project")});
  for (int patient = 1; patient <= 2; ++patient)
    support::writeDicom(m_folder / "study" / fmt::format("{}.dcm", patient),
                        support::plantedSlice(patient, 1, 8, 10.0));
  done({"import", path("project"), path("study")});
  EXPECT_EQ(done({"deidentify", path("project"), path("released")})["files"].size(), 2U);
  EXPECT_EQ(done({"pacs", "store", "clinic", path("released")})["unnoted"], 2)
      << "the files lie in no project";
  const Json sent =
      done({"pacs", "store", "clinic", path("released"), "--project", path("project")});
  EXPECT_EQ(sent["sent"].size(), 2U);
  EXPECT_EQ(sent["unnoted"], 0);

  const support::Ran listed = run({"forget", path("project"), "P001", "--dry-run"});
  EXPECT_THAT(listed.output, HasSubstr("clinic at 127.0.0.1"));
  EXPECT_THAT(listed.output, HasSubstr("only those who run it can delete them"));
  const Json forgotten = done({"forget", path("project"), "P001"});
  std::map<std::string, Json> uids; // by kind
  for (const Json& thing : forgotten["removed"])
    if (thing.contains("uids"))
      uids[thing["kind"]] = thing["uids"];
  ASSERT_EQ(uids["sent"].size(), 1U) << forgotten.dump();
  EXPECT_EQ(uids["export"], uids["sent"]) << "the folder holds what was sent";
  const Json held = done({"pacs", "find", "clinic", "--level", "image", "--id", "LIMPID-*"});
  EXPECT_THAT(held.dump(), HasSubstr(uids["sent"][0].get<std::string>()));
}

TEST_F(Pacs, AnIncompleteFetchCanBeContinued)
{
  network::writeSeries(m_folder / "sent", {});
  done({"pacs", "store", "clinic", path("sent")});
  const support::Ran cut = run({"pacs", "move", "clinic", "--study", "1.2.3.100", "--into",
                                path("in"), "--own-port", std::to_string(network::freePort())});
  EXPECT_EQ(cut.exitStatus, 4) << cut.output;
  EXPECT_THAT(cut.output, HasSubstr("1.2.3.100.1.1"));
  EXPECT_EQ(
      done({"pacs", "get", "clinic", "--study", "1.2.3.100", "--into", path("in")})["files"].size(),
      3U);
}

} // namespace limpid::workflow
