#include "core/plugin/plugin_list.h"

#include "core/plugin/estimator.h"

#include "tests/core/plugin/plugin_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace limpid::plugin {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// The reason that the only plugin of a folder is refused with.
std::string refusal(const PluginFolder& folder)
{
  const std::vector<PluginItem> items = listPlugins(folder.folders());
  return items.size() == 1 ? items.front().reason : "not one item";
}

std::string refusalOf(const Json& changes)
{
  PluginFolder folder;
  folder.addLibrary("obedient");
  folder.addMetadata("obedient", changes);
  return refusal(folder);
}

/// Sets LIMPID_PLUGINS for one test.
class SearchPath
{
public:
  explicit SearchPath(const std::string& value)
  {
    if (const char* before = std::getenv("LIMPID_PLUGINS"))
      m_before = before;
    setenv("LIMPID_PLUGINS", value.c_str(), 1);
  }
  ~SearchPath() { setenv("LIMPID_PLUGINS", m_before.c_str(), 1); } // empty means none
  SearchPath(const SearchPath&) = delete;
  SearchPath& operator=(const SearchPath&) = delete;

private:
  std::string m_before;
};

} // namespace

TEST(PluginList, TellsWhatMetadataSaysWithoutOpeningTheLibrary)
{
  PluginFolder folder;
  folder.write("obedient.so", "no library at all");
  folder.addMetadata("obedient");
  const std::vector<PluginItem> items = listPlugins(folder.folders());
  ASSERT_EQ(items.size(), 1U);
  EXPECT_TRUE(items[0].usable()) << items[0].reason;
  EXPECT_EQ(items[0].id, "obedient");
  EXPECT_EQ(items[0].kind, "estimator");
  EXPECT_EQ(items[0].title, "A test's");
  EXPECT_EQ(items[0].api, 2);
  EXPECT_EQ(items[0].library, folder.path() / "obedient.so");
}

TEST(PluginList, RefusesMetadataThatIsNotJson)
{
  PluginFolder folder;
  folder.write("broken.json", "{\"format\": ");
  EXPECT_THAT(refusal(folder), HasSubstr("broken.json isn't valid JSON"));
  EXPECT_EQ(listPlugins(folder.folders()).front().id, "broken");
}

TEST(PluginList, RefusesAnotherFormatAndANewerVersion)
{
  EXPECT_THAT(refusalOf({{"format", "limpid-project"}}), HasSubstr("isn't a limpid-plugin"));
  EXPECT_THAT(refusalOf({{"version", 2}}), HasSubstr("version 2"));
  EXPECT_THAT(refusalOf({{"version", "1"}}), HasSubstr("version"));
}

TEST(PluginList, RefusesEveryOtherApiNewerOrOlder)
{
  EXPECT_THAT(refusalOf({{"api", 1}}), HasSubstr("API 1; this version has 2"));
  EXPECT_THAT(refusalOf({{"api", 0}}), HasSubstr("API 0; this version has 2"));
  EXPECT_THAT(refusalOf({{"api", "1"}}), HasSubstr("API"));
  EXPECT_THAT(refusalOf({{"api", 4294967297}}), HasSubstr("API 4294967297"));
}

TEST(PluginList, RefusesKindsThatNobodyHosts)
{
  EXPECT_THAT(refusalOf({{"kind", "importer"}}), HasSubstr("takes estimators only"));
  EXPECT_THAT(refusalOf({{"kind", "shader"}}), HasSubstr("shader"));
  EXPECT_THAT(refusalOf({{"kind", 3}}), HasSubstr("kind"));
}

TEST(PluginList, RefusesAnIdThatIsNotTheFilesName)
{
  EXPECT_THAT(refusalOf({{"id", "immerkaer"}}), HasSubstr("named after"));
  EXPECT_THAT(refusalOf({{"id", nullptr}}), HasSubstr("named after"));
}

