// By clicks, against a real Orthanc: what the Export page has written goes to an archive.

#include "core/study/departures.h"
#include "core/study/project.h"
#include "tests/core/export/sample_files.h"
#include "tests/core/network/cutting_proxy.h"
#include "tests/core/network/orthanc.h"
#include "tests/core/network/scripted_archive.h"
#include "tests/core/network/sent_images.h"
#include "tests/ui/pages/archive_story.h"
#include "ui/pages/archive_send_dialog.h"
#include "ui/viewmodels/paths.h"

#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using State = viewmodels::ExportViewModel::State;

constexpr int imageCount = 12;

/// Twelve of them, so that a connection can break in between.
exporting::SampleContent manySamples()
{
  exporting::SampleContent content = exporting::headCtSamples();
  const std::vector<float> some = content.intensities;
  while (content.count < imageCount) {
    content.intensities.insert(content.intensities.end(), some.begin(), some.end());
    content.count += 3;
  }
  content.document["count"] = imageCount;
  return content;
}

struct ArchiveSendTest : ArchiveStory
{
  void SetUp() override { LIMPID_NEEDS_ORTHANC(); }

  void exportSamples()
  {
    exporting::writeSamples(place.folder() / "samples", manySamples());
    story.work().project.open(place.project());
    ASSERT_TRUE(waitUntil([&] { return story.enabled(u"studies.archive"_s); }));
    story.work().exporting.setSamples(viewmodels::toQString(place.folder() / "samples"));
    ASSERT_TRUE(waitUntil([&] { return story.work().exporting.state() == State::Ready; }));
    story.click(u"rail.export"_s);
    EXPECT_EQ(see<QWidget>(u"export.send"_s), nullptr) << "nothing was exported yet";
    story.click(u"export.primary"_s);
    ASSERT_TRUE(waitUntil([&] { return story.work().exporting.state() == State::Done; }))
        << story.sentence(u"export"_s).toStdString();
  }

  void openDialog()
  {
    story.click(u"export.send"_s);
    ASSERT_TRUE(waitUntil([&] { return see<ArchiveSendDialog>(u"archiveSend"_s) != nullptr; }));
  }

  viewmodels::ArchiveSendViewModel& sending()
  {
    return see<ArchiveSendDialog>(u"archiveSend"_s)->sending();
  }

  bool says(const QString& words) { return saysIn(u"archiveSend.status"_s, words); }

  /// How many rows of the list hold these words.
  int rowsWith(const QString& words)
  {
    const auto* list = see<QTreeWidget>(u"archiveSend.files"_s);
    int rows = 0;
    for (int row = 0; row < list->topLevelItemCount(); ++row)
      rows += list->topLevelItem(row)->text(1).contains(words) ? 1 : 0;
    return rows;
  }
};

} // namespace

TEST_F(ArchiveSendTest, SendsWhatWasExportedOnAClickAfterSayingWhatGoesWhere)
{
  const network::Orthanc orthanc;
  ASSERT_NO_FATAL_FAILURE(exportSamples());
  ASSERT_NO_FATAL_FAILURE(openDialog());
  EXPECT_FALSE(story.enabled(u"archiveSend.send"_s)) << "there is no archive yet";
  addArchive(u"clinic"_s, orthanc.archive());
  const QString peer = u"clinic at 127.0.0.1:%1"_s.arg(orthanc.archive().port);
  const QString intention = see<QLabel>(u"archiveSend.intention"_s)->text();
  EXPECT_TRUE(intention.startsWith(u"12 synthetic image(s)"_s)) << intention.toStdString();
  EXPECT_TRUE(intention.contains(peer)) << intention.toStdString();
  EXPECT_EQ(network::imagesIn(orthanc.archive()), 0U) << "nobody has pressed Send";

  story.click(u"archiveSend.send"_s);
  ASSERT_TRUE(waitUntil([&] { return says(u"12 image(s) were sent to clinic."_s); }))
      << sending().error().toStdString();
  EXPECT_EQ(network::imagesIn(orthanc.archive()), std::size_t{imageCount});
  EXPECT_EQ(rowsWith(u"clinic took it."_s), imageCount);
  EXPECT_FALSE(story.enabled(u"archiveSend.send"_s)) << "it has them all";

  auto project = study::Project::open(viewmodels::toPath(place.project()));
  ASSERT_TRUE(project) << project.error().message;
  const auto departures = study::listDepartures(*project);
  ASSERT_TRUE(departures) << departures.error().message;
  ASSERT_FALSE(departures->empty());
  EXPECT_EQ(departures->back().folder.string(), peer.toStdString() + ", AE title ORTHANC");
  EXPECT_EQ(departures->back().images.size(), std::size_t{imageCount});
  EXPECT_EQ(departures->back().files, imageCount);
  EXPECT_EQ(departures->back().datasetDigest, "fedcba9876543210");

  addArchive(u"ward"_s, orthanc.archive());
  EXPECT_EQ(rowsWith(u"took it"_s), 0) << "another archive has nothing yet";
  EXPECT_TRUE(story.enabled(u"archiveSend.send"_s));
}

