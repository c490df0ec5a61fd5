#include "ui/viewmodels/archive_view_model.h"

#include "core/network/echo.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QDate>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;
using network::Archive;

namespace {

constexpr std::size_t searchLimit = 500; // studies that a list can usefully show

QString sentence(const Error& error)
{
  return coreText(error.message);
}

QString withWarning(const QString& text, const std::string& warning)
{
  return warning.empty() ? text : text + u' ' + coreText(warning);
}

/// A part of a name is looked for anywhere in it, unless wildcards say where.
std::string namePattern(const QString& typed)
{
  const QString text = typed.trimmed();
  const bool isPattern = text.isEmpty() || text.contains(u'*') || text.contains(u'?');
  return (isPattern ? text : QString(u'*' + text + u'*')).toStdString();
}

Result<std::string> dicomDate(const QString& typed)
{
  const QString text = typed.trimmed();
  if (text.isEmpty())
    return std::string();
  const QDate date = QDate::fromString(text, Qt::ISODate);
  if (!date.isValid())
    return failure(
        ErrorCode::Usage,
        ArchiveViewModel::tr("'%1' is no date; write it like 2024-01-31.").arg(text).toStdString());
  return date.toString(u"yyyyMMdd"_s).toStdString();
}

Result<network::Query> queryOf(const ArchiveSearch& search)
{
  const Result<std::string> from = dicomDate(search.from);
  const Result<std::string> to = dicomDate(search.to);
  for (const auto* date : {&from, &to})
    if (!*date)
      return failure(date->error());
  return network::Query{.level = network::Level::Study,
                        .patientName = namePattern(search.patient),
                        .patientId = search.patientId.trimmed().toStdString(),
                        .studyDate =
                            from->empty() && to->empty() ? std::string() : *from + "-" + *to,
                        .accessionNumber = search.accession.trimmed().toStdString(),
                        .modality = search.modality.trimmed().toUpper().toStdString(),
                        .limit = searchLimit};
}

} // namespace

ArchiveViewModel::ArchiveViewModel(network::ArchiveList list, QString project, QObject* parent)
    : QObject(parent), m_list(std::move(list)), m_project(std::move(project))
{
  connect(&m_tree, &ArchiveTreeModel::wantedChanged, this, &ArchiveViewModel::changed);
  readList();
}

void ArchiveViewModel::readList()
{
  Result<std::vector<Archive>> archives = m_list.read();
  if (!archives)
    m_error = sentence(archives.error());
  m_archives = archives ? std::move(*archives) : std::vector<Archive>();
  if (!archive())
    m_chosen = m_archives.empty() ? QString() : QString::fromStdString(m_archives.front().name);
}

std::optional<Archive> ArchiveViewModel::archive() const
{
  const auto found = std::ranges::find(m_archives, m_chosen.toStdString(), &Archive::name);
  return found == m_archives.end() ? std::nullopt : std::optional(*found);
}

QString ArchiveViewModel::save(const Archive& archive, const QString& formerly)
{
  if (const Result<void> saved = m_list.save(archive); !saved)
    return sentence(saved.error());
  const QString name = QString::fromStdString(archive.name);
  if (!formerly.isEmpty() && formerly != name)
    if (const Result<void> removed = m_list.remove(formerly.toStdString()); !removed)
      return sentence(removed.error());
  m_chosen = name;
  readList();
  m_tree.setStudies({});
  end({}, {});
  return {};
}

void ArchiveViewModel::choose(const QString& name)
{
  if (name == m_chosen)
    return;
  m_chosen = name;
  m_tree.setStudies({});
  end({}, {});
}

void ArchiveViewModel::remove()
{
  if (const Result<void> removed = m_list.remove(m_chosen.toStdString()); !removed) {
    end({}, sentence(removed.error()));
    return;
  }
  readList();
  m_tree.setStudies({});
  end({}, {});
}

void ArchiveViewModel::begin(State state, const QString& message)
{
  m_state = state;
  m_fraction = -1.0;
  m_message = message;
  m_error.clear();
  Q_EMIT changed();
}

void ArchiveViewModel::end(const QString& message, const QString& error)
{
  m_state = State::Idle;
  m_message = message;
  m_error = error;
  Q_EMIT changed();
}

void ArchiveViewModel::test()
{
  const std::optional<Archive> asked = archive();
  if (!asked || busy())
    return;
  begin(State::Testing, tr("Asking %1…").arg(m_chosen));
  m_jobs.run<network::EchoReport>(
      [archive = *asked](jobs::JobContext& context) { return network::echo(archive, context); },
      [this,
       name = QString::fromStdString(describe(*asked))](const Result<network::EchoReport>& report) {
        if (!report)
          end({}, sentence(report.error()));
        else if (report->outcome == jobs::Outcome::Stopped)
          end(tr("Stopped."), {});
        else
          end(tr("%1 answers.").arg(name), {});
      });
}

