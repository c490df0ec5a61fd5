#include "core/base/atomic_file.h"
#include "core/run/task_folder.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace limpid::run {
namespace {

MetricsWriter writerAt(const support::TemporaryFolder& folder, std::int64_t offset)
{
  Result<MetricsWriter> writer = MetricsWriter::open(folder.path(), offset);
  EXPECT_TRUE(writer) << writer.error().message;
  return std::move(*writer);
}

std::vector<int> steps(MetricsReader& reader)
{
  std::vector<int> read;
  for (const Json& line : reader.readNew())
    read.push_back(line["step"].get<int>());
  return read;
}

void appendText(const support::TemporaryFolder& folder, const std::string& text)
{
  std::ofstream(folder / "metrics.jsonl", std::ios::app | std::ios::binary) << text;
}

std::string contentOf(const support::TemporaryFolder& folder)
{
  return *readFile(folder / "metrics.jsonl", 10000);
}

/// Two steps were written and read; the checkpoint is behind the first.
struct MetricsLinesOfAResumedRun : testing::Test
{
  void SetUp() override
  {
    MetricsWriter writer = writerAt(folder, 0);
    ASSERT_TRUE(writer.append({{"step", 1}}));
    checkpoint = writer.offset();
    ASSERT_TRUE(writer.append({{"step", 2}}));
    ASSERT_EQ(steps(reader), (std::vector<int>{1, 2}));
  }

  support::TemporaryFolder folder;
  std::int64_t checkpoint = 0;
  MetricsReader reader{folder.path()};
};

} // namespace

TEST(MetricsLines, ArriveOnceAndInOrder)
{
  const support::TemporaryFolder folder;
  MetricsReader reader(folder.path());
  EXPECT_TRUE(steps(reader).empty());
  MetricsWriter writer = writerAt(folder, 0);
  ASSERT_TRUE(writer.append({{"step", 1}}));
  ASSERT_TRUE(writer.append({{"step", 2}}));
  EXPECT_EQ(steps(reader), (std::vector<int>{1, 2}));
  EXPECT_TRUE(steps(reader).empty());
  ASSERT_TRUE(writer.append({{"step", 3}}));
  EXPECT_EQ(steps(reader), (std::vector<int>{3}));
  EXPECT_FALSE(reader.restarted());
}

TEST(MetricsLines, WaitUntilTheyAreWhole)
{
  const support::TemporaryFolder folder;
  MetricsReader reader(folder.path());
  appendText(folder, "{\"step\":1}\n{\"st");
  EXPECT_EQ(steps(reader), (std::vector<int>{1}));
  appendText(folder, "ep\":2}\n");
  EXPECT_EQ(steps(reader), (std::vector<int>{2}));
}

TEST(MetricsLines, ThatAreNoJsonArePassedOver)
{
  const support::TemporaryFolder folder;
  MetricsReader reader(folder.path());
  appendText(folder, std::string("\0\0\0\n", 4) + "7\n{\"step\":2}\n");
  EXPECT_EQ(steps(reader), (std::vector<int>{2}));
}

TEST_F(MetricsLinesOfAResumedRun, AreCutWhereItsCheckpointWas)
{
  MetricsWriter resumed = writerAt(folder, checkpoint);
  EXPECT_EQ(resumed.offset(), checkpoint);
  EXPECT_EQ(steps(reader), (std::vector<int>{1}));
  EXPECT_TRUE(reader.restarted());
  ASSERT_TRUE(resumed.append({{"step", 20}}));
  EXPECT_EQ(steps(reader), (std::vector<int>{20}));
  EXPECT_FALSE(reader.restarted());
  EXPECT_EQ(contentOf(folder), "{\"step\":1}\n{\"step\":20}\n");
}

TEST_F(MetricsLinesOfAResumedRun, AreReadAgainWhenTheyGrewBeyondTheirOldEndBetweenTwoLooks)
{
  MetricsWriter resumed = writerAt(folder, checkpoint);
  ASSERT_TRUE(resumed.append({{"step", 20}}));
  ASSERT_TRUE(resumed.append({{"step", 30}}));
  EXPECT_EQ(steps(reader), (std::vector<int>{1, 20, 30}));
  EXPECT_TRUE(reader.restarted());
}

TEST(MetricsLines, GoOnBehindTheLastWholeLineWhenACrashLostSome)
{
  const support::TemporaryFolder folder;
  appendText(folder, "{\"step\":1}\n{\"st");
  MetricsWriter writer = writerAt(folder, 1000);
  ASSERT_TRUE(writer.append({{"step", 2}}));
  EXPECT_EQ(contentOf(folder), "{\"step\":1}\n{\"step\":2}\n");
}

} // namespace limpid::run
