#include "core/base/random.h"
#include "core/risk/delimited_text.h"
#include "core/risk/table_file.h"

#include <gtest/gtest.h>

namespace limpid::risk {
namespace {

using Cells = std::vector<std::vector<std::string>>;

Cells cellsOf(std::string_view text, std::optional<char> separator = std::nullopt)
{
  const auto rows = parseDelimitedText(text, separator, "a table");
  EXPECT_TRUE(rows) << rows.error().message;
  Cells cells;
  for (const TextRow& row : *rows)
    cells.push_back(row.cells);
  return cells;
}

TEST(DelimitedText, ReadsQuotesDoubledQuotesAndLineBreaksInsideThem)
{
  EXPECT_EQ(cellsOf("a,\"b,\"\"c\"\"\",\"d\r\ne\"\n"), (Cells{{"a", "b,\"c\"", "d\r\ne"}}));
}

TEST(DelimitedText, TakesEveryKindOfLineEndAndAMissingLastOne)
{
  EXPECT_EQ(cellsOf("a,b\r\nc,d\re,f\ng,"), (Cells{{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", ""}}));
}

TEST(DelimitedText, SkipsTheByteOrderMarkAndBlankLinesButCountsThem)
{
  const auto rows = parseDelimitedText("\xEF\xBB\xBF"
                                       "a,b\n\n\n1,2\n",
                                       std::nullopt, "a table");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].cells[0], "a");
  EXPECT_EQ((*rows)[1].line, 4);
}

TEST(DelimitedText, CountsTheLinesInsideQuotes)
{
  const auto rows = parseDelimitedText("a\n\"1\n2\n3\"\nb\n", std::nullopt, "a table");
  ASSERT_TRUE(rows);
  EXPECT_EQ((*rows)[2].line, 5);
}

TEST(DelimitedText, FindsTheSeparatorInTheHeader)
{
  EXPECT_EQ(detectSeparator("a;b;c,d\n1,2;3,4;5"), ';');
  EXPECT_EQ(detectSeparator("a\tb\n"), '\t');
  EXPECT_EQ(detectSeparator("\"a;b;c\",d\n"), ',');
}

TEST(DelimitedText, NamesTheLineOfAQuoteThatNeverEnds)
{
  const auto rows = parseDelimitedText("a,b\n1,\"2\n3,4\n", std::nullopt, "scores.csv");
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, ErrorCode::BadInput);
  EXPECT_EQ(rows.error().message, "A quote that begins in line 2 of scores.csv never ends.");
}

TEST(DelimitedText, RefusesUtf16WithASentence)
{
  const auto rows = parseDelimitedText(std::string_view("\xFF\xFE"
                                                        "a\0",
                                                        4),
                                       std::nullopt, "x.csv");
  ASSERT_FALSE(rows);
  EXPECT_NE(rows.error().message.find("UTF-8"), std::string::npos);
}

TEST(DelimitedText, ReadsBackWhatItQuotes)
{
  for (const std::string text : {"plain", "with,comma", "with \"quotes\"", "two\r\nlines", ""})
    EXPECT_EQ(cellsOf(quotedCell(text) + ",end", ','), (Cells{{text, "end"}}));
}

TEST(DelimitedText, SurvivesAnyBytes)
{
  using namespace std::string_view_literals;
  Random random(7, 0);
  constexpr std::string_view alphabet = "ab\",;\t\r\n\0\xEF\xBB\xBF"sv;
  for (int trial = 0; trial < 2000; ++trial) {
    std::string text;
    for (std::uint64_t length = random.below(40); text.size() < length;)
      text += alphabet[random.below(alphabet.size())];
    const auto rows = parseDelimitedText(text, std::nullopt, "noise");
    if (!rows)
      continue;
    for (const TextRow& row : *rows) {
      EXPECT_FALSE(row.cells.empty());
    }
  }
}

TEST(TableFile, ReadsNumbersWhateverTheLocale)
{
  EXPECT_EQ(parseNumber(" 1.5e1 ", false), 15.0);
  EXPECT_EQ(parseNumber("+3", false), 3.0);
  EXPECT_EQ(parseNumber("12,5", true), 12.5);
  EXPECT_FALSE(parseNumber("12,5", false));
  EXPECT_FALSE(parseNumber("12 HU", false));
  EXPECT_FALSE(parseNumber("inf", false));
  EXPECT_FALSE(parseNumber("", false));
}

} // namespace
} // namespace limpid::risk
