#include "core/imaging/png_check.h"

#include "core/imaging/research_file.h"
#include "tests/core/imaging/research_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include <cstdint>

namespace limpid::imaging {
namespace {

using testing::HasSubstr;

const std::string signature("\x89PNG\r\n\x1A\n", 8);

std::string word(std::uint32_t value)
{
  std::string bytes;
  for (const unsigned int shift : {24U, 16U, 8U, 0U})
    bytes += static_cast<char>((value >> shift) & 0xFFU);
  return bytes;
}

/// With its right check sum.
std::string chunk(const std::string& type, const std::string& content)
{
  const std::string summed = type + content;
  const auto sum = crc32(0, reinterpret_cast<const unsigned char*>(summed.data()),
                         static_cast<unsigned int>(summed.size()));
  return word(static_cast<std::uint32_t>(content.size())) + summed +
         word(static_cast<std::uint32_t>(sum));
}

struct Header
{
  std::uint32_t columns = 5;
  std::uint32_t rows = 3;
  char bits = 8;
  char colour = 0; ///< grey
  char packing = 0;
  char filters = 0;
  char interlaced = 0;
};

std::string headerOf(const Header& header)
{
  return chunk("IHDR", word(header.columns) + word(header.rows) +
                           std::string{header.bits, header.colour, header.packing, header.filters,
                                       header.interlaced});
}

std::string packed(const std::string& bytes)
{
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string result(size, '\0');
  compress(reinterpret_cast<unsigned char*>(result.data()), &size,
           reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<uLong>(bytes.size()));
  result.resize(size);
  return result;
}

/// A whole file of black pixels: `count` bytes of them, filters included.
std::string picture(const Header& header, std::size_t count, const std::string& before = {})
{
  return signature + headerOf(header) + before + chunk("IDAT", packed(std::string(count, '\0'))) +
         chunk("IEND", {});
}

constexpr std::size_t greyBytes = 3 * (1 + 5);

class PngCheck : public testing::Test
{
protected:
  /// Nothing when it is let through.
  std::string damage(const std::string& bytes)
  {
    test::writeBytes(m_file, bytes);
    return damageInPng(m_file);
  }