void ArchiveViewModel::search(const ArchiveSearch& search)
{
  const std::optional<Archive> asked = archive();
  if (!asked || busy())
    return;
  const Result<network::Query> query = queryOf(search);
  if (!query) {
    end({}, sentence(query.error()));
    return;
  }
  begin(State::Searching, tr("Searching %1…").arg(m_chosen));
  m_tree.setStudies({});
  m_jobs.run<network::FindReport>(
      [archive = *asked, query = *query](jobs::JobContext& context) {
        return network::find(archive, query, context);
      },
      [this](const Result<network::FindReport>& report) { showFound(report); });
}

void ArchiveViewModel::showFound(const Result<network::FindReport>& report)
{
  if (!report) {
    end({}, sentence(report.error()));
    return;
  }
  m_tree.setStudies(report->found);
  const auto count = static_cast<int>(report->found.size());
  if (report->outcome == jobs::Outcome::Stopped)
    end(tr("Stopped. %Ln study(s) so far.", nullptr, count), {});
  else if (report->truncated)
    end({}, tr("There are more than %Ln study(s); narrow the search.", nullptr, count));
  else
    end(withWarning(count == 0 ? tr("Nothing there matches.")
                               : tr("%Ln study(s) found.", nullptr, count),
                    report->warning),
        {});
}

void ArchiveViewModel::openStudy(const QModelIndex& study)
{
  const QString uid = m_tree.unopenedStudy(study);
  const std::optional<Archive> asked = archive();
  if (uid.isEmpty() || !asked || m_state != State::Idle)
    return;
  begin(State::Searching, tr("Looking for its series…"));
  m_jobs.run<network::FindReport>(
      [archive = *asked, uid](jobs::JobContext& context) {
        return network::find(
            archive, {.level = network::Level::Series, .studyUids = {uid.toStdString()}}, context);
      },
      [this, uid](const Result<network::FindReport>& report) {
        if (report && report->outcome == jobs::Outcome::Done)
          m_tree.setSeries(uid, report->found);
        end({}, report ? QString() : sentence(report.error()));
      });
}

QString ArchiveViewModel::obstacle() const
{
  if (m_project.isEmpty())
    return tr("Open a project first.");
  if (m_state != State::Idle)
    return tr("Something is under way.");
  return m_tree.wantedStudies() == 0 ? tr("Tick studies or series.") : QString();
}

void ArchiveViewModel::fetch()
{
  const std::optional<Archive> asked = archive();
  if (!asked || !obstacle().isEmpty())
    return;
  begin(State::Fetching, tr("Asking %1 what there is…").arg(m_chosen));
  const network::RetrieveRequest request{.wanted = m_tree.wanted(),
                                         .folder = network::receivedFolder(toPath(m_project))};
  m_jobs.run<network::RetrieveReport>(
      [archive = *asked, request](jobs::JobContext& context) {
        return network::retrieve(archive, request, context);
      },
      [this](const Result<network::RetrieveReport>& report) { showRetrieved(report); },
      [this](const jobs::Progress& progress) {
        m_fraction = progress.fraction;
        m_message = coreText(progress.step);
        Q_EMIT progressed();
      });
}

void ArchiveViewModel::showRetrieved(const Result<network::RetrieveReport>& report)
{
  if (!report) {
    end({}, sentence(report.error()));
    return;
  }
  QStringList folders;
  for (const std::filesystem::path& file : report->files)
    folders.append(toQString(file.parent_path()));
  folders.removeDuplicates();
  const auto count = static_cast<int>(report->files.size());
  QString text = tr("%Ln image(s) came.", nullptr, count);
  if (report->alreadyThere > 0)
    text += u' ' + tr("%Ln were there already.", nullptr, report->alreadyThere);
  text = withWarning(text, report->warning);
  const auto missing = static_cast<int>(report->missing.size());
  if (missing == 0)
    end(text, {});
  else
    end({}, tr("%1 %2 %3 Fetch again to go on.")
                .arg(coreText(report->reason), text,
                     tr("%Ln image(s) are missing.", nullptr, missing)));
  if (!folders.isEmpty())
    Q_EMIT received(folders);
}

void ArchiveViewModel::cancel()
{
  m_jobs.stop();
}

} // namespace limpid::viewmodels
