#include "ui/pages/export_page.h"

#include "ui/pages/archive_send_dialog.h"
#include "ui/pages/named.h"
#include "ui/viewmodels/core_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::ExportViewModel;
using widgets::Tone;

namespace {

constexpr int folderWidth = 420;

int value(exporting::DicomClass dicomClass)
{
  return static_cast<int>(dicomClass);
}

} // namespace

ExportPage::ExportPage(ExportViewModel& exporting, QWidget* parent)
    : PageFrame(u"export"_s, tr("Export"), tr("Write images that say they are synthetic."), parent),
      m_export(exporting)
{
  buildControls();
  setContent(buildContent());
  m_show = named(addSecondary(tr("Show the files")), u"export.show"_s, tr("Show the files"));
  connect(m_show, &QPushButton::clicked, this, &ExportPage::openWrittenFolder);
  m_send = named(addSecondary(tr("Send to PACS…")), u"export.send"_s,
                 tr("Send the written images to an archive (PACS)"));
  connect(m_send, &QPushButton::clicked, this, &ExportPage::askForArchive);
  connect(this, &PageFrame::primaryClicked, &m_export, &ExportViewModel::exportSamples);
  connect(&m_export, &ExportViewModel::changed, this, &ExportPage::showState);
  connect(&m_export, &ExportViewModel::progressed, this, &ExportPage::showProgress);
  showState();
}

void ExportPage::buildControls()
{
  m_class = named(new QComboBox, u"export.class"_s, tr("DICOM class"));
  m_class->addItem(tr("As trained"), value(exporting::DicomClass::AsTrained));
  m_class->addItem(tr("CT image"), value(exporting::DicomClass::Ct));
  m_class->addItem(tr("Secondary capture"), value(exporting::DicomClass::SecondaryCapture));
  connect(m_class, &QComboBox::currentIndexChanged, this, [this] {
    m_export.setDicomClass(static_cast<exporting::DicomClass>(m_class->currentData().toInt()));
  });
  addControl(tr("Format"), m_class);
  m_folder = named(new QLineEdit, u"export.folder"_s, tr("Where"));
  m_folder->setMinimumWidth(folderWidth);
  connect(m_folder, &QLineEdit::editingFinished, this,
          [this] { m_export.setFolder(m_folder->text()); });
  addControl(tr("Where"), m_folder);
  auto* browse = named(new QPushButton(tr("Choose…")), u"export.browse"_s, tr("Choose a folder"));
  connect(browse, &QPushButton::clicked, this, &ExportPage::askForFolder);
  addControl(u" "_s, browse);
}

QWidget* ExportPage::buildContent()
{
  m_stack = new QStackedWidget;
  auto* empty = new widgets::EmptyState(tr("Generate images first."));
  empty->setIcon(u"export"_s);
  m_stack->addWidget(empty);
  auto* filled = new QWidget;
  auto* columns = new QHBoxLayout(filled);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(16);
  const auto column = [&](const QString& title, const QString& name) {
    auto* card = new widgets::Card(title);
    auto* label = named(new QLabel, name, title);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->content()->addWidget(label, 1);
    columns->addWidget(card, 1);
    return label;
  };
  m_says = column(tr("The header says"), u"export.says"_s);
  m_neverSays = column(tr("It never says"), u"export.neverSays"_s);
  m_stack->addWidget(filled);
  return m_stack;
}

void ExportPage::askForFolder()
{
  auto* dialog =
      named(new QFileDialog(this, tr("Export to")), u"export.folderDialog"_s, tr("Export to"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDirectory(QFileInfo(m_export.folder()).absolutePath());
  connect(dialog, &QFileDialog::fileSelected, &m_export, &ExportViewModel::setFolder);
  dialog->open();
}

void ExportPage::openWrittenFolder()
{
  QDesktopServices::openUrl(QUrl::fromLocalFile(m_export.writtenFolder()));
}

void ExportPage::askForArchive()
{
  const Result<network::ArchiveList> list = network::ArchiveList::ofUser();
  if (!list) {
    status()->setSentence(viewmodels::coreText(list.error().message), Tone::Error);
    return;
  }
  auto* dialog = new ArchiveSendDialog(
      std::make_unique<viewmodels::ArchiveSendViewModel>(*list, m_export.writtenImages()), this);
  dialog->open();
}

void ExportPage::showState()
{
  using State = ExportViewModel::State;
  const State state = m_export.state();
  m_stack->setCurrentIndex(state == State::NoSamples ? 0 : 1);
  primary()->setText(m_export.count() > 0 ? tr("Export %Ln image(s)", nullptr, m_export.count())
                                          : tr("Export"));
  setPrimaryEnabled(state == State::Ready || state == State::Done,
                    state == State::NoSamples ? tr("Generate images first.")
                                              : tr("The images are being written."));
  m_show->setVisible(state == State::Done);
  m_send->setVisible(state == State::Done && m_export.hasWritten());
  {
    const QSignalBlocker quiet(m_folder);
    m_folder->setText(m_export.folder());
  }
  const QSignalBlocker quiet(m_class);
  m_class->setCurrentIndex(m_class->findData(value(m_export.dicomClass())));
  m_says->setText(m_export.says().join(u"\n\n"_s));
  m_neverSays->setText(m_export.neverSays().join(u"\n\n"_s));
  showProgress();
}

void ExportPage::showProgress()
{
  using State = ExportViewModel::State;
  if (!m_export.error().isEmpty())
    status()->setSentence(m_export.error(), Tone::Error);
  else if (m_export.state() == State::Exporting)
    status()->setSentence(m_export.message(), Tone::Running);
  else if (m_export.state() == State::Done)
    status()->setSentence(m_export.message(), Tone::Ok);
  else
    status()->setSentence(
        QStringList({m_export.message(), m_export.folderNote()}).join(u' ').trimmed(), Tone::Plain);
}

} // namespace limpid::pages
