#include "ui/main_window/screenshots.h"

#include "ui/main_window/main_window.h"

#include <QDir>
#include <QPixmap>

namespace limpid::main_window {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 200;
constexpr int quietTicksNeeded = 5; // views have drawn, thumbnails have come
constexpr int rowToShow = 2;
constexpr QSize pictureSize(1280, 800);

} // namespace

Screenshots::Screenshots(MainWindow& window, QString folder, QObject* parent)
    : QObject(parent), m_window(window), m_folder(std::move(folder))
{
  m_timer.setInterval(tickMs);
  connect(&m_timer, &QTimer::timeout, this, &Screenshots::look);
}

void Screenshots::start()
{
  QDir().mkpath(m_folder);
  m_window.resize(pictureSize);
  m_window.show();
  prepare(MainWindow::pageIds().first());
  m_timer.start();
}

void Screenshots::prepare(const QString& page)
{
  m_quietTicks = 0;
  m_window.showPage(page);
}

void Screenshots::look()
{
  m_quietTicks = m_window.workspace().busy() ? 0 : m_quietTicks + 1;
  const QStringList pages = MainWindow::pageIds();
  const QString& page = pages[m_page];
  auto& quality = m_window.workspace().quality;
  if (page == u"quality"_s && quality.selection().empty() &&
      quality.images().rowCount() > rowToShow)
    quality.setSelection({rowToShow});
  if (m_quietTicks < quietTicksNeeded)
    return;
  if (!take(page)) {
    m_timer.stop();
    Q_EMIT finished(false);
    return;
  }
  if (++m_page < pages.size()) {
    prepare(pages[m_page]);
    return;
  }
  m_timer.stop();
  Q_EMIT finished(true);
}

bool Screenshots::take(const QString& page) const
{
  return m_window.grab().save(QDir(m_folder).filePath(page + u".png"_s));
}

} // namespace limpid::main_window
