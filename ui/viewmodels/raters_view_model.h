#pragma once

#include "core/risk/rater_values.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/place_names.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// Two raters and how well they agree, in words.
struct AgreementRow
{
  QString raters;
  int images = 0;
  QString kappa; ///< "0.48 (0.36–0.59)"
};

/// A place where raters differ, in words.
struct DisagreementRow
{
  risk::Target target;
  QString place;
  QStringList values; ///< by rater, in the order of raterNames()
  QString decided;    ///< empty: not yet
};

/// What the dialog shows, read in one go.
struct RatersContent
{
  std::vector<std::string> names;
  bool blinded = false;
  bool finished = false;
  bool seesOthers = true;
  std::vector<risk::Component> rated;
  std::optional<risk::ComponentAgreement> agreement;
  std::vector<risk::Disagreement> queue;
  PlaceNames places; ///< of the queue, among others
};

/// Who rates, and what several raters make of the same images: agreement, where they differ, and
/// decisions between them.
class RatersViewModel final : public QObject
{
  Q_OBJECT

public:
  explicit RatersViewModel(QSettings& settings, QObject* parent = nullptr);

  /// Who rates in this window; by default the name of the account, as on the command line.
  QString rater() const;
  QStringList names() const;
  bool blinded() const { return m_content.blinded; }
  bool finished() const { return m_content.finished; }
  /// False while the rater is blinded: no agreement, no queue.
  bool seesOthers() const { return m_content.seesOthers; }
  const std::vector<risk::Component>& components() const { return m_content.rated; }
  QString component() const { return m_component; }
  /// The component that is shown; null where nothing is rated.
  const risk::Component* described() const;

  /// Names of those who have rated the component: columns of the queue.
  QStringList ratersOfComponent() const;
  std::vector<AgreementRow> agreementRows() const;
  QString
  correlation() const; ///< "ICC 0.71 (0.60–0.80) over 99 rated by all", empty for two raters
  QString sentence() const;
  std::vector<DisagreementRow> queue() const;
  int undecided() const;
  /// Row of the queue whose image is open; −1: none.
  int current() const { return m_current; }
  QString message() const { return m_message; }
  QString error() const { return m_error; }
  bool busy() const { return m_jobs.busy(); }
  /// Blocks until nothing is under way: for tests.
  void finish() { m_jobs.finish(); }

public Q_SLOTS:
  void setProject(const QString& folder);
  void reload();
  void setRater(const QString& name);
  void setComponent(const QString& id);
  void setBlinded(bool blinded);
  void setFinished(bool finished);
  /// Opens the image of a row of the queue.
  void open(int row);
  /// The next row that isn't decided, from the first again at the end.
  void next();
  void previous();
  /// Decides on the open row: a step of the scale, or −1 to take the decision back.
  void decide(int step);
  void exportAudit(const QString& file);

Q_SIGNALS:
  void changed();
  void raterChanged(const QString& name);
  /// The level as a number of risk::Level.
  void imageWanted(int level, const QString& uid, int frame);
  /// Values in force are others now.
  void valuesChanged();

private:
  void show(const RatersContent& content);
  void store(const std::function<Result<bool>(study::Project&)>& work, bool values);

  QSettings& m_settings;
  QString m_project;
  QString m_component;
  RatersContent m_content;
  int m_current = -1;
  QElapsedTimer m_looking; // since the open image was opened
  QString m_message;
  QString m_error;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
