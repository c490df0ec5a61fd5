#include "ui/pages/quality_page.h"

#include "core/risk/rating_report.h"
#include "ui/pages/fields.h"
#include "ui/pages/measure_dialog.h"
#include "ui/pages/named.h"
#include "ui/pages/quality_sheet.h"
#include "ui/pages/quality_tools.h"
#include "ui/pages/quality_viewer.h"
#include "ui/pages/rating_panel.h"
#include "ui/pages/table_import_dialog.h"
#include "ui/viewmodels/paths.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>

#include <utility>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::QualityViewModel;
using widgets::Tone;

namespace {

constexpr int inspectorWidth = 376;
constexpr int viewerHeight = 204;
constexpr int problemsHeight = 96;

} // namespace

QualityPage::QualityPage(QualityViewModel& quality, QSettings& settings, QWidget* parent)
    : PageFrame(u"quality"_s, tr("Quality"),
                tr("Say how good each image is. Limpid measures noise; you rate what it can't "
                   "measure."),
                parent),
      m_quality(quality)
{
  primary()->setText(tr("Continue to plan"));
  buildControls();
  setContent(buildContent(settings));
  setAdvanced(new QualityTools(m_quality));
  connect(&m_quality, &QualityViewModel::changed, this, &QualityPage::showState);
  showState();
}

void QualityPage::buildControls()
{
  auto* measure =
      named(new QPushButton(tr("Measure noise…")), u"quality.measure"_s, tr("Measure noise"));
  connect(measure, &QPushButton::clicked, this,
          [this] { (new MeasureDialog(m_quality, this))->open(); });
  addControl(measure);
  auto* import =
      named(new QPushButton(tr("Import ratings…")), u"quality.import"_s, tr("Import ratings"));
  connect(import, &QPushButton::clicked, this, &QualityPage::askForTable);
  addControl(import);
  const auto add = [this](const QString& name, const QString& word, auto signal) {
    auto* button = named(new QPushButton(word + u'…'), name, word);
    connect(button, &QPushButton::clicked, this, signal);
    addControl(button);
  };
  add(u"quality.raters"_s, tr("Raters"), &QualityPage::ratersRequested);
  add(u"quality.match"_s, tr("Match ratings"), &QualityPage::matchRequested);
  add(u"quality.noiseKind"_s, tr("Kind of noise"), &QualityPage::noiseKindRequested);
  leaveKeyboard(*this); // Space rates after a dialog, it doesn't open the dialog again
}

QWidget* QualityPage::buildContent(QSettings& settings)
{
  m_stack = new QStackedWidget;
  auto* empty = new widgets::EmptyState(tr("No images yet. Choose them on Studies."));
  empty->setIcon(u"quality"_s);
  m_stack->addWidget(empty);
  auto* filled = new QWidget;
  m_places = new QGridLayout(filled);
  m_places->setContentsMargins(0, 0, 0, 0);
  m_places->setHorizontalSpacing(16);
  m_places->setVerticalSpacing(12);
  m_places->setColumnStretch(0, 1);
  m_places->setRowStretch(1, 1);
  m_places->setColumnMinimumWidth(1, inspectorWidth);
  m_sheet = new QualitySheet(m_quality, settings);
  m_viewer = new QualityViewer(m_quality);
  m_panel = new RatingPanel(m_quality);
  m_editor = new widgets::Card(tr("Quality"));
  m_editor->setMinimumWidth(inspectorWidth);
  m_editor->content()->addWidget(m_panel);
  m_problems = new widgets::Card(tr("Rows that were not used"));
  m_problemList = named(new QListWidget, u"quality.problems"_s, tr("Rows that were not used"));
  m_problemList->setMaximumHeight(problemsHeight);
  m_problems->content()->addWidget(m_problemList);
  m_places->addWidget(m_sheet, 0, 0, 2, 1);
  m_places->addWidget(m_problems, 2, 0, 1, 2);
  placeParts();
  for (QWidget* view : m_viewer->views() + m_sheet->views())
    m_panel->takeKeysOf(view);
  m_panel->takeKeysOf(m_viewer); // which its bars leave
  connect(&m_panel->editor(), &viewmodels::RatingEditor::changed, this, &QualityPage::showRating);
  connect(&m_quality.images(), &QAbstractItemModel::modelReset, this,
          [this] { m_selectionBefore.clear(); }); // rows are others now
  connect(m_sheet, &QualitySheet::openRequested, this, [this] { setViewerMaximised(true); });
  connect(m_viewer, &QualityViewer::stepRequested, m_sheet, &QualitySheet::step);
  connect(m_viewer, &QualityViewer::maximiseRequested, this,
          [this] { setViewerMaximised(!m_viewerMaximised); });
  connect(m_viewer, &QualityViewer::closeRequested, this, [this] { setViewerMaximised(false); });
  m_stack->addWidget(filled);
  return m_stack;
}

