#pragma once

#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/programs.h"
#include "ui/viewmodels/run_files.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace limpid::viewmodels {

struct SamplingChoices
{
  int count = 64;
  QString sampler = QStringLiteral("dpmpp-2m"); ///< one of samplerChoices()
  int steps = 20;
  int seed = 1;

  friend bool operator==(const SamplingChoices&, const SamplingChoices&) = default;
};

struct SamplerChoice
{
  QString name;
  QString title;
};
/// All samplers, the usual one first.
std::vector<SamplerChoice> samplerChoices();

/// One line of the verdict: a number, what it means, and how to take it.
struct VerdictLine
{
  enum class State { NotMeasured, Good, Attention };
  State state = State::NotMeasured;
  QString title;    ///< Clean, Faithful, Varied, New
  QString number;   ///< with unit; "–" where it isn't measured
  QString sentence; ///< made in core, the same on the command line
};

/// State of the Generate page: draws samples with the engine, has them checked, shows both.
class GenerateViewModel final : public QObject
{
  Q_OBJECT
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString message READ message NOTIFY changed)

public:
  enum class State { NoModel, Ready, Sampling, Checking, Done };
  Q_ENUM(State)

  explicit GenerateViewModel(Programs programs, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString message() const { return m_message; }
  QString error() const { return m_error; }
  double fraction() const;
  bool active() const { return m_state == State::Sampling || m_state == State::Checking; }
  const SamplingChoices& choices() const { return m_choices; }
  const std::optional<RunDescription>& description() const { return m_description; }
  const std::vector<imaging::Image>& samples() const { return m_samples; }
  /// Folder of the shown samples, empty while there are none.
  QString samplesFolder() const { return m_samplesFolder; }
  const std::vector<VerdictLine>& verdict() const { return m_verdict; }
  /// The one sentence under the verdict.
  QString verdictSummary() const;
  BackgroundJobs& jobs() { return m_jobs; }

public Q_SLOTS:
  /// The run with the model; shows its newest samples if it has some.
  void setRun(const QString& folder);
  /// Another sampler comes with its usual number of steps.
  void setChoices(const limpid::viewmodels::SamplingChoices& choices);
  void generate();
  void cancel();
  void poll();

Q_SIGNALS:
  void changed();
  void samplesChanged();
  void verdictChanged();
  void samplesReady(const QString& folder);

private:
  struct Found;
  struct Look;

  static Result<Found> lookAround(const std::filesystem::path& run);
  void take(Result<Found> found);
  void startSampling();
  void startChecking();
  void follow(const QString& folder, qint64 pid);
  void show(const Look& look);
  void finishSampling();
  void finishChecking(const Json& result);
  void fail(const QString& reason);
  void showSamples(const QString& folder, std::vector<imaging::Image> samples);

  Programs m_programs;
  State m_state = State::NoModel;
  QString m_run;
  QString m_message;
  QString m_error;
  SamplingChoices m_choices;
  std::optional<RunDescription> m_description;
  QString m_task; // folder that is followed
  qint64 m_taskPid = 0;
  run::Status m_status;
  QString m_samplesFolder;
  std::vector<imaging::Image> m_samples;
  std::vector<VerdictLine> m_verdict;
  QTimer m_timer;
  BackgroundJobs m_jobs;
};

/// The lines of an assessment's `verdict`; those it doesn't hold are left out. Noise is in model
/// intensity there.
std::vector<VerdictLine> verdictLines(const Json& result, const IntensityMap& intensity);

} // namespace limpid::viewmodels
