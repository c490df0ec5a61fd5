#pragma once

#include "core/risk/eye_match.h"
#include "core/study/project.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/kind_content.h"
#include "ui/viewmodels/match_pairs.h"
#include "ui/viewmodels/verb_process.h"
#include "ui/viewmodels/worker_client.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace limpid::viewmodels {

/// A grade that can be matched.
struct MatchGrade
{
  int step = 0; ///< of the component's scale
  QString word;
  int images = 0;   ///< rated so
  QString sentence; ///< how it is matched; empty: not yet
};

/// Matching by eye: a good and a bad image side by side get the same noise until the rater can't
/// tell which is which; five pairs make the limit of a grade (M10). Or a classifier proposes it.
class MatchViewModel final : public QObject
{
  Q_OBJECT

public:
  enum class State { NoRatings, Loading, Choosing, Reading, Asking, Storing, Matched, Measuring };
  Q_ENUM(State)

  MatchViewModel(WorkerClient& worker, Programs programs, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString message() const { return m_message; }
  QString error() const { return m_error; }
  /// Those with a scale, of which the window can ask.
  std::vector<risk::Component> components() const;
  QString component() const { return m_component; }
  std::vector<MatchGrade> grades() const;
  int step() const { return m_step; }
  QString unit() const;
  int pair() const { return static_cast<int>(m_answers.size()); }
  int pairs() const { return static_cast<int>(m_pairs.size()); }
  /// The side with the noise that is set; empty unless Asking. 0 is left.
  imaging::Image side(int which) const;
  /// The pair that is asked, without noise; null unless Asking.
  const MatchPair* asked() const;
  double noise() const { return m_noise; }
  double mostNoise() const { return m_mostNoise; }
  /// "Images that teach fine detail: 24 → 20", with the limit that an answer here would make.
  QString effect() const;
  /// A proposal of the classifier waits to be taken.
  bool proposed() const { return m_proposal.has_value(); }
  bool busy() const;
  /// Blocks until nothing is under way but the worker and the classifier: for tests.
  void finish() { m_jobs.finish(); }

public Q_SLOTS:
  void setProject(const QString& folder);
  void setKind(const QString& kind);
  void setRater(const QString& rater) { m_rater = rater; }
  void reload();
  void setComponent(const QString& id);
  void setStep(int step);
  /// Asks the pairs of the chosen grade.
  void start();
  void setNoise(double noise);
  /// "I can't tell them apart any more from here."
  void answer();
  void back(); ///< to the pair before
  void cancel();
  /// Lets the command line measure it; proposed() then.
  void measure();
  void takeProposal();

Q_SIGNALS:
  void changed();
  void pairChanged();
  void noiseChanged();
  /// Limits in force are others now.
  void limitsChanged();

private:
  struct Loaded;

  void show(const Loaded& loaded);
  void settle(const QString& uid, int frame);
  void readIfAllCame();
  void ask(ReadPairs read);
  void store();
  void showProposal(const Json& answer);
  void runStore(const std::function<Result<QString>(study::Project&)>& work);
  /// The window's words for risk::matchSentence().
  static QString matchText(const risk::Component& component, const risk::GradeMatch& match,
                           const QString& unit);
  const risk::Component* described() const;
  std::vector<study::ImageKey> keysOfPlan() const;
  std::optional<double> gradeValue() const;
  int teachingFineDetail(std::optional<double> limit) const;
  void fail(const QString& reason);

  WorkerClient& m_worker;
  State m_state = State::NoRatings;
  QString m_project;
  QString m_kind;
  QString m_rater;
  QString m_component;
  int m_step = -1;
  QString m_message;
  QString m_error;
  std::shared_ptr<const KindContent> m_content;
  std::vector<risk::GradeMatch> m_matches;
  PairPlan m_plan;
  std::set<study::ImageKey> m_missing; // that the worker hasn't looked at yet
  std::vector<MatchPair> m_pairs;
  PlanPixels m_pixels;
  std::vector<risk::MatchAnswer> m_answers;
  double m_noise = 0.0;
  double m_mostNoise = 0.0;
  QElapsedTimer m_looking;
  std::optional<double> m_proposal; // limit of the chosen grade
  VerbProcess m_classifier;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
