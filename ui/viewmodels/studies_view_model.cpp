#include "ui/viewmodels/studies_view_model.h"

#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostFound = 2000; // series of a search: nobody reads more
constexpr qint64 reloadEveryMs = 1000;  // of the tree while a scan goes on

Result<LibraryContent> readLibrary(const std::filesystem::path& folder, const std::string& search)
{
  auto project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  auto found = study::findSeries(
      *project, search, search.empty() ? std::numeric_limits<std::size_t>::max() : mostFound);
  if (!found)
    return failure(found.error());
  auto kinds = study::listKinds(*project);
  if (!kinds)
    return failure(kinds.error());
  auto images = study::countImages(*project);
  if (!images)
    return failure(images.error());

  LibraryContent content{std::move(found->series), std::move(*kinds), {}, 0, *images, found->more};
  std::stable_sort(content.kinds.begin(), content.kinds.end(),
                   [](const study::ImageKind& a, const study::ImageKind& b) {
                     return std::pair(a.leftOut, -a.images) < std::pair(b.leftOut, -b.images);
                   });
  for (const study::SeriesRecord& record : content.series) {
    if (content.pseudonyms.contains(record.patientKey))
      continue;
    auto pseudonym = project->pseudonym(record.patientKey);
    if (!pseudonym)
      return failure(pseudonym.error());
    content.pseudonyms.emplace(record.patientKey, std::move(*pseudonym));
  }
  content.patients = static_cast<int>(content.pseudonyms.size());
  return content;
}

/// The image in the middle of each series: what its thumbnail shows. The first series comes last:
/// the worker makes the newest request first.
Result<std::vector<study::ImageRecord>> readMiddleImages(const std::filesystem::path& folder,
                                                         const std::vector<std::string>& series,
                                                         jobs::JobContext& context)
{
  auto project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  std::vector<study::ImageRecord> middle;
  for (const std::string& uid : series) {
    if (context.stopRequested())
      break;
    auto images = study::listImages(*project, uid);
    if (!images)
      return failure(images.error());
    if (!images->empty())
      middle.push_back((*images)[images->size() / 2]);
  }
  std::ranges::reverse(middle);
  return middle;
}

} // namespace

StudiesViewModel::StudiesViewModel(WorkerClient& worker, QSettings& settings, QObject* parent)
    : QObject(parent), m_worker(worker), m_settings(settings)
{
  connect(&m_worker, &WorkerClient::ready, this, &StudiesViewModel::showThumbnail);
  connect(&m_worker, &WorkerClient::unavailable, this, [this](const QString& reason) {
    m_workerProblem = reason;
    Q_EMIT changed();
  });
}

void StudiesViewModel::setProject(const QString& folder)
{
  m_jobs.stop();
  m_lookups.stop();
  m_scanning = false;
  m_project = folder;
  m_search.clear();
  m_kind = m_settings.value(kindKey()).toString();
  m_skipped.clear();
  m_error.clear();
  m_seriesOfThumbnail.clear();
  m_state = State::Loading;
  m_message.clear();
  Q_EMIT changed();
  load();
  const QStringList waiting = std::exchange(m_waiting, {});
  if (m_awaited == folder)
    add(waiting);
}

void StudiesViewModel::addWhenOpened(const QString& folder, const QStringList& paths)
{
  m_awaited = absoluteFolder(folder);
  m_waiting = paths;
}

QString StudiesViewModel::kindKey() const
{
  return projectKey(m_project, u"kind"_s);
}

void StudiesViewModel::load()
{
  m_lookups.run<LibraryContent>(
      [folder = toPath(m_project), search = m_search.toStdString()](jobs::JobContext&) {
        return readLibrary(folder, search);
      },
      [this, project = m_project, search = m_search](const Result<LibraryContent>& content) {
        if (project != m_project || search != m_search)
          return; // asked for before another project or search
        if (content) {
          show(*content);
          return;
        }
        m_error = coreText(content.error().message);
        m_state = m_scanning ? State::Scanning : State::Empty;
        Q_EMIT changed();
      });
}

void StudiesViewModel::show(const LibraryContent& content)
{
  m_content = content;
  m_tree.setSeries(content.series, content.pseudonyms);
  m_state = m_scanning ? State::Scanning : content.images == 0 ? State::Empty : State::Ready;
  preselectKind();
  if (!m_scanning)
    m_message = m_state == State::Ready ? contentSentence() : QString();
  if (content.more)
    m_message = tr("The first %1 series are shown. Type more to narrow the search.")
                    .arg(QLocale().toString(static_cast<int>(mostFound)));
  requestThumbnails();
  Q_EMIT changed();
}

void StudiesViewModel::preselectKind()
{
  const auto known = std::find_if(
      m_content.kinds.begin(), m_content.kinds.end(),
      [this](const study::ImageKind& kind) { return QString::fromStdString(kind.id) == m_kind; });
  if (known != m_content.kinds.end()) {
    Q_EMIT kindChosen(m_kind);
    return;
  }
  const bool any = !m_content.kinds.empty() && !m_content.kinds.front().leftOut;
  m_kind = any ? QString::fromStdString(m_content.kinds.front().id) : QString();
  Q_EMIT kindChosen(m_kind);
}

