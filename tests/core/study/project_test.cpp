#include "core/study/library.h"
#include "core/study/project.h"
#include "core/study/scan.h"
#include "tests/core/study/dicom_writer.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <unistd.h>

namespace limpid::study {
namespace {

std::string bytesOf(const std::filesystem::path& file)
{
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Runs `work` in a child process and gives its exit status.
template<typename Work>
int statusOfChild(Work work)
{
  const pid_t child = ::fork();
  if (child == 0)
    ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Project, IsAFolderThatCanBeOpenedAgain)
{
  const support::TemporaryFolder folder;
  {
    const auto project = Project::create(folder / "project");
    ASSERT_TRUE(project) << project.error().message;
    EXPECT_TRUE(std::filesystem::is_directory(project->runsFolder()));
    EXPECT_TRUE(std::filesystem::is_directory(project->datasetsFolder()));
  }
  auto project = Project::open(folder / "project");
  ASSERT_TRUE(project) << project.error().message;
  EXPECT_EQ(countImages(*project), 0);
  EXPECT_TRUE(listKinds(*project)->empty());
}

TEST(Project, IsNotMadeWhereOneIs)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(Project::create(folder.path()));
  const auto second = Project::create(folder.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::AlreadyExists);
}

TEST(Project, IsNotFoundInAnyOtherFolder)
{
  const support::TemporaryFolder folder;
  const auto project = Project::open(folder.path());
  ASSERT_FALSE(project);
  EXPECT_EQ(project.error().code, ErrorCode::NotFound);
  EXPECT_FALSE(std::filesystem::exists(folder / "limpid.db")) << "opening must not make a project";
}

TEST(Project, OfANewerProgramIsRefusedAndLeftAsItIs)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(Project::create(folder.path()));
  SQLite::Database((folder / "limpid.db").string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 4711");
  const auto project = Project::open(folder.path());
  ASSERT_FALSE(project);
  EXPECT_EQ(project.error().code, ErrorCode::Unsupported);
  SQLite::Database database((folder / "limpid.db").string());
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 4711);
}

TEST(Project, OfTheFirstLayoutGetsTheOriginOfItsSeriesAtTheNextScan)
{
  const support::TemporaryFolder folder;
  test::Series series;
  series.manufacturer = "SIEMENS";
  series.model = "Skyra";
  test::writeSeries(folder / "images", series, 2);
  jobs::JobContext context;
  {
    auto project = Project::create(folder / "project");
    ASSERT_TRUE(scan(*project, {folder / "images"}, context));
  }
  {
    SQLite::Database old((folder / "project" / "limpid.db").string(), SQLite::OPEN_READWRITE);
    old.exec("ALTER TABLE series DROP COLUMN scanner; ALTER TABLE series DROP COLUMN institution;"
             "ALTER TABLE series DROP COLUMN age_years; ALTER TABLE series DROP COLUMN search;"
             "ALTER TABLE series DROP COLUMN insisted; ALTER TABLE images DROP COLUMN orientation;"
             "ALTER TABLE images DROP COLUMN origin_x; ALTER TABLE images DROP COLUMN origin_y;"
             "ALTER TABLE images DROP COLUMN origin_z; PRAGMA user_version = 1");
  }
  auto project = Project::open(folder / "project");
  ASSERT_TRUE(project) << project.error().message;
  EXPECT_EQ(listSeries(*project, "")->front().scanner, "");
  const auto again = scan(*project, {folder / "images"}, context);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->newImages, 0);
  EXPECT_EQ(listSeries(*project, "")->front().scanner, "SIEMENS Skyra");
}

TEST(Project, WithoutTablesIsBroughtToTheNewestLayout)
{
  const support::TemporaryFolder folder;
  std::ofstream(folder / "project.json") << R"({"format": "limpid-project", "version": 1})";
  std::ofstream(folder / "limpid.db").flush();
  auto project = Project::open(folder.path());
  ASSERT_TRUE(project) << project.error().message;
  EXPECT_EQ(countImages(*project), 0);
}

TEST(Project, WithADamagedLibraryGivesASentence)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(Project::create(folder.path()));
  std::filesystem::remove(folder / "limpid.db-wal");
  std::ofstream(folder / "limpid.db") << std::string(4096, 'x');
  const auto project = Project::open(folder.path());
  ASSERT_FALSE(project);
  EXPECT_EQ(project.error().code, ErrorCode::BadInput);
  EXPECT_NE(project.error().message.find("damaged"), std::string::npos) << project.error().message;
}

TEST(Project, InAFolderWithoutWritePermissionGivesASentence)
{
  const support::TemporaryFolder folder;
  const std::filesystem::path locked = folder / "locked";
  std::filesystem::create_directory(locked);
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(locked, std::filesystem::perms(0555));
  const int status = statusOfChild([&] {
    if (::geteuid() == 0 && ::setuid(65534) != 0)
      return 3;
    const auto project = Project::create(locked);
    if (project || project.error().code != ErrorCode::PermissionDenied)
      return 1;
    return project.error().message.find(locked.string()) == std::string::npos ? 2 : 0;
  });
  EXPECT_EQ(status, 0);
}

TEST(Project, KeysDigestsWithASecretOfItsOwn)
{
  const support::TemporaryFolder folder;
  const auto one = Project::create(folder / "one");
  const auto two = Project::create(folder / "two");
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->keyedDigest("1.2.3").size(), 64u);
  EXPECT_NE(one->keyedDigest("1.2.3"), two->keyedDigest("1.2.3"));
  EXPECT_NE(one->keyedDigest("1.2.3"), one->keyedDigest("1.2.4"));
  const auto again = Project::open(folder / "one");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->keyedDigest("1.2.3"), one->keyedDigest("1.2.3"));
}

TEST(Project, IsSharedByTwoProcessesThatWriteAtOnce)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(Project::create(folder.path()));
  const auto addPatients = [&](char letter) {
    auto project = Project::open(folder.path());
    if (!project)
      return 1;
    for (int number = 0; number < 50; ++number)
      project->database().exec("INSERT INTO patients (key, name, patient_id, birth_date, sex) "
                               "VALUES ('" +
                               std::string(1, letter) + std::to_string(number) +
                               "', '', '', '', '')");
    return 0;
  };
  const pid_t child = ::fork();
  if (child == 0)
    ::_exit(addPatients('a'));
  EXPECT_EQ(addPatients('b'), 0);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  auto project = Project::open(folder.path());
  ASSERT_TRUE(project);
  EXPECT_EQ(project->database().execAndGet("SELECT COUNT(*) FROM patients").getInt(), 100);
}

TEST(Project, GivesPseudonymsInTheOrderInWhichPatientsCame)
{
  const support::TemporaryFolder folder;
  auto project = Project::create(folder.path());
  ASSERT_TRUE(project);
  for (const char* key : {"zeta", "alpha"})
    project->database().exec("INSERT INTO patients (key, name, patient_id, birth_date, sex) "
                             "VALUES ('" +
                             std::string(key) + "', 'DOE^JOHN', '4711', '', '')");
  EXPECT_EQ(project->pseudonym("zeta"), "P001");
  EXPECT_EQ(project->pseudonym("alpha"), "P002");
  EXPECT_FALSE(project->pseudonym("nobody"));
  EXPECT_EQ(bytesOf(folder / "project.json").find("DOE"), std::string::npos);
}

} // namespace
} // namespace limpid::study
