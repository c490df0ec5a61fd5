#include "core/dataset/frozen_dataset.h"

#include "core/base/atomic_file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <limits>

namespace limpid::dataset {
namespace {

/// Three images of 2 × 2 pixels of two patients.
DatasetContent someContent()
{
  DatasetContent content;
  content.images = {-1.0F, -0.5F, 0.0F, 0.5F, 0.1F, 0.2F, 0.3F, 0.4F, 1.0F, 0.9F, 0.8F, 0.7F};
  content.count = 3;
  content.rows = 2;
  content.columns = 2;
  content.noise = {0.0F, 0.25F, 0.5F};
  content.limit = {0.0F, 0.75F, 0.0F};
  content.label = {4, 5, 6};
  content.heldOut = {0, 0, 1};
  content.patients = {"P1", "P1", "P2"};
  content.sources = {"a", "b", "c"};
  content.preparation = {{"modality", "CT"}, {"seed", 1}};
  return content;
}

Result<FrozenDataset> frozen(const support::TemporaryFolder& folder, const DatasetContent& content)
{
  const Result<std::string> digest = freeze(folder.path(), "head", content);
  if (!digest)
    return failure(digest.error());
  return FrozenDataset::open(folder / *digest);
}

std::vector<float> copyOf(std::span<const float> values)
{
  return {values.begin(), values.end()};
}

class WrongContent
    : public testing::TestWithParam<std::pair<const char*, void (*)(DatasetContent&)>>
{
};

} // namespace

TEST(FrozenDataset, HoldsWhatWasFrozen)
{
  const support::TemporaryFolder folder;
  const Result<FrozenDataset> data = frozen(folder, someContent());
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(data->size(), 3);
  EXPECT_EQ(data->channels(), 1);
  EXPECT_EQ(data->rows(), 2);
  EXPECT_EQ(data->columns(), 2);
  EXPECT_EQ(copyOf(data->image(1)), (std::vector<float>{0.1F, 0.2F, 0.3F, 0.4F}));
  EXPECT_EQ(data->risk(1).noise, 0.25);
  EXPECT_EQ(data->risk(1).limit, 0.75);
  EXPECT_EQ(data->label(2), 6);
  EXPECT_EQ(data->patient(2), "P2");
  EXPECT_EQ(data->trainingIndices(), (std::vector<std::int64_t>{0, 1}));
  EXPECT_EQ(data->heldOutIndices(), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(data->document()["name"], "head");
  EXPECT_EQ(data->document()["contains"], "patient images, pseudonymous");
  EXPECT_EQ(data->document()["preparation"], someContent().preparation);
  EXPECT_TRUE(data->verify());
}

TEST(FrozenDataset, IsOneFolderForTheSameContent)
{
  const support::TemporaryFolder folder;
  const Result<std::string> first = freeze(folder.path(), "one", someContent());
  const Result<std::string> second = freeze(folder.path(), "two", someContent());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(FrozenDataset, HasAnotherDigestWhenAnythingThatDecidesATrainingDiffers)
{
  const support::TemporaryFolder folder;
  const std::string digest = *freeze(folder.path(), "one", someContent());
  const std::vector<void (*)(DatasetContent&)> changes{
      [](DatasetContent& content) { content.images[3] = 0.25F; },
      [](DatasetContent& content) { content.noise[0] = 0.1F; },
      [](DatasetContent& content) { content.limit[0] = 0.1F; },
      [](DatasetContent& content) { content.label[0] = 9; },
      [](DatasetContent& content) { content.heldOut[0] = 1; },
      [](DatasetContent& content) { content.patients[0] = "P3"; },
      [](DatasetContent& content) { content.preparation["seed"] = 2; }};
  for (const auto change : changes) {
    DatasetContent content = someContent();
    change(content);
    EXPECT_NE(*freeze(folder.path(), "one", content), digest);
  }
}

TEST(FrozenDataset, TakesTheMaximumOfARegionalMap)
{
  const support::TemporaryFolder folder;
  DatasetContent content = someContent();
  content.noise = {0.0F, 0.1F, 0.0F, 0.0F, 0.2F, 0.3F, 0.2F, 0.2F, 0.0F, 0.0F, 0.0F, 0.5F};
  const Result<FrozenDataset> data = frozen(folder, content);
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_FLOAT_EQ(static_cast<float>(data->risk(0).noise), 0.1F);
  EXPECT_FLOAT_EQ(static_cast<float>(data->risk(1).noise), 0.3F);
  EXPECT_FLOAT_EQ(static_cast<float>(data->risk(2).noise), 0.5F);
}

TEST(FrozenDataset, OpensImagesOfAnotherProgramWithoutADocument)
{
  const support::TemporaryFolder folder;
  const std::vector<float> images(24, 0.5F);
  const std::vector<float> noise{0.1F, 0.2F};
  ASSERT_TRUE(writeSafetensors(
      folder / "mine.safetensors",
      {{"images", viewOf<float>(images, {2, 3, 2, 2})}, {"noise", viewOf<float>(noise, {2})}}, {}));
  const Result<FrozenDataset> data = FrozenDataset::open(folder / "mine.safetensors");
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(data->channels(), 3);
  EXPECT_EQ(data->patient(1), "unknown");
  EXPECT_EQ(data->label(0), -1);
  EXPECT_EQ(data->risk(0).limit, 0.0);
  EXPECT_EQ(data->trainingIndices().size(), 2U);
  EXPECT_EQ(data->digest().size(), 32U);
  EXPECT_TRUE(data->verify());
}

TEST(FrozenDataset, RefusesTensorsThatDoNotFit)
{
  const support::TemporaryFolder folder;
  const std::vector<float> values(8, 0.5F);
  const std::vector<float> negative{0.1F, -0.2F};
  const std::vector<double> doubles(2, 0.5);
  const std::vector<std::int64_t> labels(3, 1);
  const TensorView images = viewOf<float>(values, {2, 1, 2, 2});
  const TensorView noise = viewOf<float>(std::span(values).first(2), {2, 1, 1, 1});
  const std::vector<std::map<std::string, TensorView>> wrong{
      {},
      {{"images", images}},
      {{"images", viewOf<float>(values, {2, 4})}, {"noise", noise}},
      {{"images", viewOf<float>({}, {0, 1, 2, 2})}, {"noise", noise}},
      {{"images", images}, {"noise", viewOf<float>(values, {8})}},
      {{"images", images}, {"noise", viewOf<double>(doubles, {2})}},
      {{"images", images}, {"noise", viewOf<float>(negative, {2})}},
      {{"images", images}, {"noise", noise}, {"label", viewOf<std::int64_t>(labels, {3})}}};
  for (const auto& tensors : wrong) {
    ASSERT_TRUE(writeSafetensors(folder / "a.safetensors", tensors, {}));
    const Result<FrozenDataset> data = FrozenDataset::open(folder / "a.safetensors");
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::BadInput);
    EXPECT_NE(data.error().message.find("a.safetensors"), std::string::npos);
  }
}

TEST(FrozenDataset, NoticesADocumentOfOtherImagesAndChangedContent)
{
  const support::TemporaryFolder folder;
  DatasetContent other = someContent();
  other.images[0] = 0.0F;
  const auto first = folder / *freeze(folder.path(), "one", someContent());
  const auto second = folder / *freeze(folder.path(), "two", other);
  const std::string bytes = *readFile(first / datasetFileName, 100'000);
  std::filesystem::copy_file(second / datasetFileName, first / datasetFileName,
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(FrozenDataset::open(first).error().code, ErrorCode::BadInput);

  std::string damaged = bytes;
  damaged.back() = 7;
  ASSERT_TRUE(writeFileAtomically(first / datasetFileName, damaged));
  const Result<FrozenDataset> data = FrozenDataset::open(first);
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_FALSE(data->verify());
}

TEST(FrozenDataset, RefusesADocumentThatMakesNoSense)
{
  const support::TemporaryFolder folder;
  const auto place = folder / *freeze(folder.path(), "one", someContent());
  const Json document = *readDocument(place / datasetDocumentName, "limpid-dataset", 1);
  for (const auto& [key, value] :
       {std::pair("patients", Json{"P1"}), std::pair("patients", Json{1, 2, 3}),
        std::pair("digest", Json(7)), std::pair("version", Json("1"))}) {
    Json changed = document;
    changed[key] = value;
    ASSERT_TRUE(writeDocument(place / datasetDocumentName, changed));
    EXPECT_FALSE(FrozenDataset::open(place)) << key << value;
  }
}

TEST_P(WrongContent, IsNotFrozen)
{
  const support::TemporaryFolder folder;
  DatasetContent content = someContent();
  GetParam().second(content);
  const Result<std::string> digest = freeze(folder.path(), "wrong", content);
  ASSERT_FALSE(digest);
  EXPECT_EQ(digest.error().code, ErrorCode::BadInput);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

INSTANTIATE_TEST_SUITE_P(
    , WrongContent,
    testing::Values(std::pair(
                        "NoImage", +[](DatasetContent& content) { content.count = 0; }),
                    std::pair(
                        "Pixels", +[](DatasetContent& content) { content.images.pop_back(); }),
                    std::pair(
                        "Noise", +[](DatasetContent& content) { content.noise.pop_back(); }),
                    std::pair(
                        "Limit", +[](DatasetContent& content) { content.limit.clear(); }),
                    std::pair(
                        "Labels", +[](DatasetContent& content) { content.label.pop_back(); }),
                    std::pair(
                        "Patients", +[](DatasetContent& content) { content.patients.pop_back(); }),
                    std::pair(
                        "Negative", +[](DatasetContent& content) { content.noise[0] = -0.1F; }),
                    std::pair(
                        "NotFinite",
                        +[](DatasetContent& content) {
                          content.images[0] = std::numeric_limits<float>::quiet_NaN();
                        })),
    [](const auto& wrong) { return wrong.param.first; });

} // namespace limpid::dataset