void StudiesViewModel::chooseKind(const QString& kind)
{
  if (kind == m_kind)
    return;
  m_kind = kind;
  m_settings.setValue(kindKey(), kind);
  Q_EMIT kindChosen(kind);
  Q_EMIT changed();
}

void StudiesViewModel::add(const QStringList& paths)
{
  if (m_project.isEmpty() || paths.isEmpty())
    return;
  std::vector<std::filesystem::path> files;
  for (const QString& path : paths)
    files.push_back(toPath(path));
  m_scanning = true;
  m_state = State::Scanning;
  m_error.clear();
  m_fraction = -1.0;
  m_message = tr("Looking for images…");
  m_sinceReload.start();
  Q_EMIT changed();
  m_jobs.run<study::ScanReport>(
      [folder = toPath(m_project), files](jobs::JobContext& context) -> Result<study::ScanReport> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return study::scan(*project, files, context);
      },
      [this, project = m_project](const Result<study::ScanReport>& report) {
        if (project != m_project)
          return;
        m_scanning = m_jobs.busy();
        if (report) {
          m_skipped = report->skipped;
          m_filesLookedAt = report->files;
        } else {
          m_error = coreText(report.error().message);
        }
        load();
      },
      [this, project = m_project](const jobs::Progress& progress) {
        if (project != m_project)
          return;
        m_fraction = progress.fraction;
        m_message = coreText(progress.step);
        Q_EMIT progressed();
        if (m_sinceReload.elapsed() > reloadEveryMs && !m_lookups.busy()) {
          m_sinceReload.restart();
          load();
        }
      });
}

void StudiesViewModel::cancel()
{
  m_jobs.stop();
}

void StudiesViewModel::search(const QString& text)
{
  m_search = text;
  m_lookups.stop(); // of what was typed before
  if (!m_project.isEmpty())
    load();
}

void StudiesViewModel::setIdentityShown(bool shown)
{
  m_tree.setIdentityShown(shown);
}

void StudiesViewModel::requestThumbnails()
{
  std::vector<std::string> series;
  for (const study::SeriesRecord& record : m_content.series)
    series.push_back(record.uid);
  using Images = std::vector<study::ImageRecord>;
  m_lookups.run<Images>(
      [folder = toPath(m_project), series](jobs::JobContext& context) {
        return readMiddleImages(folder, series, context);
      },
      [this, project = m_project, search = m_search](const Result<Images>& images) {
        if (!images || project != m_project || search != m_search)
          return;
        for (const study::ImageRecord& image : *images) {
          const QString uid = QString::fromStdString(image.key.uid);
          m_seriesOfThumbnail.insert(uid, QString::fromStdString(image.seriesUid));
          m_worker.request(image.key);
          showThumbnail(uid, image.key.frame);
        }
      });
}

void StudiesViewModel::showThumbnail(const QString& uid, int frame)
{
  const QString series = m_seriesOfThumbnail.value(uid);
  const QString path = m_worker.thumbnail({uid.toStdString(), frame});
  if (!series.isEmpty() && !path.isEmpty())
    m_tree.setThumbnail(series, path);
}

void StudiesViewModel::finish()
{
  while (busy()) {
    m_jobs.finish();
    m_lookups.finish();
  }
}

int StudiesViewModel::leftOutImages() const
{
  int images = 0;
  for (const study::ImageKind& kind : m_content.kinds)
    if (kind.leftOut)
      images += kind.images;
  return images;
}

QString StudiesViewModel::contentSentence() const
{
  QString text = tr("%1 of %2.")
                     .arg(tr("%Ln slice(s)", nullptr, static_cast<int>(m_content.images)),
                          tr("%Ln patient(s)", nullptr, m_content.patients));
  if (!m_content.kinds.empty() && !m_content.kinds.front().leftOut)
    text += u' ' + tr("The largest group, %1, has %2.")
                       .arg(coreText(m_content.kinds.front().id),
                            QLocale().toString(m_content.kinds.front().images));
  const QString leftOut = leftOutSentence();
  return leftOut.isEmpty() ? text : QString(text + u' ' + leftOut);
}

QString StudiesViewModel::leftOutSentence() const
{
  const int images = leftOutImages();
  if (images == 0)
    return {};
  QStringList reasons;
  for (const study::ImageKind& kind : m_content.kinds)
    if (kind.leftOut && !kind.leftOutReason.empty())
      reasons.append(coreText(kind.leftOutReason));
  reasons.removeDuplicates();
  return tr("%Ln image(s) left out: %1.", nullptr, images).arg(reasons.join(u", "_s));
}

QString StudiesViewModel::skippedSentence() const
{
  if (m_skipped.empty())
    return {};
  return tr("%1 of %2 could not be read.")
      .arg(QLocale().toString(static_cast<int>(m_skipped.size())),
           tr("%Ln file(s)", nullptr, m_filesLookedAt));
}

QStringList StudiesViewModel::warnings() const
{
  QStringList sentences;
  for (const study::SeriesRecord& record : m_content.series)
    for (const std::string& sentence : record.warnings)
      sentences.append(coreText(sentence));
  if (!m_workerProblem.isEmpty())
    sentences.append(m_workerProblem);
  sentences.removeDuplicates();
  return sentences;
}

} // namespace limpid::viewmodels