TEST(PluginList, RefusesALibraryThatIsMissingOrElsewhere)
{
  EXPECT_THAT(refusalOf({{"library", "other.so"}}), HasSubstr("other.so, which isn't there"));
  EXPECT_THAT(refusalOf({{"library", "../obedient.so"}}), HasSubstr("beside it"));
  EXPECT_THAT(refusalOf({{"library", "/lib/obedient.so"}}), HasSubstr("beside it"));
  EXPECT_THAT(refusalOf({{"library", ""}}), HasSubstr("beside it"));
}

TEST(PluginList, GivesAnIdToTheFirstFolderThatCanServeIt)
{
  PluginFolder broken;
  broken.addMetadata("obedient"); // no library
  PluginFolder first;
  first.addLibrary("obedient");
  first.addMetadata("obedient");
  PluginFolder second;
  second.addLibrary("obedient");
  second.addMetadata("obedient");
  const std::vector<std::filesystem::path> folders = {broken.path(), first.path(), second.path()};
  const std::vector<PluginItem> items = listPlugins(folders);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_FALSE(items[0].usable());
  EXPECT_TRUE(items[1].usable()) << items[1].reason;
  EXPECT_THAT(items[2].reason, HasSubstr("is hidden by " + first.path().string()));
}

TEST(PluginList, IsEmptyWhereThereIsNoFolder)
{
  const std::vector<std::filesystem::path> folders = {PluginFolder().path() / "gone"};
  EXPECT_TRUE(listPlugins(folders).empty());
}

TEST(PluginFolders, AreTheUsersFirstThenTheProgramsOwn)
{
  const SearchPath set("/first:/second/of two:");
  const std::vector<std::filesystem::path> folders = defaultPluginFolders();
  ASSERT_GE(folders.size(), 3U);
  EXPECT_EQ(folders[0], "/first");
  EXPECT_EQ(folders[1], "/second/of two");
  EXPECT_THAT(folders, Contains(std::filesystem::path(LIMPID_BINARY_DIR) / "lib/limpid/plugins"));
}

TEST(PluginFolders, HoldThePluginsOfThisBuild)
{
  const std::vector<PluginItem> items = listPlugins(defaultPluginFolders());
  for (const char* id : {"immerkaer", "wavelet-mad", "spectrum", "repeat-difference",
                         "air-background", "header-prior"}) {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [id](const PluginItem& item) { return item.id == id; });
    ASSERT_NE(found, items.end()) << id;
    EXPECT_TRUE(found->usable()) << found->reason;
    EXPECT_FALSE(found->version.empty());
    const auto opened = Estimator::open(*found);
    EXPECT_TRUE(opened) << opened.error().message;
  }
}

TEST(PluginList, RefusesAnEstimatorThatNeedsWhatNobodyHas)
{
  EXPECT_THAT(refusalOf({{"needs", "a wizard"}}), HasSubstr("a wizard"));
  EXPECT_EQ(refusalOf({{"needs", "repeats"}}), "");
}

TEST(PluginList, SaysWhatTheUserHasSwitchedOff)
{
  const support::TemporaryFolder configuration;
  setenv("XDG_CONFIG_HOME", configuration.path().c_str(), 1);
  PluginFolder folder;
  folder.addLibrary("obedient");
  folder.addMetadata("obedient");
  EXPECT_TRUE(openEstimator("obedient", folder.folders()));
  ASSERT_TRUE(setPluginDisabled("obedient", true));
  EXPECT_THAT(listPlugins(folder.folders(), disabledPlugins()).front().reason,
              HasSubstr("switched off"));
  EXPECT_EQ(openEstimator("obedient", folder.folders()).error().code, ErrorCode::Unsupported);
  ASSERT_TRUE(setPluginDisabled("obedient", false));
  EXPECT_TRUE(openEstimator("obedient", folder.folders()));
  unsetenv("XDG_CONFIG_HOME");
}

} // namespace limpid::plugin
