#include "ui/pages/studies_page.h"

#include "ui/pages/archive_dialog.h"
#include "ui/pages/named.h"
#include "ui/pages/row_delegate.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/empty_state.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::StudiesViewModel;
using viewmodels::StudyTreeModel;
using widgets::Tone;

namespace {

constexpr int thumbnailEdge = 40;
constexpr int kindsWidth = 400;
constexpr int problemsHeight = 150;

/// The files and folders of this computer among what is dragged.
QStringList localPaths(const QMimeData& dragged)
{
  QStringList paths;
  for (const QUrl& url : dragged.urls())
    if (url.isLocalFile())
      paths.append(url.toLocalFile());
  return paths;
}

} // namespace

StudiesPage::StudiesPage(StudiesViewModel& studies, viewmodels::ProjectViewModel& project,
                         QWidget* parent)
    : PageFrame(u"studies"_s, tr("Studies"),
                tr("Bring in the images and choose what the model should learn to make."), parent),
      m_studies(studies),
      m_project(project)
{
  setAcceptDrops(true);
  primary()->setText(tr("Use these images"));
  buildControls();
  setContent(buildContent());
  m_suggested = named(addSecondary(tr("Run with suggested settings")), u"studies.suggested"_s,
                      tr("Run with suggested settings"));
  connect(m_suggested, &QPushButton::clicked, this, &StudiesPage::suggestedRunRequested);
  connect(&m_studies, &StudiesViewModel::changed, this, &StudiesPage::showState);
  connect(&m_studies, &StudiesViewModel::progressed, this, &StudiesPage::showStatus);
  connect(&m_project, &viewmodels::ProjectViewModel::changed, this, &StudiesPage::showState);
  showState();
}

void StudiesPage::buildControls()
{
  auto* add = named(new QPushButton(tr("Add folder…")), u"studies.add"_s, tr("Add folder"));
  connect(add, &QPushButton::clicked, this, &StudiesPage::askForFolder);
  addControl(add);
  auto* files = named(new QPushButton(tr("Add files…")), u"studies.addFiles"_s, tr("Add files"));
  connect(files, &QPushButton::clicked, this, &StudiesPage::askForFiles);
  addControl(files);
  m_archive = named(new QPushButton(tr("From an archive (PACS)…")), u"studies.archive"_s,
                    tr("Fetch images from an archive (PACS)"));
  connect(m_archive, &QPushButton::clicked, this, &StudiesPage::askForArchive);
  addControl(m_archive);
  m_search = named(new QLineEdit, u"studies.search"_s, tr("Search patients, series, modality"));
  m_search->setPlaceholderText(tr("Search"));
  m_search->setClearButtonEnabled(true);
  connect(m_search, &QLineEdit::textChanged, &m_studies, &StudiesViewModel::search);
  addControl(m_search);
  auto* identity = named(new widgets::Chip(tr("Show identity")), u"studies.identity"_s,
                         tr("Show names and numbers of patients"));
  identity->setFilter(true);
  connect(identity, &QPushButton::toggled, &m_studies, &StudiesViewModel::setIdentityShown);
  addControl(identity);
}

QWidget* StudiesPage::buildContent()
{
  m_stack = new QStackedWidget;
  buildNoProject();
  buildEmpty();
  m_filled = new QWidget;
  auto* columns = new QHBoxLayout(m_filled);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(16);
  columns->addWidget(buildTree(), 1);
  columns->addWidget(buildKinds());
  for (QWidget* page :
       {static_cast<QWidget*>(m_noProject), static_cast<QWidget*>(m_empty), m_filled})
    m_stack->addWidget(page);
  return m_stack;
}

void StudiesPage::buildNoProject()
{
  m_noProject = new widgets::EmptyState(
      tr("Drop a folder of scans here: DICOM, NIfTI, NRRD, MetaImage, TIFF, PNG or JPEG. Limpid "
         "asks where to keep the project, a folder with your library, ratings, trainings and "
         "results. Nothing is copied or sent anywhere."));
  m_noProject->setIcon(u"folder"_s);
  auto* make =
      named(m_noProject->addButton(tr("New project…")), u"studies.newProject"_s, tr("New project"));
  connect(make, &QPushButton::clicked, this, &StudiesPage::newProjectRequested);
  auto* open = named(m_noProject->addButton(tr("Open project…")), u"studies.openProject"_s,
                     tr("Open project"));
  connect(open, &QPushButton::clicked, this, &StudiesPage::openProjectRequested);
  auto* demonstration = named(m_noProject->addButton(tr("Open the demonstration")),
                              u"studies.demonstration"_s, tr("Open the demonstration"));
  connect(demonstration, &QPushButton::clicked, this, &StudiesPage::demonstrationRequested);
}

