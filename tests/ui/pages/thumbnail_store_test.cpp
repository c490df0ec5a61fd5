#include "ui/pages/thumbnail_store.h"

#include "tests/support/event_loop.h"
#include "tests/support/temporary_folder.h"
#include "ui/viewmodels/paths.h"

#include <QImage>

#include <gtest/gtest.h>

namespace limpid::pages {
namespace {

struct ThumbnailStoreTest : testing::Test
{
  QString picture(const char* name)
  {
    QImage image(128, 64, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    const QString path = viewmodels::toQString(folder / name);
    EXPECT_TRUE(image.save(path));
    return path;
  }

  support::TemporaryFolder folder;
  ThumbnailStore store;
};

} // namespace

TEST_F(ThumbnailStoreTest, ReadsWhatIsWantedInTheSizeThatIsDrawn)
{
  const QString path = picture("one.png");
  store.setEdge(96);
  EXPECT_EQ(store.pixmap(path), nullptr) << "nobody waits for it";
  store.want({path});
  ASSERT_TRUE(support::waitUntil([&] { return store.pixmap(path) != nullptr; }));
  EXPECT_EQ(store.pixmap(path)->size(), QSize(96, 48));
}

TEST_F(ThumbnailStoreTest, AnotherSizeMeansToReadAgain)
{
  const QString path = picture("one.png");
  store.setEdge(96);
  store.want({path});
  ASSERT_TRUE(support::waitUntil([&] { return store.pixmap(path) != nullptr; }));
  store.setEdge(64);
  EXPECT_EQ(store.pixmap(path), nullptr);
  store.want({path});
  ASSERT_TRUE(support::waitUntil([&] { return store.pixmap(path) != nullptr; }));
  EXPECT_EQ(store.pixmap(path)->width(), 64);
}

TEST_F(ThumbnailStoreTest, AFileThatIsNoPictureDoesNotKeepOthersFromComing)
{
  const QString path = picture("one.png");
  store.setEdge(96);
  store.want({viewmodels::toQString(folder / "missing.png"), path});
  EXPECT_TRUE(support::waitUntil([&] { return store.pixmap(path) != nullptr; }));
}

} // namespace limpid::pages
