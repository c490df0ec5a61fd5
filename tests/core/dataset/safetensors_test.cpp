#include "core/dataset/safetensors.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/base/random.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>

namespace limpid::dataset {
namespace {

/// A file put together by hand from the format's description.
std::string fileOf(const std::string& header, std::size_t bufferBytes)
{
  std::string file;
  std::uint64_t length = header.size();
  for (int byte = 0; byte < 8; ++byte, length >>= 8)
    file.push_back(static_cast<char>(length & 0xFF));
  return file + header + std::string(bufferBytes, '\x01');
}

Result<SafetensorsFile> opened(const support::TemporaryFolder& folder, const std::string& bytes)
{
  const auto path = folder / "file.safetensors";
  std::filesystem::remove(path); // a file that is cut and written again is flushed by some systems
  std::ofstream(path, std::ios::binary) << bytes;
  return SafetensorsFile::open(path);
}

class BrokenSafetensors : public testing::TestWithParam<std::pair<std::string, std::size_t>>
{
};

const std::string hugeSizes = R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],)";
const std::string one = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";

} // namespace

TEST(Safetensors, ReadsBackWhatWasWritten)
{
  const support::TemporaryFolder folder;
  const std::vector<float> images{1.5F, -2.0F, 3.0F, 4.0F, 5.0F, 6.0F};
  const std::vector<std::uint8_t> flags{1, 0, 1};
  const std::vector<std::int64_t> steps{-7};
  ASSERT_TRUE(writeSafetensors(folder / "a.safetensors",
                               {{"images", viewOf<float>(images, {3, 2})},
                                {"flags", viewOf<std::uint8_t>(flags, {3})},
                                {"step", viewOf<std::int64_t>(steps, {})},
                                {"empty", viewOf<float>({}, {0, 4})}},
                               {{"who", "Limpid"}}));
  const Result<SafetensorsFile> file = SafetensorsFile::open(folder / "a.safetensors");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->metadata().at("who"), "Limpid");
  EXPECT_EQ(file->tensors().size(), 4U);
  const Result<TensorView> read = file->tensor("images");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->shape, (std::vector<std::int64_t>{3, 2}));
  const auto values = read->values<float>();
  EXPECT_EQ(std::vector<float>(values.begin(), values.end()), images);
  EXPECT_TRUE(read->values<double>().empty());
  EXPECT_EQ(file->tensor("step")->values<std::int64_t>()[0], -7);
  EXPECT_EQ(file->tensor("flags")->values<std::uint8_t>()[2], 1);
  EXPECT_EQ(file->tensor("empty")->elements(), 0);
  EXPECT_EQ(file->tensor("nothing").error().code, ErrorCode::NotFound);
}

TEST(Safetensors, WritesTheBytesThatTheFormatDescribes)
{
  const support::TemporaryFolder folder;
  const std::vector<float> values{1.0F, 2.0F};
  const std::vector<std::uint8_t> flags{9, 8, 7};
  ASSERT_TRUE(writeSafetensors(
      folder / "a.safetensors",
      {{"flags", viewOf<std::uint8_t>(flags, {3})}, {"values", viewOf<float>(values, {1, 2})}},
      {{"key", "text"}}));
  const std::string bytes = *readFile(folder / "a.safetensors", 10000);

  std::uint64_t length = 0;
  for (std::size_t byte = 0; byte < 8; ++byte)
    length |= std::uint64_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
  EXPECT_EQ(length % 8, 0U);
  EXPECT_EQ(bytes[8], '{');
  const Json header = Json::parse(bytes.substr(8, length));
  EXPECT_EQ(header["__metadata__"], (Json{{"key", "text"}}));
  EXPECT_EQ(header["values"],
            (Json{{"dtype", "F32"}, {"shape", {1, 2}}, {"data_offsets", {0, 8}}}));
  EXPECT_EQ(header["flags"], (Json{{"dtype", "U8"}, {"shape", {3}}, {"data_offsets", {8, 11}}}));
  ASSERT_EQ(bytes.size(), 8 + length + 11);
  float second = 0.0F;
  std::memcpy(&second, bytes.data() + 8 + length + 4, 4);
  EXPECT_EQ(second, 2.0F);
  EXPECT_EQ(bytes.substr(8 + length + 8), "\x09\x08\x07");
}

TEST(Safetensors, ReadsAFileWhoseTensorsAreNotAligned)
{
  const support::TemporaryFolder folder;
  const std::string header = R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                             R"("b":{"dtype":"I32","shape":[1],"data_offsets":[1,5]}})";
  const Result<SafetensorsFile> file = opened(folder, fileOf(header, 5));
  ASSERT_TRUE(file) << file.error().message;
  const auto values = file->tensor("b")->values<std::int32_t>();
  ASSERT_EQ(values.size(), 1U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(values.data()) % alignof(std::int32_t), 0U);
  EXPECT_EQ(values[0], 0x01010101);
}

