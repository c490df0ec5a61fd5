#pragma once

#include "core/risk/history_steps.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/kind_content.h"

#include <QAbstractTableModel>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace limpid::viewmodels {

/// What the words of a step need to know.
struct StepNames
{
  std::vector<risk::Component> schema;
  QString unit;
  /// Of an image, or with frame 0 of a series; empty where it isn't known.
  std::function<QString(const std::string& uid, int frame)> nameOf;
};

/// "P001, slice 3", as the history calls an image.
QString nameOf(const RatedImage& image);
/// "series T1 axial of P001".
QString nameOfSeries(const RatedImage& image);

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
  static QString whatText(const risk::HistoryStep& step, const StepNames& names);
  /// Blocks until it is read: for tests.
  void finish() { m_jobs.finish(); }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
  void read();

private:
  StepNames m_names;
  std::vector<risk::HistoryStep> m_steps;
  QString m_error;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
