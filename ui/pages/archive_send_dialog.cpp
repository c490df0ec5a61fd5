#include "ui/pages/archive_send_dialog.h"

#include "ui/pages/archive_choice.h"
#include "ui/pages/archive_foot.h"
#include "ui/pages/named.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/status_sentence.h"

#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::ArchiveSendViewModel;
using viewmodels::ArchiveViewModel;
using viewmodels::SendAnswer;
using widgets::Tone;

namespace {

constexpr QSize dialogSize(760, 520);
constexpr int fileWidth = 260;

} // namespace

ArchiveSendDialog::ArchiveSendDialog(std::unique_ptr<ArchiveSendViewModel> sending, QWidget* parent)
    : WaitingDialog(parent), m_sending(std::move(sending))
{
  named(this, u"archiveSend"_s, tr("Send to an archive (PACS)"));
  setWindowTitle(tr("Send to an archive (PACS)"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  m_choice = new ArchiveChoice(m_sending->archives());
  rows->addWidget(m_choice);
  m_intention = named(new QLabel, u"archiveSend.intention"_s, tr("What will be sent, and where"));
  m_intention->setWordWrap(true);
  rows->addWidget(m_intention);
  m_list = named(new QTreeWidget, u"archiveSend.files"_s, tr("Files and what became of them"));
  m_list->setHeaderLabels({tr("File"), tr("Answer")});
  m_list->setRootIsDecorated(false);
  m_list->setUniformRowHeights(true);
  m_list->setColumnWidth(0, fileWidth);
  rows->addWidget(m_list, 1);
  m_status = named(new widgets::StatusSentence, u"archiveSend.status"_s, tr("How it stands"));
  rows->addWidget(m_status);
  m_jobs = named(new widgets::JobStrip, u"archiveSend.jobs"_s, tr("What is under way"));
  m_jobs->hideWhileIdle();
  rows->addWidget(m_jobs);
  rows->addWidget(buildFoot());
  connect(m_jobs, &widgets::JobStrip::cancelRequested, m_sending.get(),
          &ArchiveSendViewModel::cancel);
  connect(m_sending.get(), &ArchiveSendViewModel::changed, this, [this] {
    fillList();
    showState();
  });
  connect(m_sending.get(), &ArchiveSendViewModel::progressed, this, &ArchiveSendDialog::showStatus);
  fillList();
  showState();
}

ArchiveSendDialog::~ArchiveSendDialog() = default;

QWidget* ArchiveSendDialog::buildFoot()
{
  m_send = named(new QPushButton(tr("Send")), u"archiveSend.send"_s, tr("Send them"));
  connect(m_send, &QPushButton::clicked, m_sending.get(), &ArchiveSendViewModel::send);
  return new ArchiveFoot(*this,
                         tr("An archive may be read by people who don't know Limpid: send to one "
                            "that is kept for research."),
                         m_send);
}

void ArchiveSendDialog::fillList()
{
  m_list->clear();
  QList<QTreeWidgetItem*> rows;
  for (const SendAnswer& answer : m_sending->answers()) {
    rows.append(new QTreeWidgetItem(QStringList{answer.file, answer.sentence}));
    rows.back()->setToolTip(1, answer.sentence);
  }
  m_list->addTopLevelItems(rows);
}

void ArchiveSendDialog::showState()
{
  if (closeIfWaitedFor())
    return;
  m_choice->showList(!m_sending->busy());
  m_intention->setText(m_sending->intention());
  m_send->setText(m_sending->waiting() == 0
                      ? tr("Send")
                      : tr("Send %Ln image(s)", nullptr, m_sending->waiting()));
  const QString obstacle = m_sending->obstacle();
  m_send->setEnabled(obstacle.isEmpty());
  m_send->setToolTip(obstacle);
  showStatus();
}

void ArchiveSendDialog::showStatus()
{
  ArchiveViewModel& archives = m_sending->archives();
  if (m_sending->sending())
    m_jobs->showProgress(m_sending->message(), m_sending->fraction());
  else if (m_sending->busy())
    m_jobs->showProgress(archives.message(), archives.fraction());
  else
    m_jobs->showIdle();
  if (m_sending->busy())
    m_status->setSentence({});
  else if (!m_sending->error().isEmpty())
    m_status->setSentence(m_sending->error(), Tone::Error);
  else if (!m_sending->message().isEmpty())
    m_status->setSentence(m_sending->message(), Tone::Ok);
  else if (!archives.error().isEmpty())
    m_status->setSentence(archives.error(), Tone::Error);
  else if (archives.archives().empty())
    m_status->setSentence(tr("No archive is known yet. Add one: its AE title, host and port."));
  else
    m_status->setSentence(archives.message());
}

bool ArchiveSendDialog::isBusy() const
{
  return m_sending->busy();
}

void ArchiveSendDialog::cancel()
{
  m_sending->cancel();
}

} // namespace limpid::pages
