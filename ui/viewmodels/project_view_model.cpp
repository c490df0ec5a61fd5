#include "ui/viewmodels/project_view_model.h"

#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QDir>
#include <QFileInfo>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int recentLimit = 8;
constexpr auto recentKey = "recentProjects";

} // namespace

ProjectViewModel::ProjectViewModel(QSettings& settings, QObject* parent)
    : QObject(parent), m_settings(settings)
{
}

QString ProjectViewModel::name() const
{
  return QFileInfo(m_folder).fileName();
}

QStringList ProjectViewModel::recent() const
{
  QStringList folders = m_settings.value(QLatin1String(recentKey)).toStringList();
  folders.removeIf([](const QString& folder) { return !QFileInfo(folder).isDir(); });
  return folders;
}

QString ProjectViewModel::suggestedFolder(const QString& documents)
{
  const QDir place(QFileInfo(documents).isDir() ? documents : QDir::homePath());
  QString name = tr("Limpid project");
  for (int number = 2; place.exists(name); ++number)
    name = tr("Limpid project %1").arg(number);
  return place.filePath(name);
}

void ProjectViewModel::create(const QString& folder)
{
  begin(folder, How::Create);
}

void ProjectViewModel::open(const QString& folder)
{
  begin(folder, How::Open);
}

void ProjectViewModel::openOrCreate(const QString& folder)
{
  begin(folder, How::Either);
}

void ProjectViewModel::openLast()
{
  if (const QStringList folders = recent(); !folders.isEmpty())
    open(folders.first());
}

void ProjectViewModel::begin(const QString& folder, How how)
{
  const QString absolute = absoluteFolder(folder);
  m_state = State::Opening;
  m_message.clear();
  Q_EMIT changed();
  m_jobs.run<QString>(
      [path = toPath(absolute), how, absolute](jobs::JobContext&) -> Result<QString> {
        Result<study::Project> project =
            how == How::Create ? study::Project::create(path) : study::Project::open(path);
        if (!project && how == How::Either && project.error().code == ErrorCode::NotFound)
          project = study::Project::create(path);
        if (!project)
          return failure(project.error());
        return absolute;
      },
      [this](const Result<QString>& result) {
        if (!result) {
          m_state = m_folder.isEmpty() ? State::None : State::Open; // the old one stays open
          m_message = coreText(result.error().message);
          Q_EMIT changed();
          return;
        }
        m_state = State::Open;
        m_folder = *result;
        remember(m_folder);
        Q_EMIT changed();
        Q_EMIT opened(m_folder);
      });
}

void ProjectViewModel::remember(const QString& folder)
{
  QStringList folders = m_settings.value(QLatin1String(recentKey)).toStringList();
  folders.removeAll(folder);
  folders.prepend(folder);
  m_settings.setValue(QLatin1String(recentKey), QStringList(folders.mid(0, recentLimit)));
}

} // namespace limpid::viewmodels
