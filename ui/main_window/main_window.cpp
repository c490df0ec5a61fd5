#include "ui/main_window/main_window.h"

#include "ui/main_window/top_bar.h"
#include "ui/pages/export_page.h"
#include "ui/pages/generate_page.h"
#include "ui/pages/match_dialog.h"
#include "ui/pages/noise_kind_dialog.h"
#include "ui/pages/plan_page.h"
#include "ui/pages/quality_page.h"
#include "ui/pages/raters_dialog.h"
#include "ui/pages/studies_page.h"
#include "ui/pages/train_page.h"
#include "ui/viewmodels/language.h"
#include "ui/viewmodels/paths.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/navigation_rail.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace limpid::main_window {

using namespace Qt::StringLiterals;
using widgets::PageState;

namespace {

constexpr QSize smallestSize(1280, 800);
constexpr int wideFrom = 1600;
constexpr auto appearanceKey = "appearance";

QString drawerKey(const viewmodels::ProjectViewModel& project, const widgets::PageFrame& page)
{
  return viewmodels::projectKey(project.folder(), u"advanced/"_s + page.objectName());
}

/// The one that is open already comes to the front.
template<typename Dialog, typename Model>
void openBeside(QWidget& window, const QString& name, Model& model)
{
  auto* dialog = window.findChild<Dialog*>(name, Qt::FindDirectChildrenOnly);
  if (dialog == nullptr)
    dialog = new Dialog(model, &window);
  dialog->show();
  dialog->raise();
  dialog->activateWindow();
}

} // namespace

MainWindow::MainWindow(viewmodels::Workspace& workspace, QSettings& settings, QWidget* parent)
    : QMainWindow(parent), m_workspace(workspace), m_settings(settings)
{
  setObjectName(u"mainWindow"_s);
  setMinimumSize(smallestSize);
  resize(smallestSize);
  assemble();
  connectPages();
  connectTopBar();
  rememberDrawers();
  const bool light = m_settings.value(QLatin1String(appearanceKey)).toString() == u"light"_s;
  setAppearance(light ? widgets::Appearance::Light : widgets::Appearance::Dark);
  showProject();
  showRailStates();
  showJobs();
  showPage(u"studies"_s);
}

QStringList MainWindow::pageIds()
{
  return {u"studies"_s, u"quality"_s, u"plan"_s, u"train"_s, u"generate"_s, u"export"_s};
}

void MainWindow::assemble()
{
  m_topBar = new TopBar;
  m_rail = new widgets::NavigationRail;
  m_rail->setObjectName(u"rail"_s);
  m_stack = new QStackedWidget;
  m_jobs = new widgets::JobStrip;
  m_studies = new pages::StudiesPage(m_workspace.studies, m_workspace.project);
  m_quality = new pages::QualityPage(m_workspace.quality, m_settings);
  m_plan = new pages::PlanPage(m_workspace.plan);
  m_train = new pages::TrainPage(m_workspace.train);
  m_generate = new pages::GeneratePage(m_workspace.generate);
  m_export = new pages::ExportPage(m_workspace.exporting);
  const std::pair<widgets::PageFrame*, QString> entries[] = {
      {m_studies, tr("Studies")}, {m_quality, tr("Quality")},   {m_plan, tr("Plan")},
      {m_train, tr("Train")},     {m_generate, tr("Generate")}, {m_export, tr("Export")}};
  for (const auto& [page, word] : entries) {
    m_stack->addWidget(page);
    m_rail->addEntry(page->objectName(), page->objectName(), word);
  }
  auto* central = new QWidget;
  auto* rows = new QVBoxLayout(central);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  auto* middle = new QHBoxLayout;
  middle->setSpacing(0);
  middle->addWidget(m_rail);
  middle->addWidget(m_stack, 1);
  rows->addWidget(m_topBar);
  rows->addLayout(middle, 1);
  rows->addWidget(m_jobs);
  setCentralWidget(central);
}

