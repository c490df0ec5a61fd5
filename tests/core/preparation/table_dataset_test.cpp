#include "core/preparation/table_dataset.h"

#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/dataset/frozen_dataset.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace limpid::preparation {
namespace {

/// 2,000 rows of two columns of unlike scale; the noise of `height` is known, that of `weight`
/// none; every other row is noisy.
std::string someTable()
{
  std::string text = "height,weight,sd,kind,person\n";
  for (int row = 0; row < 2000; ++row) {
    Random random(3, static_cast<std::uint64_t>(row));
    const double sd = row % 2 == 0 ? 0.0 : 20.0;
    const double height = 170.0 + 10.0 * random.normal() + sd * random.normal();
    text += fmt::format("{:.4f},{:.4f},{},{},p{}\n", height, 1.0 + 0.1 * random.normal(), sd,
                        row % 3, row / 4);
  }
  return text;
}

class TableDataset : public testing::Test
{
protected:
  void SetUp() override
  {
    request.table = folder / "people.csv";
    request.risks = {{"sd", "height"}};
    request.label = "kind";
    request.group = "person";
    request.heldOutFraction = 0.25;
    ASSERT_TRUE(writeFileAtomically(request.table, someTable()));
  }

  dataset::FrozenDataset frozen() const
  {
    const Result<TableReport> report = freezeTable(request, folder / "data");
    EXPECT_TRUE(report) << report.error().message;
    return dataset::FrozenDataset::open(report->path).value();
  }

  std::string refusal(const std::string& text) const
  {
    EXPECT_TRUE(writeFileAtomically(request.table, text));
    const Result<TableReport> report = freezeTable(request, folder / "data");
    EXPECT_FALSE(report);
    return report ? "" : report.error().message;
  }

  support::TemporaryFolder folder;
  TableRequest request;
};

TEST_F(TableDataset, HasTheScaleOfTheValuesWithoutTheirNoise)
{
  const dataset::FrozenDataset data = frozen();
  EXPECT_EQ(data.size(), 2000);
  EXPECT_EQ(data.channels(), 2);
  const Json& preparation = data.document()["preparation"];
  EXPECT_EQ(preparation["columns"], Json({"height", "weight"}));
  EXPECT_NEAR(preparation["scale"][0].get<double>(), 10.0, 1.0);
  EXPECT_NEAR(preparation["centre"][0].get<double>(), 170.0, 1.0);
  EXPECT_NEAR(preparation["scale"][1].get<double>(), 0.1, 0.01);
}

TEST_F(TableDataset, HasInEveryColumnTheNoiseThatIsRecorded)
{
  const dataset::FrozenDataset data = frozen();
  double squares = 0.0;
  double expected = 0.0;
  int noisy = 0;
  for (std::int64_t row = 0; row < data.size(); ++row) {
    const double risk = data.risk(row).noise;
    EXPECT_EQ(risk > 0.0, row % 2 == 1);
    if (risk == 0.0)
      continue;
    squares += std::pow(static_cast<double>(data.image(row)[1]), 2); // had no noise of its own
    expected += 1.0 + risk * risk;
    ++noisy;
  }
  EXPECT_EQ(noisy, 1000);
  EXPECT_NEAR(squares / expected, 1.0, 0.15);
}

TEST_F(TableDataset, KeepsTheRowsOfAGroupOnOneSide)
{
  const dataset::FrozenDataset data = frozen();
  EXPECT_EQ(data.heldOutIndices().size(), 500U);
  for (std::int64_t row = 0; row + 3 < data.size(); row += 4)
    EXPECT_EQ(data.heldOut(row), data.heldOut(row + 3));
  EXPECT_EQ(data.label(5), 2);
}

TEST_F(TableDataset, LeavesTheValuesAloneWhereItIsToldTo)
{
  request.standardise = false;
  request.risks.clear();
  request.features = {"weight"};
  const dataset::FrozenDataset data = frozen();
  EXPECT_EQ(data.channels(), 1);
  EXPECT_NEAR(static_cast<double>(data.image(0)[0]), 1.0, 0.5);
}

TEST_F(TableDataset, NamesLineAndColumnOfWhatIsNoNumber)
{
  const std::string start = "height,weight,sd,kind,person\n1,2,0,0,a\n";
  EXPECT_NE(refusal(start + "1,many,0,0,b\n").find("line 3, column weight"), std::string::npos);
  EXPECT_NE(refusal(start + "1,2,-1,0,b\n").find("negative"), std::string::npos);
  EXPECT_NE(refusal(start + "1,2,0\n").find("line 3 has 3 cells"), std::string::npos);
  EXPECT_NE(refusal("height,weight\n1,2\n3,4\n").find("no column"), std::string::npos);
}

} // namespace
} // namespace limpid::preparation
