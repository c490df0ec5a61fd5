// How the contact sheet does with thousands of images: limpid-sheet-bench [PATIENTS SLICES SIZE
// [FOLDER]], which keeps the study for the next time. Shows the whole window; needs a display and
// limpid-cli beside it.
#include "core/export/demo_study.h"
#include "core/risk/table_import.h"
#include "core/study/project.h"
#include "core/study/scan.h"
#include "tests/support/temporary_folder.h"
#include "ui/main_window/main_window.h"
#include "ui/pages/contact_sheet.h"
#include "ui/rendering/shader_warm_up.h"
#include "ui/viewmodels/paths.h"
#include "ui/widgets/watched_application.h"

#include <QComboBox>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSettings>
#include <QWheelEvent>

#include <fmt/format.h>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <vector>

namespace {

using namespace Qt::StringLiterals;
using limpid::pages::ContactSheet;
using limpid::viewmodels::Workspace;
using limpid::widgets::WatchedApplication;

constexpr int frameMs = 16;
constexpr int patienceMs = 300'000;
constexpr int notches = 300;
constexpr int jumps = 100;

template<typename T>
T require(limpid::Result<T> result)
{
  if (!result)
    throw std::runtime_error(result.error().message);
  return std::move(*result);
}

void row(const char* what, const std::string& value)
{
  fmt::print("| {} | {} |\n", what, value);
  std::fflush(stdout);
}

double memoryMiB()
{
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:"))
      return std::stod(line.substr(6)) / 1024.0;
  return 0.0;
}

/// Milliseconds until `done`, with the event loop running.
double waitFor(const std::function<bool()>& done)
{
  QElapsedTimer timer;
  timer.start();
  const QDeadlineTimer patience(patienceMs);
  while (!done() && !patience.hasExpired())
    QCoreApplication::processEvents(QEventLoop::AllEvents, frameMs);
  if (!done())
    throw std::runtime_error("It took too long.");
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// How long each of many frames took.
class Frames
{
public:
  /// From the event to the end of the sheet's next drawing; what else is due has a frame's time
  /// afterwards.
  void take(ContactSheet& sheet, const std::function<void()>& event)
  {
    bool isDrawn = false;
    const auto drawn =
        QObject::connect(&sheet, &ContactSheet::painted, &sheet, [&isDrawn] { isDrawn = true; });
    QElapsedTimer timer;
    timer.start();
    event();
    sheet.viewport()->update();
    while (!isDrawn && timer.elapsed() < patienceMs)
      QCoreApplication::processEvents(QEventLoop::AllEvents, frameMs);
    QObject::disconnect(drawn);
    m_milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    QElapsedTimer rest;
    rest.start();
    while (rest.elapsed() < frameMs)
      QCoreApplication::processEvents(QEventLoop::AllEvents, frameMs);
  }

  std::string text()
  {
    std::ranges::sort(m_milliseconds);
    const auto at = [this](double part) {
      return m_milliseconds[static_cast<std::size_t>(
          part * static_cast<double>(m_milliseconds.size() - 1))];
    };
    return fmt::format("{:.1f} / {:.1f} / {:.1f} ms", at(0.5), at(0.95), at(1.0));
  }

private:
  std::vector<double> m_milliseconds;
};

void makeProject(const std::filesystem::path& folder, const limpid::exporting::DemoRequest& study)
{
  limpid::jobs::JobContext context;
  const auto written = require(limpid::exporting::writeDemoStudy(study, context));
  auto project = require(limpid::study::Project::create(folder));
  require(limpid::study::scan(project, {study.folder}, context));
  limpid::risk::TableImport table;
  table.table = written.risks;
  require(limpid::risk::importTable(project, table));
}

void turnWheel(ContactSheet& sheet, int direction)
{
  const QPointF place(80, 80);
  QWheelEvent event(place, sheet.viewport()->mapToGlobal(place), QPoint(),
                    QPoint(0, -120 * direction), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                    false);
  QCoreApplication::sendEvent(sheet.viewport(), &event);
}

void sendMouse(ContactSheet& sheet, QEvent::Type type, QPointF place)
{
  QMouseEvent event(type, place, sheet.viewport()->mapToGlobal(place),
                    type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                    type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton,
                    Qt::NoModifier);
  QCoreApplication::sendEvent(sheet.viewport(), &event);
}

void pressKey(ContactSheet& sheet, int key, Qt::KeyboardModifiers modifiers)
{
  QKeyEvent event(QEvent::KeyPress, key, modifiers);
  QCoreApplication::sendEvent(&sheet, &event);
}

void scroll(ContactSheet& sheet, const char* what)
{
  Frames frames;
  sheet.verticalScrollBar()->setValue(0);
  for (int notch = 0; notch < notches; ++notch)
    frames.take(sheet, [&] { turnWheel(sheet, 1); });
  row(what, frames.text());
}

void selectAndJump(ContactSheet& sheet)
{
  Frames leaps;
  for (int jump = 0; jump < jumps; ++jump)
    leaps.take(sheet, [&] {
      auto* bar = sheet.verticalScrollBar();
      bar->setValue(static_cast<int>(bar->maximum() * ((jump * 37) % jumps) / jumps));
    });
  row("the scroll bar is thrown about: frames, median / 95 % / longest", leaps.text());
  row("… until all in sight is drawn after that",
      fmt::format("{:.0f} ms", waitFor([&] { return sheet.isComplete(); })));
  Frames band;
  sheet.verticalScrollBar()->setValue(0);
  sendMouse(sheet, QEvent::MouseButtonPress, QPointF(4, 4));
  for (int move = 1; move <= jumps; ++move)
    band.take(sheet, [&] {
      sheet.verticalScrollBar()->setValue(sheet.verticalScrollBar()->maximum() * move / jumps);
      sendMouse(sheet, QEvent::MouseMove, QPointF(sheet.viewport()->width() - 4, 300));
    });
  row("rubber band over all images: frames", band.text());
  Frames release;
  release.take(sheet, [&] { sendMouse(sheet, QEvent::MouseButtonRelease, QPointF(400, 300)); });
  row("… letting go of it", release.text());
  Frames all;
  for (int time = 0; time < 5; ++time) {
    all.take(sheet, [&] { pressKey(sheet, Qt::Key_Home, Qt::NoModifier); });
    all.take(sheet, [&] { pressKey(sheet, Qt::Key_A, Qt::ControlModifier); });
  }
  row("Home and Ctrl+A: frames", all.text());
}

void choose(const QWidget& window, const QString& box, int index)
{
  auto* choice = window.findChild<QComboBox*>(box);
  choice->setCurrentIndex(index);
  Q_EMIT choice->activated(index);
}

/// Until what a key has started is stored, read again and drawn.
double timeKey(Workspace& work, ContactSheet& sheet, int key)
{
  pressKey(sheet, key, Qt::NoModifier);
  QCoreApplication::processEvents();
  return waitFor([&] { return !work.quality.busy() && sheet.isComplete(); });
}

/// One image after the other by keys, then all at once, and back.
void rate(Workspace& work, ContactSheet& sheet)
{
  Frames keys;
  pressKey(sheet, Qt::Key_Home, Qt::NoModifier);
  for (int image = 0; image < jumps; ++image) {
    keys.take(sheet, [&] { pressKey(sheet, Qt::Key_1 + image % 3, Qt::NoModifier); });
    keys.take(sheet, [&] { pressKey(sheet, Qt::Key_Right, Qt::NoModifier); });
  }
  row("a digit and an arrow, image by image: frames", keys.text());
  row("… the last of them undone", fmt::format("{:.0f} ms", timeKey(work, sheet, Qt::Key_U)));
  pressKey(sheet, Qt::Key_A, Qt::ControlModifier);
  Frames preview;
  preview.take(sheet, [&] { pressKey(sheet, Qt::Key_2, Qt::NoModifier); });
  row("a digit for all images: the preview", preview.text());
  row("… stored and shown", fmt::format("{:.0f} ms", timeKey(work, sheet, Qt::Key_Space)));
  row("… undone", fmt::format("{:.0f} ms", timeKey(work, sheet, Qt::Key_U)));
}

void arrange(const QWidget& window, ContactSheet& sheet)
{
  Frames choices;
  for (const QString& box : {u"quality.sort"_s, u"quality.groupBy"_s}) {
    const int count = window.findChild<QComboBox*>(box)->count();
    for (int index = 0; index < 2 * count; ++index)
      choices.take(sheet, [&] { choose(window, box, (index + 1) % count); });
  }
  row("sorted and grouped in every way, twice: frames", choices.text());
  auto* search = window.findChild<QLineEdit*>(u"quality.search"_s);
  Frames letters;
  for (const QString& text : {u"0"_s, u"01"_s, u"012"_s, u"01"_s, u"0"_s, u""_s})
    letters.take(sheet, [&] { search->setText(text); });
  row("search, a letter more or less: frames", letters.text());
}

void report(const WatchedApplication& application)
{
  constexpr std::size_t listed = 12;
  auto stalls = application.stalls();
  std::ranges::sort(stalls, std::greater<>(), &limpid::widgets::Stall::milliseconds);
  const auto over =
      std::ranges::count_if(stalls, [](const auto& stall) { return stall.milliseconds > 50.0; });
  row("events of the window's thread over 50 ms", std::to_string(over));
  for (std::size_t index = 0; index < std::min(listed, stalls.size()); ++index) {
    const auto& stall = stalls[index];
    row(index == 0 ? "the longest" : "…",
        fmt::format("{:.0f} ms ({:.0f} ms of the processor): {} for {}", stall.milliseconds,
                    stall.processorMilliseconds, stall.event.toStdString(),
                    stall.receiver.toStdString()));
  }
}

/// Of the project that is kept where the study is, which nobody has opened yet: the study of 5,000
/// images takes minutes to make.
void copyProject(const limpid::exporting::DemoRequest& study, const std::filesystem::path& project)
{
  const std::filesystem::path kept = study.folder.parent_path() / "project";
  if (!std::filesystem::exists(kept))
    makeProject(kept, study);
  std::filesystem::copy(kept, project, std::filesystem::copy_options::recursive);
}

void run(WatchedApplication& application, const limpid::exporting::DemoRequest& study,
         const std::filesystem::path& folder)
{
  copyProject(study, folder / "project");
  QSettings settings(limpid::viewmodels::toQString(folder / "settings.ini"), QSettings::IniFormat);
  Workspace work(settings, {}, limpid::viewmodels::toQString(folder / "data"));
  limpid::main_window::MainWindow window(work, settings);
  window.resize(1280, 800);
  window.show();
  application.watch(std::chrono::milliseconds(5));
  work.project.open(limpid::viewmodels::toQString(folder / "project"));
  const int images = study.patients * study.slicesPerPatient;
  waitFor([&] { return work.quality.images().rowCount() == images && !work.quality.busy(); });
  waitFor([&] { return !work.worker.busy(); }); // thumbnails of the Studies page
  auto* sheet = window.findChild<ContactSheet*>(u"quality.sheet"_s);
  row("images", fmt::format("{} of {} × {}", images, study.size, study.size));
  row("memory before the sheet is shown", fmt::format("{:.0f} MiB", memoryMiB()));
  window.showPage(u"quality"_s);
  row("stacks: all thumbnails in sight, from the click on Quality",
      fmt::format("{:.0f} ms", waitFor([&] { return sheet->isComplete(); })));
  sheet->setAllOpen(true);
  row("all stacks open: all thumbnails in sight, decoded for the first time",
      fmt::format("{:.0f} ms", waitFor([&] { return sheet->isComplete(); })));
  scroll(*sheet, "wheel, thumbnails are made meanwhile: frames, median / 95 % / longest");
  scroll(*sheet, "the same way again");
  selectAndJump(*sheet);
  arrange(window, *sheet);
  rate(work, *sheet);
  row("memory at the end", fmt::format("{:.0f} MiB", memoryMiB()));
  report(application);
}

} // namespace

int main(int count, char** arguments)
{
  WatchedApplication application(count, arguments);
  std::setlocale(LC_NUMERIC, "C");
  const auto shaders = limpid::rendering::warmUpShaders();
  const limpid::support::TemporaryFolder folder;
  limpid::exporting::DemoRequest study;
  study.folder = (count > 4 ? std::filesystem::path(arguments[4]) : folder / "kept") / "study";
  study.patients = count > 1 ? std::atoi(arguments[1]) : 100;
  study.slicesPerPatient = count > 2 ? std::atoi(arguments[2]) : 50;
  study.size = count > 3 ? std::atoi(arguments[3]) : 128;
  try {
    run(application, study, folder.path());
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
  }
  return 0;
}