void MainWindow::connectPages()
{
  viewmodels::Workspace& work = m_workspace;
  connect(m_rail, &widgets::NavigationRail::activated, this, &MainWindow::showPage);
  connect(m_studies, &pages::StudiesPage::suggestedRunRequested, &work.suggested,
          &viewmodels::SuggestedRun::start);
  connect(&work.suggested, &viewmodels::SuggestedRun::pageWanted, this, &MainWindow::showPage);
  connect(m_studies, &widgets::PageFrame::primaryClicked, this, [this] { showPage(u"quality"_s); });
  connect(m_quality, &widgets::PageFrame::primaryClicked, this, [this] { showPage(u"plan"_s); });
  connect(m_quality, &pages::QualityPage::ratersRequested, this,
          [this] { openBeside<pages::RatersDialog>(*this, u"raters"_s, m_workspace.raters); });
  connect(m_quality, &pages::QualityPage::matchRequested, this,
          [this] { openBeside<pages::MatchDialog>(*this, u"match"_s, m_workspace.match); });
  connect(m_quality, &pages::QualityPage::noiseKindRequested, this, [this] {
    openBeside<pages::NoiseKindDialog>(*this, u"noiseKind"_s, m_workspace.noiseFit);
  });
  connect(&work.plan, &viewmodels::PlanViewModel::runStarted, this,
          [this] { showPage(u"train"_s); });
  connect(m_train, &pages::TrainPage::planRequested, this, [this] { showPage(u"plan"_s); });
  connect(m_train, &pages::TrainPage::generateRequested, this, [this] { showPage(u"generate"_s); });
  connect(m_generate, &pages::GeneratePage::exportRequested, this,
          [this] { showPage(u"export"_s); });
  connect(m_jobs, &widgets::JobStrip::cancelRequested, this, &MainWindow::cancelJob);

  const auto refresh = [this] {
    showRailStates();
    showJobs();
  };
  connect(&work.studies, &viewmodels::StudiesViewModel::changed, this, refresh);
  connect(&work.studies, &viewmodels::StudiesViewModel::progressed, this, &MainWindow::showJobs);
  connect(&work.quality, &viewmodels::QualityViewModel::changed, this, refresh);
  connect(&work.quality, &viewmodels::QualityViewModel::progressed, this, &MainWindow::showJobs);
  connect(&work.plan, &viewmodels::PlanViewModel::changed, this, refresh);
  connect(&work.plan, &viewmodels::PlanViewModel::progressed, this, &MainWindow::showJobs);
  connect(&work.train, &viewmodels::TrainViewModel::changed, this, refresh);
  connect(&work.generate, &viewmodels::GenerateViewModel::changed, this, refresh);
  connect(&work.exporting, &viewmodels::ExportViewModel::changed, this, refresh);
  connect(&work.exporting, &viewmodels::ExportViewModel::progressed, this, &MainWindow::showJobs);
  connect(&work.demonstration, &viewmodels::DemonstrationViewModel::changed, this,
          &MainWindow::showJobs);
  connect(&work.project, &viewmodels::ProjectViewModel::changed, this, &MainWindow::showProject);
}

void MainWindow::rememberDrawers()
{
  for (auto* page : m_stack->findChildren<widgets::PageFrame*>(Qt::FindDirectChildrenOnly))
    connect(page, &widgets::PageFrame::advancedToggled, this, [this, page](bool open) {
      if (!m_workspace.project.folder().isEmpty())
        m_settings.setValue(drawerKey(m_workspace.project, *page), open);
    });
}

void MainWindow::restoreDrawers()
{
  if (m_workspace.project.folder() == m_drawersOf)
    return;
  m_drawersOf = m_workspace.project.folder();
  for (auto* page : m_stack->findChildren<widgets::PageFrame*>(Qt::FindDirectChildrenOnly))
    page->setAdvancedOpen(!m_drawersOf.isEmpty() &&
                          m_settings.value(drawerKey(m_workspace.project, *page)).toBool());
}

void MainWindow::connectTopBar()
{
  connect(m_topBar, &TopBar::newProjectRequested, this, &MainWindow::askForNewProject);
  connect(m_topBar, &TopBar::openProjectRequested, this, &MainWindow::askForProject);
  connect(m_topBar, &TopBar::recentRequested, &m_workspace.project,
          &viewmodels::ProjectViewModel::open);
  connect(m_topBar, &TopBar::demonstrationRequested, &m_workspace.demonstration,
          &viewmodels::DemonstrationViewModel::prepare);
  connect(m_topBar, &TopBar::undoRequested, &m_workspace.quality,
          &viewmodels::QualityViewModel::undo);
  connect(m_topBar, &TopBar::redoRequested, &m_workspace.quality,
          &viewmodels::QualityViewModel::redo);
  viewmodels::UndoWords& words = m_workspace.undoWords;
  const auto tellHistory = [this, &words] { m_topBar->setHistory(words.undo(), words.redo()); };
  connect(&words, &viewmodels::UndoWords::changed, m_topBar, tellHistory);
  tellHistory();
  connect(m_topBar, &TopBar::themeRequested, this, [this] {
    setAppearance(m_appearance == widgets::Appearance::Dark ? widgets::Appearance::Light
                                                            : widgets::Appearance::Dark);
  });
  connect(m_topBar, &TopBar::languageRequested, this, &MainWindow::takeLanguage);
  m_topBar->setLanguage(viewmodels::chosenLanguage(m_settings));
  connect(m_studies, &pages::StudiesPage::newProjectRequested, this, &MainWindow::askForNewProject);
  connect(m_studies, &pages::StudiesPage::projectForImagesRequested, this,
          &MainWindow::askForProjectFor);
  connect(m_studies, &pages::StudiesPage::openProjectRequested, this, &MainWindow::askForProject);
  connect(m_studies, &pages::StudiesPage::demonstrationRequested, &m_workspace.demonstration,
          &viewmodels::DemonstrationViewModel::prepare);
}

