#include "core/study/pixel_reader.h"
#include "tests/support/shared_data.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <regex>
#include <string>
#include <vector>

namespace limpid::study {
namespace {

/// One file of INDEX.md that GDCM could decode when the index was made.
struct Row
{
  std::string file;
  std::string size; ///< rows × columns × frames
  std::string storedRange;
};

/// "| file | CT | ImplLE | 512x512x1 | 16/16 | s | MONOCHROME2 | px -2000..2402; … |"
std::vector<Row> rowsOf(const std::filesystem::path& index)
{
  const std::regex pattern(R"(\| ([^|]+?) \|.*\| (\d+x\d+x\d+) \|.*\bpx (-?[\d.]+\.\.-?[\d.]+).*)");
  std::ifstream lines(index);
  std::vector<Row> rows;
  for (std::string line; std::getline(lines, line);)
    if (std::smatch parts; std::regex_match(line, parts, pattern))
      rows.push_back({parts[1], parts[2], parts[3]});
  return rows;
}

} // namespace

TEST(Conformance, HasTheSizesAndValuesOfTheIndexInAlmostEveryFile)
{
  LIMPID_SHARED_PATH(index, "INDEX.md");
  LIMPID_SHARED_PATH(folder, "dicom-conformance");
  const std::vector<Row> rows = rowsOf(index);
  std::size_t agreeing = 0;
  for (const Row& row : rows) {
    const auto read = summarizePixels(folder / row.file);
    const std::string found = read ? fmt::format("{}x{}x{} {}..{}", read->rows, read->columns,
                                                 read->frames, read->storedMin, read->storedMax)
                                   : read.error().message;
    const std::string expected = row.size + " " + row.storedRange;
    if (found == expected)
      ++agreeing;
    else
      std::cout << fmt::format("{}\n  the index: {}\n  Limpid:    {}\n", row.file, expected, found);
  }
  std::cout << fmt::format("{} of {} files agree\n", agreeing, rows.size());
  EXPECT_EQ(rows.size(), 260u);
  EXPECT_GE(agreeing, 254u);
}

} // namespace limpid::study
