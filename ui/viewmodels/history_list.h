#pragma once

#include "core/risk/history_steps.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/kind_content.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace limpid::viewmodels {

/// The history of the quality vector as a table, newest first: when, who, what.
class HistoryList final : public QAbstractTableModel
{
  Q_OBJECT

public:
  enum Column { WhenColumn, WhoColumn, WhatColumn, StateColumn, ColumnCount };
  static constexpr int mostSteps = 5000;

  /// `content` names components and images; it is read now.
  HistoryList(const QString& project, const KindContent& content, QObject* parent = nullptr);

  const risk::HistoryStep& step(int row) const { return m_steps[static_cast<std::size_t>(row)]; }
  QString error() const { return m_error; }
  QString whatText(const risk::HistoryStep& step) const;
  /// Blocks until it is read: for tests.
  void finish() { m_jobs.finish(); }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
  void read();

private:
  QString componentName(const std::string& id) const;
  QString valueName(const std::string& component, const std::optional<double>& value) const;
  QString targetName(const risk::Target& target) const;
  QString valuesText(const risk::HistoryStep& step) const;

  std::vector<risk::Component> m_schema;
  QString m_unit;
  std::map<std::pair<std::string, int>, QString> m_names; // of images; frame 0: of series
  std::vector<risk::HistoryStep> m_steps;
  QString m_error;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