void QualityPage::placeParts()
{
  for (QWidget* part : {static_cast<QWidget*>(m_viewer), static_cast<QWidget*>(m_editor)})
    m_places->removeWidget(part);
  m_sheet->setVisible(!m_viewerMaximised);
  // Beside the sheet the viewer is as wide as the editor below it: the rest is the sheet's.
  m_viewer->setSizePolicy(m_viewerMaximised ? QSizePolicy::Preferred : QSizePolicy::Ignored,
                          QSizePolicy::Preferred);
  if (m_viewerMaximised) {
    m_viewer->setMinimumHeight(0);
    m_viewer->setMaximumHeight(QWIDGETSIZE_MAX);
    m_places->addWidget(m_viewer, 0, 0, 2, 1);
    m_places->addWidget(m_editor, 0, 1, 2, 1);
  } else {
    m_viewer->setFixedHeight(viewerHeight);
    m_places->addWidget(m_viewer, 0, 1);
    m_places->addWidget(m_editor, 1, 1);
  }
}

void QualityPage::setViewerMaximised(bool maximised)
{
  if (maximised == m_viewerMaximised)
    return;
  m_viewerMaximised = maximised;
  placeParts();
  if (maximised) {
    rateWhatIsShown();
    m_viewer->setFocus();
  } else {
    selectAsBefore();
    m_sheet->setFocus();
  }
  showRating();
}

/// A stack opens at one of its images: the others are out of sight, so no key may reach them.
void QualityPage::rateWhatIsShown()
{
  m_selectionBefore = m_quality.selection();
  if (!m_selectionBefore.empty())
    m_quality.setSelection({m_selectionBefore.back()});
}

void QualityPage::selectAsBefore()
{
  const std::vector<int> before = std::exchange(m_selectionBefore, {});
  if (!before.empty() && m_quality.selection() == std::vector<int>{before.back()})
    m_quality.setSelection(before); // nothing else was looked at
}

void QualityPage::showRating()
{
  m_viewer->setRatingWords(m_viewerMaximised ? m_panel->editor().focusedWords() : QString());
}

void QualityPage::askForTable()
{
  auto* dialog = named(new QFileDialog(this, tr("Import ratings")), u"quality.importDialog"_s,
                       tr("Import ratings"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setNameFilters({tr("Ratings (*.csv *.tsv *.json *.dcm)"), tr("All files (*)")});
  connect(dialog, &QFileDialog::fileSelected, this, &QualityPage::askAboutTable);
  dialog->open();
}

void QualityPage::askAboutTable(const QString& table)
{
  if (risk::looksLikeReport(viewmodels::toPath(table))) {
    m_quality.importReport(table);
    return;
  }
  auto* dialog = new TableImportDialog(m_quality.openTable(table), this);
  connect(dialog, &TableImportDialog::importRequested, &m_quality, &QualityViewModel::importTable);
  dialog->open();
}

void QualityPage::showEvent(QShowEvent* event)
{
  PageFrame::showEvent(event);
  m_quality.measureWhereUnknown();
}

void QualityPage::showState()
{
  using State = QualityViewModel::State;
  const State state = m_quality.state();
  const bool any = m_quality.images().rowCount() > 0;
  m_stack->setCurrentIndex(any ? 1 : 0);
  setPrimaryEnabled(any && m_quality.imagesWithNoise() > 0,
                    any ? tr("Noise isn't measured yet.") : tr("Choose images on Studies first."));
  if (!m_quality.error().isEmpty())
    status()->setSentence(m_quality.error(), Tone::Error);
  else if (state == State::Measuring || state == State::Importing || state == State::Loading)
    status()->setSentence(m_quality.message(), Tone::Running);
  else
    status()->setSentence(m_quality.message(), Tone::Plain);
  showProblems();
  if (state == State::Ready && isVisible())
    m_quality.measureWhereUnknown();
}

void QualityPage::showProblems()
{
  const QStringList problems = m_quality.importProblems();
  m_problems->setVisible(!problems.isEmpty());
  if (m_problemList->count() != problems.size()) {
    m_problemList->clear();
    m_problemList->addItems(problems);
  }
}

} // namespace limpid::pages
