#pragma once

#include "core/risk/schema_change.h"
#include "ui/viewmodels/background_jobs.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// A draft of the quality vector, what it would do to what is rated, and why it can't be stored.
/// Stores nothing: change() is what to store.
class SchemaEditor final : public QObject
{
  Q_OBJECT

public:
  SchemaEditor(QString project, const std::vector<risk::Component>& schema,
               QObject* parent = nullptr);

  const std::vector<risk::Component>& draft() const { return m_draft; }
  int current() const { return m_current; } ///< -1: none
  const risk::Component* component() const;
  bool isChanged() const;
  /// Values of the current component that would move: those that stay put aren't among them.
  std::vector<risk::StepMove> moves() const;
  /// What happens to values that are stored, one sentence for each component; empty: nothing.
  QStringList consequences() const;
  /// Why the draft can't be stored; empty when it can.
  QString obstacle() const;
  risk::SchemaChange change() const { return {m_draft, m_moves}; }
  /// Blocks until nothing is under way: for tests.
  void finish() { m_jobs.finish(); }

public Q_SLOTS:
  void select(int place);
  void add(const QString& label); ///< a rating from none to severe
  void remove();
  void moveUp();
  void moveDown();
  void setLabel(const QString& label);
  void setUnit(const QString& unit);
  void setUse(limpid::risk::ComponentUse use);
  void setGoodIsLow(bool low);
  void addStep();
  void removeStep(int step);
  void setStepValue(int step, double value);
  void setStepWord(int step, const QString& word);
  /// Where values of `from` go; nothing: they become unrated.
  void setMove(double from, std::optional<double> to);

Q_SIGNALS:
  void changed();

private:
  risk::Component* edited();
  void swapWith(int place);
  void forecast();
  QString wordIn(const std::vector<risk::Component>& schema, const std::string& component,
                 double value) const;

  QString m_project;
  std::vector<risk::Component> m_stored;
  std::vector<risk::Component> m_draft;
  std::map<std::string, std::vector<risk::StepMove>> m_moves; // as people said
  int m_current = 0;
  std::optional<risk::SchemaForecast> m_forecast;
  QString m_obstacle;
  int m_edition = 0; ///< rises with each change of the draft
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
