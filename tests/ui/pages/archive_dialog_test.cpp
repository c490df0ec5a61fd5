// By clicks, against a real Orthanc: add an archive, search it, fetch a series into the library.

#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"
#include "tests/ui/pages/archive_story.h"
#include "ui/pages/archive_dialog.h"

#include <QLabel>
#include <QPushButton>
#include <QTreeView>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;

struct ArchiveDialogTest : ArchiveStory
{
  void openDialog()
  {
    story.work().project.open(place.project());
    ASSERT_TRUE(waitUntil([&] { return story.enabled(u"studies.archive"_s); }));
    story.click(u"studies.archive"_s);
    ASSERT_TRUE(waitUntil([&] { return see<ArchiveDialog>(u"archive"_s) != nullptr; }));
  }

  bool says(const QString& words) { return saysIn(u"archive.status"_s, words); }
};

} // namespace

TEST_F(ArchiveDialogTest, FetchesATickedSeriesIntoTheLibrary)
{
  LIMPID_NEEDS_ORTHANC();
  const network::Orthanc orthanc;
  network::sendSeries(orthanc.archive(), place.folder() / "sent", {});
  network::sendSeries(orthanc.archive(), place.folder() / "sent",
                      {.seriesUid = "1.2.3.100.2", .images = 2});
  openDialog();
  addArchive(u"clinic"_s, orthanc.archive());
  story.click(u"archive.test"_s);
  EXPECT_TRUE(waitUntil([&] { return says(u"answers"_s); }));

  fill(u"archive.patient"_s, u"Person"_s);
  story.click(u"archive.search"_s);
  auto* tree = see<QTreeView>(u"archive.tree"_s);
  ASSERT_TRUE(waitUntil([&] { return tree->model()->rowCount() == 1; }));
  const QModelIndex study = tree->model()->index(0, 0);
  EXPECT_EQ(study.data().toString(), u"Test, Person (P1)"_s);
  tree->expand(study);
  ASSERT_TRUE(waitUntil([&] { return tree->model()->rowCount(study) == 2; }));
  EXPECT_FALSE(story.enabled(u"archive.fetch"_s)) << "nothing is ticked";
  const QModelIndex second = tree->model()->index(1, 0, study);
  testing::giveKeyboard(*tree->window());
  tree->setCurrentIndex(second);
  testing::pressKey(*tree, Qt::Key_Space);
  EXPECT_EQ(second.data(Qt::CheckStateRole).toInt(), Qt::Checked);
  EXPECT_EQ(study.data(Qt::CheckStateRole).toInt(), Qt::PartiallyChecked);

  const int images =
      second.siblingAtColumn(viewmodels::ArchiveTreeModel::ImagesColumn).data().toInt();
  story.click(u"archive.fetch"_s);
  ASSERT_TRUE(waitUntil([&] { return says(u"%1 image(s) came"_s.arg(images)); }));
  ASSERT_TRUE(waitUntil([&] { return !story.work().studies.busy(); }));
  story.click(u"archive.close"_s);
  EXPECT_TRUE(waitUntil(
      [&] { return story.work().studies.state() == viewmodels::StudiesViewModel::State::Ready; }));
  EXPECT_TRUE(story.sentence(u"studies"_s).startsWith(QString::number(images)))
      << story.sentence(u"studies"_s).toStdString();
}

TEST_F(ArchiveDialogTest, RefusesAnIpv6AddressWhenItIsEntered)
{
  openDialog();
  story.click(u"archive.add"_s);
  ASSERT_TRUE(waitUntil([&] { return see<QDialog>(u"archiveEdit"_s) != nullptr; }));
  fill(u"archiveEdit.name"_s, u"clinic"_s);
  fill(u"archiveEdit.aeTitle"_s, u"PACS1"_s);
  fill(u"archiveEdit.host"_s, u"::1"_s);
  story.click(u"archiveEdit.keep"_s);
  const auto* problem = see<QLabel>(u"archiveEdit.problem"_s);
  ASSERT_NE(problem, nullptr) << "the dialog must stay";
  EXPECT_TRUE(problem->text().contains(u"IPv6"_s)) << problem->text().toStdString();
}

TEST_F(ArchiveDialogTest, StaysOpenOnEnterInAField)
{
  openDialog();
  testing::pressKey(*see<QLineEdit>(u"archive.patient"_s), Qt::Key_Return);
  EXPECT_NE(see<ArchiveDialog>(u"archive"_s), nullptr) << "Enter must not press Close";
  for (const QString& name : {u"archive.close"_s, u"archive.fetch"_s}) {
    const auto* button = see<QPushButton>(name);
    ASSERT_NE(button, nullptr) << name.toStdString();
    EXPECT_FALSE(button->isDefault() || button->autoDefault()) << name.toStdString();
  }
}

TEST_F(ArchiveDialogTest, SaysWhyAnArchiveDoesNotAnswer)
{
  openDialog();
  EXPECT_FALSE(story.enabled(u"archive.search"_s)) << "there is no archive yet";
  addArchive(u"clinic"_s, {.aeTitle = "NOBODY", .host = "127.0.0.1", .port = network::freePort()});
  story.click(u"archive.search"_s);
  EXPECT_TRUE(waitUntil([&] { return says(u"Connection refused"_s); }));
}

TEST_F(ArchiveDialogTest, KeepsNoArchiveThatCannotBe)
{
  openDialog();
  story.click(u"archive.add"_s);
  ASSERT_TRUE(waitUntil([&] { return see<QDialog>(u"archiveEdit"_s) != nullptr; }));
  fill(u"archiveEdit.name"_s, u"clinic"_s);
  fill(u"archiveEdit.aeTitle"_s, u"A TITLE THAT IS TOO LONG"_s);
  fill(u"archiveEdit.host"_s, u"localhost"_s);
  story.click(u"archiveEdit.keep"_s);
  EXPECT_TRUE(see<QLabel>(u"archiveEdit.problem"_s)->text().contains(u"AE title"_s));
  story.click(u"archiveEdit.cancel"_s);
}

} // namespace limpid::pages