void StudiesPage::buildEmpty()
{
  m_empty = new widgets::EmptyState(
      tr("Drop a folder of scans here. Limpid reads DICOM, NIfTI, NRRD, MetaImage, TIFF, PNG and "
         "JPEG. Nothing is copied or sent anywhere."));
  m_empty->setIcon(u"studies"_s);
  auto* add = named(m_empty->addButton(tr("Add folder…")), u"studies.addFirst"_s, tr("Add folder"));
  connect(add, &QPushButton::clicked, this, &StudiesPage::askForFolder);
}

QWidget* StudiesPage::buildTree()
{
  m_tree = named(new QTreeView, u"studies.tree"_s, tr("Patients, studies and series"));
  m_tree->setModel(&m_studies.tree());
  m_tree->setHeaderHidden(true);
  m_tree->setUniformRowHeights(false);
  m_tree->setItemDelegate(new RowDelegate(StudyTreeModel::ThumbnailRole, StudyTreeModel::DetailRole,
                                          thumbnailEdge, m_tree));
  connect(&m_studies.tree(), &QAbstractItemModel::modelReset, m_tree,
          [this] { m_tree->expandToDepth(1); });
  return m_tree;
}

QWidget* StudiesPage::buildKinds()
{
  auto* column = new QWidget;
  column->setFixedWidth(kindsWidth);
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(12);
  auto* title = new QLabel(tr("What should the model learn to make?"));
  title->setProperty("role", u"cardTitle"_s);
  layout->addWidget(title);

  auto* list = new QWidget;
  m_kinds = new QVBoxLayout(list);
  m_kinds->setContentsMargins(0, 0, 0, 0);
  m_kinds->setSpacing(8);
  m_kinds->addStretch(1);
  auto* scroll = named(new QScrollArea, u"studies.kinds"_s, tr("Image kinds"));
  scroll->setWidget(list);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->viewport()->setAutoFillBackground(false);
  list->setAutoFillBackground(false);
  layout->addWidget(scroll, 1);

  m_leftOut = named(new widgets::Chip(tr("Left out")), u"studies.leftOut"_s, tr("Images left out"));
  layout->addWidget(m_leftOut, 0, Qt::AlignLeft);

  m_problems = new widgets::Card;
  m_problemsTitle = named(new QLabel, u"studies.problemsTitle"_s, tr("Problems"));
  m_problemsTitle->setWordWrap(true);
  m_problemList = named(new QListWidget, u"studies.problems"_s, tr("Files that could not be read"));
  m_problemList->setWordWrap(true);
  m_problemList->setMaximumHeight(problemsHeight);
  m_problems->content()->addWidget(m_problemsTitle);
  m_problems->content()->addWidget(m_problemList);
  layout->addWidget(m_problems);
  return column;
}

void StudiesPage::askForFolder()
{
  auto* dialog = named(new QFileDialog(this, tr("Add a folder of scans")), u"studies.addDialog"_s,
                       tr("Add a folder of scans"));
  dialog->setFileMode(QFileDialog::Directory);
  askForPaths(*dialog);
}

void StudiesPage::askForFiles()
{
  auto* dialog =
      named(new QFileDialog(this, tr("Add files")), u"studies.addFilesDialog"_s, tr("Add files"));
  dialog->setFileMode(QFileDialog::ExistingFiles);
  askForPaths(*dialog);
}

void StudiesPage::askForPaths(QFileDialog& dialog)
{
  dialog.setAttribute(Qt::WA_DeleteOnClose);
  connect(&dialog, &QFileDialog::filesSelected, this, &StudiesPage::take);
  dialog.open();
}

void StudiesPage::take(const QStringList& paths)
{
  if (m_studies.state() == StudiesViewModel::State::NoProject)
    Q_EMIT projectForImagesRequested(paths);
  else
    m_studies.add(paths);
}

void StudiesPage::askForArchive()
{
  const Result<network::ArchiveList> list = network::ArchiveList::ofUser();
  if (!list) {
    status()->setSentence(viewmodels::coreText(list.error().message), Tone::Error);
    return;
  }
  auto* dialog = new ArchiveDialog(
      std::make_unique<viewmodels::ArchiveViewModel>(*list, m_project.folder()), this);
  connect(&dialog->archives(), &viewmodels::ArchiveViewModel::received, &m_studies,
          &StudiesViewModel::add);
  dialog->open();
}

