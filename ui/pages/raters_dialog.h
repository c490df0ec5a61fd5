#pragma once

#include "ui/viewmodels/raters_view_model.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace limpid::widgets {
class StatusSentence;
}

namespace limpid::pages {

/// Who rates, whether raters see each other's values, how well they agree, and where they differ: a
/// queue to walk through beside the page, each row to be decided.
class RatersDialog final : public QDialog
{
  Q_OBJECT

public:
  explicit RatersDialog(viewmodels::RatersViewModel& raters, QWidget* parent = nullptr);

private:
  QWidget* buildWho();
  QWidget* buildAgreement();
  QWidget* buildQueue();
  QWidget* buildDecision();
  QWidget* buildFoot();
  void showAll();
  void showWho();
  void showAgreement();
  void showQueue();
  void fillQueueRow(int row, const viewmodels::DisagreementRow& shown);
  void showDecision();
  void askForAudit();

  viewmodels::RatersViewModel& m_raters;
  QComboBox* m_name = nullptr;
  QCheckBox* m_blinded = nullptr;
  QCheckBox* m_finished = nullptr;
  QComboBox* m_component = nullptr;
  QTableWidget* m_agreement = nullptr;
  QLabel* m_correlation = nullptr;
  QTableWidget* m_queue = nullptr;
  QComboBox* m_decision = nullptr;
  QPushButton* m_decide = nullptr;
  QPushButton* m_previous = nullptr;
  QPushButton* m_next = nullptr;
  QLabel* m_left = nullptr;
  widgets::StatusSentence* m_sentence = nullptr;
};

} // namespace limpid::pages
