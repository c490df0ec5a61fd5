#include "ui/pages/archive_dialog.h"

#include "ui/pages/archive_choice.h"
#include "ui/pages/archive_foot.h"
#include "ui/pages/named.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/status_sentence.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::ArchiveTreeModel;
using viewmodels::ArchiveViewModel;
using widgets::Tone;

namespace {

constexpr QSize dialogSize(960, 640);
constexpr int whoWidth = 260;
constexpr int dateWidth = 100;
constexpr int modalityWidth = 90;
constexpr int descriptionWidth = 300;

} // namespace

ArchiveDialog::ArchiveDialog(std::unique_ptr<ArchiveViewModel> archives, QWidget* parent)
    : WaitingDialog(parent), m_archives(std::move(archives))
{
  named(this, u"archive"_s, tr("From an archive (PACS)"));
  setWindowTitle(tr("From an archive (PACS)"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  m_choice = new ArchiveChoice(*m_archives);
  rows->addWidget(m_choice);
  rows->addWidget(buildSearch());
  rows->addWidget(buildTree(), 1);
  m_status = new widgets::StatusSentence;
  m_status->setObjectName(u"archive.status"_s);
  rows->addWidget(m_status);
  m_jobs = new widgets::JobStrip;
  m_jobs->setObjectName(u"archive.jobs"_s);
  m_jobs->hideWhileIdle();
  rows->addWidget(m_jobs);
  rows->addWidget(buildFoot());
  connect(m_jobs, &widgets::JobStrip::cancelRequested, m_archives.get(), &ArchiveViewModel::cancel);
  connect(m_archives.get(), &ArchiveViewModel::changed, this, &ArchiveDialog::showState);
  connect(m_archives.get(), &ArchiveViewModel::progressed, this, &ArchiveDialog::showState);
  showState();
}

ArchiveDialog::~ArchiveDialog() = default;

QLineEdit* ArchiveDialog::field(const QString& name, const QString& word, const QString& example)
{
  auto* edit = named(new QLineEdit, name, word);
  edit->setPlaceholderText(example);
  connect(edit, &QLineEdit::returnPressed, this, &ArchiveDialog::search);
  return edit;
}

QWidget* ArchiveDialog::buildSearch()
{
  auto* fields = new QWidget;
  auto* line = new QHBoxLayout(fields);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(8);
  m_patient = field(u"archive.patient"_s, tr("Patient"), tr("part of the name"));
  m_patientId = field(u"archive.patientId"_s, tr("Patient ID"), {});
  m_from = field(u"archive.from"_s, tr("From"), u"2024-01-31"_s);
  m_to = field(u"archive.to"_s, tr("To"), u"2024-12-31"_s);
  m_modality = field(u"archive.modality"_s, tr("Modality"), u"CT, MR"_s);
  m_accession = field(u"archive.accession"_s, tr("Accession number"), {});
  for (QLineEdit* edit : {m_patient, m_patientId, m_from, m_to, m_modality, m_accession}) {
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    auto* label = new QLabel(edit->accessibleName());
    label->setProperty("role", u"label"_s);
    label->setBuddy(edit);
    column->addWidget(label);
    column->addWidget(edit);
    line->addLayout(column);
  }
  m_search = named(new QPushButton(tr("Search")), u"archive.search"_s, tr("Search the archive"));
  m_search->setAutoDefault(false);
  connect(m_search, &QPushButton::clicked, this, &ArchiveDialog::search);
  line->addWidget(m_search, 0, Qt::AlignBottom);
  return fields;
}

QWidget* ArchiveDialog::buildTree()
{
  m_tree = named(new QTreeView, u"archive.tree"_s, tr("Studies and series that were found"));
  m_tree->setModel(&m_archives->tree());
  m_tree->setUniformRowHeights(true);
  m_tree->setColumnWidth(ArchiveTreeModel::WhoColumn, whoWidth);
  m_tree->setColumnWidth(ArchiveTreeModel::DateColumn, dateWidth);
  m_tree->setColumnWidth(ArchiveTreeModel::ModalityColumn, modalityWidth);
  m_tree->setColumnWidth(ArchiveTreeModel::DescriptionColumn, descriptionWidth);
  connect(m_tree, &QTreeView::expanded, m_archives.get(), &ArchiveViewModel::openStudy);
  connect(&m_archives->tree(), &QAbstractItemModel::rowsInserted, m_tree, &QTreeView::expand);
  return m_tree;
}

QWidget* ArchiveDialog::buildFoot()
{
  m_fetch = named(new QPushButton(tr("Fetch")), u"archive.fetch"_s, tr("Fetch what is ticked"));
  connect(m_fetch, &QPushButton::clicked, m_archives.get(), &ArchiveViewModel::fetch);
  return new ArchiveFoot(*this,
                         tr("The images come into the folder “received” of this project, as real "
                            "patients' data. Limpid connects to the archive only when you ask."),
                         m_fetch);
}

void ArchiveDialog::search()
{
  m_archives->search({.patient = m_patient->text(),
                      .patientId = m_patientId->text(),
                      .from = m_from->text(),
                      .to = m_to->text(),
                      .modality = m_modality->text(),
                      .accession = m_accession->text()});
}

void ArchiveDialog::showFetchButton()
{
  const int studies = m_archives->tree().wantedStudies();
  const std::optional<int> images = m_archives->tree().wantedImages();
  m_fetch->setText(studies == 0 ? tr("Fetch")
                   : images     ? tr("Fetch %Ln image(s)", nullptr, *images)
                                : tr("Fetch %Ln study(s)", nullptr, studies));
  const QString obstacle = m_archives->obstacle();
  m_fetch->setEnabled(obstacle.isEmpty());
  m_fetch->setToolTip(obstacle);
}

void ArchiveDialog::showState()
{
  if (closeIfWaitedFor())
    return;
  const bool idle = !isBusy();
  m_choice->showList(idle);
  m_search->setEnabled(idle && m_archives->archive());
  showFetchButton();
  if (idle)
    m_jobs->showIdle();
  else
    m_jobs->showProgress(m_archives->message(), m_archives->fraction());
  if (!m_archives->error().isEmpty())
    m_status->setSentence(m_archives->error(), Tone::Error);
  else if (m_archives->archives().empty())
    m_status->setSentence(tr("No archive is known yet. Add one: its AE title, host and port."));
  else
    m_status->setSentence(idle ? m_archives->message() : QString());
}

bool ArchiveDialog::isBusy() const
{
  return m_archives->state() != ArchiveViewModel::State::Idle;
}

void ArchiveDialog::cancel()
{
  m_archives->cancel();
}

} // namespace limpid::pages