TEST_F(ArchiveSendTest, SendsTheRestWhenTheConnectionHasBrokenInBetween)
{
  const network::Orthanc orthanc;
  constexpr std::size_t fewAnswers = 1000; // the association's and those of a few images
  const network::CuttingProxy proxy(orthanc.archive().port, fewAnswers, network::AfterCut::Pass);
  network::Archive archive = orthanc.archive();
  archive.port = proxy.port();
  ASSERT_NO_FATAL_FAILURE(exportSamples());
  ASSERT_NO_FATAL_FAILURE(openDialog());
  addArchive(u"clinic"_s, archive);

  story.click(u"archiveSend.send"_s);
  ASSERT_TRUE(waitUntil([&] { return says(u"Send again to go on."_s); }))
      << sending().error().toStdString();
  EXPECT_TRUE(says(u"broke"_s)) << sending().error().toStdString();
  const int taken = rowsWith(u"clinic took it."_s);
  EXPECT_GE(taken, 1);
  EXPECT_EQ(sending().waiting(), imageCount - taken);
  EXPECT_EQ(rowsWith(u"broke"_s), imageCount - taken) << "each says why";
  EXPECT_EQ(see<QPushButton>(u"archiveSend.send"_s)->text(),
            u"Send %1 image(s)"_s.arg(imageCount - taken));

  story.click(u"archiveSend.send"_s);
  ASSERT_TRUE(waitUntil([&] { return !sending().busy(); }));
  EXPECT_TRUE(says(u"%1 image(s) were sent to clinic."_s.arg(imageCount - taken)))
      << sending().error().toStdString();
  EXPECT_EQ(rowsWith(u"clinic took it."_s), imageCount);
  EXPECT_EQ(network::imagesIn(orthanc.archive()), std::size_t{imageCount});
}

TEST_F(ArchiveSendTest, SaysOfEachFileWhatTheArchiveWarnsOfAndOffersWhatItRefusedAgain)
{
  const network::ScriptedArchive archive({.stores = {{.status = 0xB000}, {.status = 0xA700}}});
  ASSERT_NO_FATAL_FAILURE(exportSamples());
  ASSERT_NO_FATAL_FAILURE(openDialog());
  addArchive(u"clinic"_s, archive.archive());
  story.click(u"archiveSend.send"_s);
  ASSERT_TRUE(waitUntil([&] { return says(u"Send again to go on."_s); }))
      << sending().error().toStdString();
  EXPECT_TRUE(says(u"1 of them with a warning"_s)) << sending().error().toStdString();
  EXPECT_EQ(rowsWith(u"took it with a warning: it changed some values"_s), 1);
  EXPECT_EQ(rowsWith(u"it is out of resources; try again later"_s), 1);
  EXPECT_EQ(sending().waiting(), 1) << "the warned one was taken";

  story.click(u"archiveSend.send"_s);
  ASSERT_TRUE(waitUntil([&] { return !sending().busy(); }));
  EXPECT_EQ(sending().waiting(), 0) << sending().error().toStdString();
  EXPECT_EQ(archive.received().size(), std::size_t{imageCount} + 1);
}

TEST_F(ArchiveSendTest, KeepsWhatWasNotSentWhenItIsCancelled)
{
  const network::Orthanc orthanc;
  ASSERT_NO_FATAL_FAILURE(exportSamples());
  ASSERT_NO_FATAL_FAILURE(openDialog());
  addArchive(u"clinic"_s, orthanc.archive());
  sending().send();
  sending().cancel(); // before the archive can have answered
  ASSERT_TRUE(waitUntil([&] { return !sending().busy(); }));
  EXPECT_TRUE(says(u"It was stopped."_s)) << sending().error().toStdString();
  EXPECT_GT(sending().waiting(), 0);
  EXPECT_EQ(rowsWith(u"took it"_s), imageCount - sending().waiting());

  story.click(u"archiveSend.send"_s);
  ASSERT_TRUE(waitUntil([&] { return sending().waiting() == 0; }));
  EXPECT_EQ(network::imagesIn(orthanc.archive()), std::size_t{imageCount});
}

TEST_F(ArchiveSendTest, SaysThatNobodyAnswersAndCanBeTriedAgain)
{
  ASSERT_NO_FATAL_FAILURE(exportSamples());
  ASSERT_NO_FATAL_FAILURE(openDialog());
  addArchive(u"clinic"_s, {.aeTitle = "NOBODY", .host = "127.0.0.1", .port = network::freePort()});
  story.click(u"archiveSend.send"_s);
  ASSERT_TRUE(waitUntil([&] { return says(u"Connection refused"_s); }));
  EXPECT_EQ(sending().waiting(), imageCount);
  EXPECT_TRUE(story.enabled(u"archiveSend.send"_s));
  story.click(u"archiveSend.close"_s);
  EXPECT_TRUE(waitUntil([&] { return see<QDialog>(u"archiveSend"_s) == nullptr; }));
}

} // namespace limpid::pages