void StudiesPage::dragEnterEvent(QDragEnterEvent* event)
{
  if (!localPaths(*event->mimeData()).isEmpty())
    event->acceptProposedAction();
}

void StudiesPage::dropEvent(QDropEvent* event)
{
  event->acceptProposedAction();
  take(localPaths(*event->mimeData()));
}

void StudiesPage::showState()
{
  using State = StudiesViewModel::State;
  const State state = m_studies.state();
  const bool any = !m_studies.kinds().empty();
  m_stack->setCurrentWidget(state == State::NoProject ? m_noProject
                            : (state == State::Empty && !any) || (state == State::Loading && !any)
                                ? static_cast<QWidget*>(m_empty)
                                : m_filled);
  m_search->setEnabled(state != State::NoProject);
  m_archive->setEnabled(state != State::NoProject);
  m_archive->setToolTip(m_archive->isEnabled() ? QString() : tr("Make or open a project first."));
  showKinds();
  showSkipped();
  showStatus();
  const bool usable = state == State::Ready && !m_studies.kind().isEmpty();
  const QString reason = state == State::Scanning ? tr("The scan is still going on.")
                                                  : tr("Choose at least one image kind.");
  setPrimaryEnabled(usable, reason);
  m_suggested->setEnabled(usable);
  m_suggested->setToolTip(usable ? tr("Measures noise, trains for ten minutes, generates and "
                                      "checks. You can stop it at any time.")
                                 : reason);
}

void StudiesPage::showKinds()
{
  QString key = m_studies.kind();
  for (const study::ImageKind& kind : m_studies.kinds())
    key += u'\n' + QString::fromStdString(kind.id) + QString::number(kind.images);
  if (key == m_shownKinds)
    return;
  m_shownKinds = key;
  while (m_kinds->count() > 1) {
    const std::unique_ptr<QLayoutItem> item(m_kinds->takeAt(0));
    item->widget()->deleteLater();
  }
  int place = 0;
  for (const study::ImageKind& kind : m_studies.kinds()) {
    const QString id = QString::fromStdString(kind.id);
    const QString word = viewmodels::coreText(kind.id);
    auto* card = named(new widgets::Card(word), u"studies.kind.%1"_s.arg(place), word);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    card->setSelectable(true);
    card->setSelected(id == m_studies.kind());
    QString text = tr("%1 of %2 in %3")
                       .arg(tr("%Ln slice(s)", nullptr, kind.images),
                            tr("%Ln patient(s)", nullptr, kind.patients),
                            tr("%Ln series", nullptr, kind.series));
    if (kind.leftOut)
      text += u'\n' + tr("Left out: %1").arg(viewmodels::coreText(kind.leftOutReason));
    auto* detail = new QLabel(text);
    detail->setProperty("role", u"purpose"_s);
    detail->setWordWrap(true);
    card->content()->addWidget(detail);
    connect(card, &widgets::Card::clicked, &m_studies, [this, id] { m_studies.chooseKind(id); });
    m_kinds->insertWidget(place++, card);
  }
  m_leftOut->setCount(m_studies.leftOutImages());
  m_leftOut->setVisible(m_studies.leftOutImages() > 0);
}

void StudiesPage::showSkipped()
{
  const QStringList warnings = m_studies.warnings();
  m_problems->setVisible(!m_studies.skipped().empty() || !warnings.isEmpty());
  m_problemList->clear();
  m_problemsTitle->setText(m_studies.skipped().empty()
                               ? tr("%Ln warning(s)", nullptr, static_cast<int>(warnings.size()))
                               : m_studies.skippedSentence());
  for (const study::SkippedFile& file : m_studies.skipped())
    m_problemList->addItem(tr("%1: %2").arg(viewmodels::toQString(file.file.filename()),
                                            viewmodels::coreText(file.reason)));
  m_problemList->addItems(warnings);
}

void StudiesPage::showStatus()
{
  const StudiesViewModel& model = m_studies;
  if (model.state() == StudiesViewModel::State::NoProject)
    status()->setSentence(m_project.message(),
                          m_project.message().isEmpty() ? Tone::Plain : Tone::Error);
  else if (!model.error().isEmpty())
    status()->setSentence(model.error(), Tone::Error);
  else if (model.state() == StudiesViewModel::State::Scanning)
    status()->setSentence(model.message(), Tone::Running);
  else if (!model.skipped().empty())
    status()->setSentence(QString(model.message() + u' ' + model.skippedSentence()), Tone::Warning);
  else
    status()->setSentence(model.message(), Tone::Plain);
}

} // namespace limpid::pages