void MainWindow::setAppearance(widgets::Appearance appearance)
{
  m_appearance = appearance;
  const auto theme = widgets::Theme::load(appearance);
  if (theme)
    theme->applyTo(*qApp);
  m_settings.setValue(QLatin1String(appearanceKey),
                      appearance == widgets::Appearance::Light ? u"light"_s : u"dark"_s);
}

void MainWindow::takeLanguage(const QString& code)
{
  const bool same = code == viewmodels::chosenLanguage(m_settings);
  viewmodels::chooseLanguage(m_settings, code);
  m_topBar->setLanguage(code);
  if (same)
    return;
  if (!m_workspace.busy()) {
    Q_EMIT languageChanged();
    return;
  }
  auto* notice = new QMessageBox(QMessageBox::Information, tr("Language"),
                                 tr("Something is under way, so the window changes its language "
                                    "when it is opened next."),
                                 QMessageBox::Ok, this);
  notice->setObjectName(u"languageNotice"_s);
  notice->setAttribute(Qt::WA_DeleteOnClose);
  notice->open();
}

void MainWindow::askForNewProject()
{
  newProjectDialog(tr("New project: a folder that is made for it")).open();
}

void MainWindow::askForProjectFor(const QStringList& images)
{
  QFileDialog& dialog =
      newProjectDialog(tr("New project for these images: a folder that is made for it"));
  connect(
      &dialog, &QFileDialog::fileSelected, &m_workspace.studies,
      [this, images](const QString& folder) { m_workspace.studies.addWhenOpened(folder, images); });
  dialog.open();
}

