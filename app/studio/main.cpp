#include "core/base/version.h"
#include "resources/resources.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/research_notice.h"
#include "ui/main_window/screenshots.h"
#include "ui/rendering/shader_warm_up.h"
#include "ui/viewmodels/language.h"
#include "ui/viewmodels/workspace.h"
#include "ui/widgets/watched_application.h"

#include <QCommandLineParser>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>

#include <chrono>
#include <clocale>
#include <cstdio>

namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::milliseconds noticeable(50); // an event longer than that is felt

struct Options
{
  QString project;
  QString screenshots;
  QString theme;
  QString language;
  bool demonstration = false;
  bool watchdog = false;
};

Options parseOptions(const QApplication& application)
{
  QCommandLineParser parser;
  parser.setApplicationDescription(
      QCoreApplication::translate("main", "Trains diffusion models on medical images of uneven "
                                          "quality. For research, not for diagnosis."));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(
      u"PROJECT"_s, QCoreApplication::translate("main", "Folder of the project; made if missing."),
      u"[PROJECT]"_s);
  const QCommandLineOption demonstration(
      u"demo"_s, QCoreApplication::translate("main", "Makes and opens the demonstration."));
  const QCommandLineOption screenshots(
      u"screenshots"_s,
      QCoreApplication::translate("main", "Writes a picture of every page and ends."), u"FOLDER"_s);
  const QCommandLineOption theme(u"theme"_s, QCoreApplication::translate("main", "dark or light."),
                                 u"NAME"_s);
  const QCommandLineOption language(
      u"language"_s, QCoreApplication::translate("main", "Language of the window: en or zh_CN."),
      u"NAME"_s);
  const QCommandLineOption watchdog(
      u"watchdog"_s,
      QCoreApplication::translate("main", "Says at the end which events held up the window."));
  parser.addOptions({demonstration, screenshots, theme, language, watchdog});
  parser.process(application);
  return {parser.positionalArguments().value(0),
          parser.value(screenshots),
          parser.value(theme),
          parser.value(language),
          parser.isSet(demonstration),
          parser.isSet(watchdog)};
}

void prepareApplication()
{
  QCoreApplication::setApplicationName(u"limpid"_s);
  QCoreApplication::setOrganizationName(u"limpid"_s);
  QCoreApplication::setApplicationVersion(QString::fromLatin1(limpid::programVersion));
  // VTK's windows are X windows.
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && !qEnvironmentVariableIsEmpty("DISPLAY"))
    qputenv("QT_QPA_PLATFORM", "xcb");
}

/// The exit code of the event loop when the window has to be made anew.
constexpr int languageWasChanged = 1000;

/// Numbers are written as the language does; files are read and written with a point all the same.
void speak(limpid::widgets::WatchedApplication& application, const QString& code)
{
  const QLocale locale = limpid::viewmodels::localeOf(code);
  QLocale::setDefault(locale);
  limpid::resources::installTranslations(application, locale);
}

void openProject(limpid::viewmodels::Workspace& workspace, const Options& options)
{
  if (!options.project.isEmpty())
    workspace.project.openOrCreate(options.project);
  else if (options.demonstration)
    workspace.demonstration.prepare();
  else
    workspace.project.openLast();
}

int runWindow(limpid::widgets::WatchedApplication& application, const Options& options,
              QSettings& settings)
{
  limpid::viewmodels::Workspace workspace(
      settings, {}, QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
  limpid::main_window::MainWindow window(workspace, settings);
  QObject::connect(&window, &limpid::main_window::MainWindow::languageChanged, &application,
                   [] { QCoreApplication::exit(languageWasChanged); });
  if (!options.theme.isEmpty())
    window.setAppearance(options.theme == u"light"_s ? limpid::widgets::Appearance::Light
                                                     : limpid::widgets::Appearance::Dark);
  openProject(workspace, options);
  if (!options.screenshots.isEmpty()) {
    limpid::main_window::Screenshots screenshots(window, options.screenshots);
    QObject::connect(&screenshots, &limpid::main_window::Screenshots::finished, &application,
                     [](bool ok) { QCoreApplication::exit(ok ? 0 : 1); });
    screenshots.start();
    return QApplication::exec();
  }
  window.show();
  limpid::main_window::showResearchNoticeOnce(&window, settings);
  return QApplication::exec();
}

} // namespace

int main(int count, char** arguments)
{
  prepareApplication();
  limpid::widgets::WatchedApplication application(count, arguments);
  std::setlocale(LC_NUMERIC, "C"); // files are written and read with a point
  QSettings settings;
  speak(application, limpid::viewmodels::chosenLanguage(settings)); // for --help already
  const Options options = parseOptions(application);
  if (options.watchdog)
    application.watch(noticeable);

  if (!options.language.isEmpty() && !limpid::viewmodels::isLanguage(options.language)) {
    std::fprintf(stderr, "limpid: --language takes en or zh_CN, not %s.\n",
                 qUtf8Printable(options.language));
    return 2;
  }
  const auto shaders = limpid::rendering::warmUpShaders();
  QString asked = options.language; // for this once; what is chosen in the window stays
  int status = languageWasChanged;
  while (status == languageWasChanged) {
    speak(application, asked.isEmpty() ? limpid::viewmodels::chosenLanguage(settings) : asked);
    asked.clear();
    status = runWindow(application, options, settings);
  }
  if (options.watchdog)
    for (const QString& line : application.report())
      std::fprintf(stderr, "%s\n", qUtf8Printable(line));
  return status;
}