TEST(Safetensors, KeepsTheOldFileWhenAShapeDoesNotFit)
{
  const support::TemporaryFolder folder;
  const std::vector<float> values{1.0F, 2.0F};
  ASSERT_TRUE(writeFileAtomically(folder / "a.safetensors", "old"));
  const Result<void> written =
      writeSafetensors(folder / "a.safetensors", {{"a", viewOf<float>(values, {3})}}, {});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::BadInput);
  EXPECT_EQ(*readFile(folder / "a.safetensors", 100), "old");
}

TEST(Safetensors, RefusesNamesThatAreNotUtf8)
{
  const support::TemporaryFolder folder;
  EXPECT_FALSE(writeSafetensors(folder / "a", {{"\xff", viewOf<float>({}, {0})}}, {}));
  EXPECT_FALSE(writeSafetensors(folder / "a", {{"__metadata__", viewOf<float>({}, {0})}}, {}));
}

TEST_P(BrokenSafetensors, IsRefusedWithASentenceThatNamesTheFile)
{
  const support::TemporaryFolder folder;
  const auto& [header, bufferBytes] = GetParam();
  const Result<SafetensorsFile> file = opened(folder, fileOf(header, bufferBytes));
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("file.safetensors"), std::string::npos);
  EXPECT_EQ(file.error().message.back(), '.');
}

INSTANTIATE_TEST_SUITE_P(
    , BrokenSafetensors,
    testing::Values(
        std::pair("", 0), std::pair("[]", 0), std::pair("null", 0), std::pair("{", 0),
        std::pair("{\"a\"", 0), std::pair("{}", 1), std::pair(R"({"a":3})", 0),
        std::pair(R"({"a":{"dtype":"F32","shape":[2]}})", 8),
        std::pair(R"({"a":{"dtype":4,"shape":[2],"data_offsets":[0,8]}})", 8),
        std::pair(R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}})", 4),
        std::pair(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8),
        std::pair(R"({"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}})", 8),
        std::pair(R"({"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}})", 8),
        std::pair(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}})", 8),
        std::pair(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}})", 8),
        std::pair(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8),
        std::pair(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551615]}})",
                  8),
        std::pair(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8),
        std::pair(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", 8),
        std::pair(hugeSizes + R"("data_offsets":[0,0]}})", 0),
        std::pair("{" + one + R"(,"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})", 8),
        std::pair("{" + one + R"(,"b":{"dtype":"U8","shape":[4],"data_offsets":[9,13]}})", 13),
        std::pair("{" + one + "," + one + "}", 8), std::pair("{" + one + "}", 9),
        std::pair("{" + one + R"(,"__metadata__":{"a":1}})", 8),
        std::pair("{" + one + R"(,"__metadata__":[]})", 8)));

TEST(Safetensors, RefusesHeadersThatAreLongerThanTheFileOrTheFormatAllows)
{
  const support::TemporaryFolder folder;
  for (const std::string& length :
       {std::string(8, '\xff'), std::string("\x09\0\0\0\0\0\0\0", 8),
        std::string("\0\0\0\0\x01\0\0\0", 8), std::string(), std::string("\x02\0\0", 3)})
    EXPECT_FALSE(opened(folder, length + (length.size() == 8 ? "{}" : "")));
}

TEST(Safetensors, RefusesWhatIsNoFile)
{
  const support::TemporaryFolder folder;
  EXPECT_EQ(SafetensorsFile::open(folder / "none").error().code, ErrorCode::NotFound);
  EXPECT_EQ(SafetensorsFile::open(folder.path()).error().code, ErrorCode::BadInput);
  EXPECT_EQ(SafetensorsFile::open("/dev/null").error().code, ErrorCode::BadInput);
}

TEST(Safetensors, SurvivesEveryTruncationAndThousandsOfDamagedFiles)
{
  const support::TemporaryFolder folder;
  const std::string whole =
      fileOf("{" + one + R"(,"b":{"dtype":"U8","shape":[2,2],"data_offsets":[8,12]}})", 12);
  ASSERT_TRUE(opened(folder, whole));
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(opened(folder, whole.substr(0, length))) << length;
  Random random(1, 0);
  for (int round = 0; round < 1000; ++round) {
    std::string damaged = whole;
    for (std::uint64_t change = 0; change <= random.below(3); ++change)
      damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    const Result<SafetensorsFile> file = opened(folder, damaged);
    if (!file)
      continue;
    for (const auto& [name, view] :
         file->tensors()) // reads every byte: a bad view would crash here
      EXPECT_EQ(std::vector<std::byte>(view.bytes.begin(), view.bytes.end()).size(),
                static_cast<std::size_t>(view.elements() * bytesPerElement(view.type)));
  }
}

} // namespace limpid::dataset