QFileDialog& MainWindow::newProjectDialog(const QString& title)
{
  const QString suggested = viewmodels::ProjectViewModel::suggestedFolder(
      QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  auto* dialog = new QFileDialog(this, title, QFileInfo(suggested).path());
  dialog->setObjectName(u"newProjectDialog"_s);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setFileMode(QFileDialog::AnyFile);
  dialog->setLabelText(QFileDialog::Accept, tr("Make"));
  dialog->selectFile(suggested);
  connect(dialog, &QFileDialog::fileSelected, &m_workspace.project,
          &viewmodels::ProjectViewModel::openOrCreate);
  return *dialog;
}

void MainWindow::askForProject()
{
  auto* dialog = new QFileDialog(this, tr("Open project"));
  dialog->setObjectName(u"openProjectDialog"_s);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  connect(dialog, &QFileDialog::fileSelected, &m_workspace.project,
          &viewmodels::ProjectViewModel::open);
  dialog->open();
}

void MainWindow::showProject()
{
  const viewmodels::ProjectViewModel& project = m_workspace.project;
  m_topBar->setProject(project.name(), project.folder());
  m_topBar->setRecent(project.recent());
  restoreDrawers();
  setWindowTitle(project.name().isEmpty() ? tr("Limpid") : tr("%1 – Limpid").arg(project.name()));
  if (project.message().isEmpty() || project.folder().isEmpty())
    return; // without a project Studies says it
  auto* failure = new QMessageBox(QMessageBox::Warning, tr("Project"), project.message(),
                                  QMessageBox::Ok, this);
  failure->setObjectName(u"projectFailure"_s);
  failure->setAttribute(Qt::WA_DeleteOnClose);
  failure->open();
}

void MainWindow::showPage(const QString& id)
{
  const qsizetype place = pageIds().indexOf(id);
  if (place < 0)
    return;
  m_stack->setCurrentIndex(static_cast<int>(place));
  m_rail->setCurrent(id);
}

QString MainWindow::currentPage() const
{
  return m_stack->currentWidget()->objectName();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
  QMainWindow::resizeEvent(event);
  m_rail->setWide(width() > wideFrom);
}

void MainWindow::showRailStates()
{
  viewmodels::Workspace& work = m_workspace;
  using Studies = viewmodels::StudiesViewModel::State;
  using Quality = viewmodels::QualityViewModel::State;
  using Plan = viewmodels::PlanViewModel::State;
  using Train = viewmodels::TrainViewModel::State;
  using Generate = viewmodels::GenerateViewModel::State;
  using Export = viewmodels::ExportViewModel::State;
  const auto state = [](bool attention, bool running, bool done, bool ready) {
    return attention ? PageState::Attention
           : running ? PageState::Running
           : done    ? PageState::Done
           : ready   ? PageState::Ready
                     : PageState::Empty;
  };
  const bool hasNoise = work.quality.imagesWithNoise() > 0;
  m_rail->setState(u"studies"_s,
                   state(!work.studies.error().isEmpty(), work.studies.state() == Studies::Scanning,
                         work.studies.state() == Studies::Ready, false));
  m_rail->setState(u"quality"_s, state(!work.quality.error().isEmpty(),
                                       work.quality.state() == Quality::Measuring, hasNoise,
                                       work.quality.state() == Quality::Ready));
  m_rail->setState(u"plan"_s,
                   state(!work.plan.error().isEmpty(), work.plan.state() == Plan::Starting,
                         work.plan.data().exact, work.plan.state() == Plan::Ready));
  m_rail->setState(u"train"_s, state(!work.train.error().isEmpty(), work.train.active(),
                                     work.train.state() == Train::Finished,
                                     work.train.state() == Train::Stopped));
  m_rail->setState(u"generate"_s, state(!work.generate.error().isEmpty(), work.generate.active(),
                                        work.generate.state() == Generate::Done,
                                        work.generate.state() == Generate::Ready));
  m_rail->setState(u"export"_s, state(!work.exporting.error().isEmpty(),
                                      work.exporting.state() == Export::Exporting,
                                      work.exporting.state() == Export::Done,
                                      work.exporting.state() == Export::Ready));
}

void MainWindow::showJobs()
{
  viewmodels::Workspace& work = m_workspace;
  if (work.demonstration.state() == viewmodels::DemonstrationViewModel::State::Preparing)
    m_jobs->showProgress(work.demonstration.message(), work.demonstration.fraction());
  else if (work.studies.state() == viewmodels::StudiesViewModel::State::Scanning)
    m_jobs->showProgress(work.studies.message(), work.studies.fraction());
  else if (work.plan.state() == viewmodels::PlanViewModel::State::Starting)
    m_jobs->showProgress(work.plan.message(), work.plan.fraction());
  else if (work.exporting.state() == viewmodels::ExportViewModel::State::Exporting)
    m_jobs->showProgress(work.exporting.message(), work.exporting.fraction());
  else if (work.generate.active())
    m_jobs->showProgress(work.generate.message(), work.generate.fraction());
  else if (work.quality.state() == viewmodels::QualityViewModel::State::Measuring)
    m_jobs->showProgress(work.quality.message(), work.quality.measurement().fraction());
  else if (work.train.active())
    m_jobs->showProgress(
        tr("Training: step %1, %2 left").arg(work.train.stepText(), work.train.timeLeftText()),
        work.train.fraction());
  else
    m_jobs->showIdle(work.demonstration.message());
}

void MainWindow::cancelJob()
{
  viewmodels::Workspace& work = m_workspace;
  if (work.demonstration.state() == viewmodels::DemonstrationViewModel::State::Preparing)
    work.demonstration.cancel();
  else if (work.studies.state() == viewmodels::StudiesViewModel::State::Scanning)
    work.studies.cancel();
  else if (work.plan.state() == viewmodels::PlanViewModel::State::Starting)
    work.plan.cancel();
  else if (work.exporting.state() == viewmodels::ExportViewModel::State::Exporting)
    work.exporting.cancel();
  else if (work.generate.active())
    work.generate.cancel();
  else if (work.quality.state() == viewmodels::QualityViewModel::State::Measuring)
    work.quality.cancelMeasuring();
  else if (work.train.active()) {
    showPage(u"train"_s);
    m_train->askToStop();
    m_jobs->showIdle(); // Cancel can be pressed again when the question is answered with no
    showJobs();
  }
}

} // namespace limpid::main_window