  support::TemporaryFolder m_folder;
  std::filesystem::path m_file = m_folder / "a.png";
};

} // namespace

TEST_F(PngCheck, LetsWholePicturesOfAllKindsThroughToTheReader)
{
  const std::string palette = chunk("PLTE", std::string(12, '\x7F'));
  const std::string text = chunk("tEXt", std::string("Comment\0by a test", 17));
  for (const std::string& whole :
       {picture({}, greyBytes), picture({.bits = 1}, 3 * (1 + 1)),
        picture({.bits = 16}, 3 * (1 + 10)), picture({.colour = 2}, 3 * (1 + 15)),
        picture({.colour = 6}, 3 * (1 + 20)), picture({.colour = 4}, 3 * (1 + 10)),
        picture({.bits = 2, .colour = 3}, 3 * (1 + 2), palette), picture({}, greyBytes, text),
        picture({.interlaced = 1}, 22)}) { // 2 + 2 + 2 + 4 + 6 + 6 of six passes
    EXPECT_EQ(damage(whole), "");
    const auto header = readResearchHeader(m_file, ResearchFormat::Png);
    ASSERT_TRUE(header) << header.error().message;
    EXPECT_EQ(header->columns, 5);
    EXPECT_EQ(header->rows, 3);
  }
  const std::string pixels = packed(std::string(greyBytes, '\0'));
  EXPECT_EQ(damage(signature + headerOf({}) + chunk("IDAT", pixels.substr(0, 4)) +
                   chunk("IDAT", {}) + chunk("IDAT", pixels.substr(4)) + chunk("IEND", {})),
            "")
      << "pixels in several parts";
  EXPECT_EQ(damage(picture({.columns = 4000, .rows = 4000}, 4000U * 4001U)), "")
      << "more than one block of them";
}

TEST_F(PngCheck, RefusesWhatWasCutOffAnywhere)
{
  const std::string whole = picture({}, greyBytes);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(damage(whole.substr(0, size)), "") << size;
  test::writeBytes(m_file, whole.substr(0, whole.size() - 14));
  const auto images = readResearchImages(m_file, ResearchFormat::Png);
  ASSERT_FALSE(images);
  EXPECT_EQ(images.error().code, ErrorCode::BadInput);
  EXPECT_EQ(images.error().message,
            m_file.string() + " can't be read as PNG: it ends in the middle.");
}

TEST_F(PngCheck, RefusesEveryChangedByte)
{
  const std::string whole = picture({}, greyBytes);
  for (std::size_t place = 0; place < whole.size(); ++place) {
    std::string bytes = whole;
    bytes[place] = static_cast<char>(bytes[place] ^ 0x10);
    EXPECT_NE(damage(bytes), "") << place;
  }
}

TEST_F(PngCheck, RefusesSizesThatCannotBeAlthoughTheirCheckSumIsRight)
{
  EXPECT_EQ(damage(picture({.columns = 0}, greyBytes)), "its header is broken: 0 × 3 pixels");
  EXPECT_THAT(damage(picture({.columns = 2'000'000}, greyBytes)), HasSubstr("2000000 × 3 pixels"));
  EXPECT_THAT(damage(picture({.rows = 0xFFFFFFFF}, greyBytes)), HasSubstr("4294967295 pixels"));
  for (const Header& kind :
       {Header{.bits = 3}, Header{.bits = 0}, Header{.bits = 4, .colour = 2}, Header{.colour = 1},
        Header{.colour = 7}, Header{.bits = 16, .colour = 3}, Header{.packing = 1},
        Header{.filters = 1}, Header{.interlaced = 2}})
    EXPECT_THAT(damage(picture(kind, greyBytes)), HasSubstr("its header is broken: colours"));
}

TEST_F(PngCheck, RefusesMorePixelsThanTheFileCanHold)
{
  EXPECT_THAT(damage(picture({.columns = 900'000, .rows = 900'000}, greyBytes)),
              HasSubstr("it promises 810000900000 bytes of pixels"));
  EXPECT_EQ(damage(picture({.rows = 4}, greyBytes)),
            "it holds fewer pixels than its header promises");
  EXPECT_EQ(damage(picture({.interlaced = 1}, 21)),
            "it holds fewer pixels than its header promises");
  test::writeBytes(m_file, picture({.columns = 900'000, .rows = 900'000}, greyBytes));
  const auto header = readResearchHeader(m_file, ResearchFormat::Png);
  ASSERT_FALSE(header);
  EXPECT_THAT(header.error().message, HasSubstr("a.png can't be read as PNG: it promises"));
}

TEST_F(PngCheck, RefusesPixelsThatCannotBeUnpackedAlthoughTheirCheckSumIsRight)
{
  const auto holding = [](const std::string& pixels) {
    return signature + headerOf({}) + chunk("IDAT", pixels) + chunk("IEND", {});
  };
  EXPECT_EQ(damage(holding(std::string(64, '\x55'))), "its pixels are damaged");
  std::string badFilter(greyBytes, '\0');
  badFilter[6] = '\x05'; // before the second row
  EXPECT_EQ(damage(holding(packed(badFilter))), "its pixels are damaged");
  badFilter[6] = '\x04';
  EXPECT_EQ(damage(holding(packed(badFilter))), "");
}

TEST_F(PngCheck, RefusesPartsOutOfOrder)
{
  const std::string pixels = chunk("IDAT", packed(std::string(greyBytes, '\0')));
  const std::string end = chunk("IEND", {});
  EXPECT_THAT(damage(signature + pixels + headerOf({}) + end), HasSubstr("header isn't where"));
  EXPECT_THAT(damage(signature + headerOf({}) + headerOf({}) + pixels + end),
              HasSubstr("header isn't where"));
  EXPECT_THAT(damage(signature + headerOf({}) + end), HasSubstr("fewer pixels"));
  EXPECT_THAT(damage(picture({.bits = 2, .colour = 3}, 9)), HasSubstr("palette is missing"));
  EXPECT_THAT(damage(picture({.bits = 2, .colour = 3}, 9, chunk("PLTE", std::string(7, '\0')))),
              HasSubstr("palette is damaged"));
  EXPECT_THAT(damage(picture({}, greyBytes, chunk("ABCD", {}))), HasSubstr("it needs ABCD"));
  const std::string half = packed(std::string(greyBytes, '\0'));
  EXPECT_THAT(damage(signature + headerOf({}) + chunk("IDAT", half.substr(0, 4)) +
                     chunk("tEXt", "a") + chunk("IDAT", half.substr(4)) + end),
              HasSubstr("pixels are interrupted"));
}

} // namespace limpid::imaging
