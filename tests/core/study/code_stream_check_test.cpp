#include "core/study/code_stream_check.h"

#include <gtest/gtest.h>

namespace limpid::study {
namespace {

using namespace std::string_literals;

StoredForm formOf(int rows, int columns)
{
  StoredForm form;
  form.rows = rows;
  form.columns = columns;
  form.bitsAllocated = 16;
  return form;
}

/// SIZ of 5 × 7 grey pixels (rows, columns) of 12 bits.
std::string jpeg2000()
{
  const auto number = [](char value) { return "\0\0\0"s + value; };
  return "\xFF\x4F\xFF\x51\0\x29\0\0"s + number(7) + number(5) + number(0) + number(0) + number(7) +
         number(5) + number(0) + number(0) + "\0\1\x0B\1\1"s;
}

/// JFIF, one table, the frame of 5 × 7 pixels, a comment, the scan.
std::string jpeg()
{
  return "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"s + "\xFF\xDB\0\5\0\1\1"s +
         "\xFF\xC0\0\x0B\x08\0\5\0\7\1\1\x11\0"s + "\xFF\xFF\xFE\0\4ok"s + "\xFF\xDA\0\x08"s;
}

} // namespace

TEST(CodeStream, OfJpeg2000HasTheSizeThatTheDataSetTells)
{
  const StoredForm form = formOf(5, 7);
  EXPECT_EQ(damageInCodeStream(jpeg2000(), form), "");
  EXPECT_NE(damageInCodeStream(jpeg2000(), formOf(5, 8)), "");
  EXPECT_NE(damageInCodeStream(jpeg2000(), formOf(4, 7)), "");
  EXPECT_NE(damageInCodeStream(jpeg2000().substr(0, 44), form), "") << "cut off";

  std::string enormous = jpeg2000();
  enormous[8] = '\xFE';
  EXPECT_EQ(damageInCodeStream(enormous, form),
            "its pixels have another size than its header says");
  for (const std::size_t place : {41U, 42U, 43U, 44U}) { // components, bits, distances
    std::string damaged = jpeg2000();
    damaged[place] = '\x22';
    EXPECT_NE(damageInCodeStream(damaged, form), "") << place;
  }
}

TEST(CodeStream, OfJpegIsRefusedForWhatItsDecoderDoesNotForgive)
{
  const StoredForm form = formOf(5, 7);
  EXPECT_EQ(damageInCodeStream(jpeg(), form), "");
  EXPECT_EQ(damageInCodeStream(jpeg().substr(0, 12), form), "") << "goes on in the next fragment";
  const std::size_t version = 11;
  const std::size_t table = 20;
  const std::size_t frame = 27;
  for (const std::size_t place : {version, table, frame, frame + 4, frame + 9}) {
    std::string damaged = jpeg();
    damaged[place] = '\x42';
    EXPECT_EQ(damageInCodeStream(damaged, form), "the header of its pixels is damaged") << place;
  }
}

TEST(CodeStream, OfJpegLsHasTheSizeThatTheDataSetTells)
{
  const std::string stream = "\xFF\xD8\xFF\xF7\0\x0B\x08\0\5\0\7\1\1\x11\0\xFF\xDA\0\x08"s;
  EXPECT_EQ(damageInCodeStream(stream, formOf(5, 7)), "");
  EXPECT_NE(damageInCodeStream(stream, formOf(5, 9)), "");
  EXPECT_NE(damageInCodeStream(stream, formOf(9, 7)), "");
}

TEST(CodeStream, OfRunLengthsHasSegmentsThatLieInIt)
{
  StoredForm form = formOf(5, 7); // of 16 bits: two segments
  const std::string header = "\2\0\0\0\x40\0\0\0\x50\0\0\0"s + std::string(52, '\0');
  EXPECT_EQ(damageInRunLengths(header, 100, form), "");
  EXPECT_NE(damageInRunLengths(header, 80, form), "") << "the second begins behind the end";
  EXPECT_NE(damageInRunLengths(header.substr(0, 63), 63, form), "");
  for (const std::size_t place : {0U, 2U, 4U, 7U, 8U, 11U}) {
    std::string damaged = header;
    damaged[place] = '\x04';
    EXPECT_EQ(damageInRunLengths(damaged, 100, form), "the header of its pixels is damaged")
        << place;
  }
  form.bitsAllocated = 8;
  EXPECT_NE(damageInRunLengths(header, 100, form), "");
}

TEST(CodeStream, OfAnotherKindIsLeftToItsDecoder)
{
  EXPECT_EQ(damageInCodeStream("\1\0\0\0\x40\0\0\0"s, formOf(5, 7)), "");
  EXPECT_EQ(damageInCodeStream("", formOf(5, 7)), "");
}

} // namespace limpid::study
