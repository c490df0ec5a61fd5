#pragma once

#include "ui/viewmodels/quality_view_model.h"
#include "ui/viewmodels/schema_editor.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTableWidget;
class QToolButton;
class QWidget;

namespace limpid::pages {

/// The components of the quality: add, name, order, words and values of their scale, good end, unit
/// and use. Says what a change does to what is rated before it is stored; undo takes it back.
class SchemaDialog final : public QDialog
{
  Q_OBJECT

public:
  explicit SchemaDialog(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);

private:
  QWidget* buildList();
  QWidget* buildForm();
  QWidget* buildScale();
  QWidget* buildMoves();
  QWidget* buildButtons();
  QToolButton* listButton(const QString& name, const QString& text, const QString& word);
  void connectForm();
  void showDraft();
  void showList();
  void showComponent();
  void showScale();
  void showMoves();
  void fillMove(int row, const risk::StepMove& move, const risk::Component& component);
  void takeCell(int row, int column);
  void store();

  viewmodels::QualityViewModel& m_quality;
  viewmodels::SchemaEditor m_schema;
  QListWidget* m_list = nullptr;
  QWidget* m_form = nullptr;
  QLineEdit* m_label = nullptr;
  QComboBox* m_use = nullptr;
  QComboBox* m_good = nullptr;
  QLineEdit* m_unit = nullptr;
  QTableWidget* m_scale = nullptr;
  QLabel* m_noScale = nullptr; ///< in place of the scale
  QToolButton* m_addStep = nullptr;
  QToolButton* m_removeStep = nullptr;
  QWidget* m_movesFrame = nullptr;
  QTableWidget* m_moves = nullptr;
  QLabel* m_consequences = nullptr;
  QPushButton* m_store = nullptr;
};

} // namespace limpid::pages
