#include "core/study/pixel_reader.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdint>
#include <fstream>
#include <string>

namespace limpid::study {
namespace {

/// 12 rows of 16 signed numbers, 37 · column + 111 · row − 500, coded without loss by OpenJPH.
const std::string codeStream =
    "ff4fff5100294000000000100000000c0000000000000000000000100000000c000000000000000000018f0101ff50"
    "00"
    "0800020000000aff52000c00020001000504044001ff5c00132088909090909090909090909090888888ff64001700"
    "01"
    "4f70656e4a50482056657220302e33312e302eff90000a0000000000790001ff93c00025020187740000c000134000"
    "12"
    "80a2fe020774006c02877400c00013400012805050018274007d00023400c00015300005502412e9a04231027600f2"
    "e5"
    "cb97c03181beb600c0002b2000168808822008f2e78a7a70827700dc5c2e97cbe572fa08407bf62101ecba00ffd9";

std::string bytesOf(const std::string& hexadecimal)
{
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hexadecimal.size(); at += 2) {
    unsigned value = 0;
    std::from_chars(&hexadecimal[at], &hexadecimal[at] + 2, value, 16);
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::string number(std::uint32_t value, int bytes)
{
  std::string text;
  for (int byte = 0; byte < bytes; ++byte)
    text += static_cast<char>((value >> (8 * byte)) & 0xFFU);
  return text;
}

/// Explicit VR little endian, with a length of two bytes.
std::string element(std::uint16_t group, std::uint16_t place, const std::string& representation,
                    std::string value)
{
  if (value.size() % 2 != 0)
    value += representation == "UI" ? '\0' : ' ';
  return number(group, 2) + number(place, 2) + representation +
         number(static_cast<std::uint32_t>(value.size()), 2) + value;
}

std::string fragment(const std::string& bytes)
{
  return number(0xE000FFFE, 4) + number(static_cast<std::uint32_t>(bytes.size()), 4) + bytes;
}

std::string fileOf(const std::string& transferSyntax)
{
  const std::string meta = element(2, 0x10, "UI", transferSyntax);
  std::string file = std::string(128, '\0') + "DICM" +
                     element(2, 0, "UL", number(static_cast<std::uint32_t>(meta.size()), 4)) + meta;
  file += element(8, 0x16, "UI", "1.2.840.10008.5.1.4.1.1.2") + element(8, 0x18, "UI", "1.2.3.1");
  file += element(0x28, 2, "US", number(1, 2)) + element(0x28, 4, "CS", "MONOCHROME2");
  file += element(0x28, 0x10, "US", number(12, 2)) + element(0x28, 0x11, "US", number(16, 2));
  file += element(0x28, 0x100, "US", number(16, 2)) + element(0x28, 0x101, "US", number(16, 2));
  file += element(0x28, 0x102, "US", number(15, 2)) + element(0x28, 0x103, "US", number(1, 2));
  file += number(0x00107FE0, 4) + "OB" + number(0, 2) + number(0xFFFFFFFF, 4);
  file += fragment("") + fragment(bytesOf(codeStream));
  return file + number(0xE0DDFFFE, 4) + number(0, 4);
}

class HighThroughput : public testing::TestWithParam<const char*>
{
};

TEST_P(HighThroughput, Jpeg2000IsDecoded)
{
  const support::TemporaryFolder folder;
  std::ofstream(folder / "image.dcm", std::ios::binary) << fileOf(GetParam());
  const auto summary = summarizePixels(folder / "image.dcm");
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_NE(summary->transferSyntax.find("High-Throughput"), std::string::npos);
  const auto image = readFrame(folder / "image.dcm", 1);
  ASSERT_TRUE(image) << image.error().message;
  for (int row = 0; row < 12; ++row)
    for (int column = 0; column < 16; ++column)
      EXPECT_EQ(image->at(row, column), static_cast<float>(37 * column + 111 * row - 500));
}

INSTANTIATE_TEST_SUITE_P(OfEachTransferSyntax, HighThroughput,
                         testing::Values("1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202",
                                         "1.2.840.10008.1.2.4.203"));

} // namespace
} // namespace limpid::study
