#pragma once

#include "ui/viewmodels/table_import_view_model.h"

#include <QDialog>

#include <memory>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTableWidget;
class QToolButton;
class QVBoxLayout;

namespace limpid::pages {

/// Before a table comes in: its first rows, what each column is, how it names the images, which end
/// of a rating is good (shown by the images at both ends), and what would come of it.
class TableImportDialog final : public QDialog
{
  Q_OBJECT

public:
  TableImportDialog(std::unique_ptr<viewmodels::TableImportViewModel> table,
                    QWidget* parent = nullptr);
  ~TableImportDialog() override;

Q_SIGNALS:
  void importRequested(const limpid::risk::TableImport& request);

private:
  struct Question;

  QWidget* buildHead();
  QWidget* buildRows();
  QWidget* buildButtons();
  void fillTable();
  void addMeaning(int column);
  void showTable();
  void showQuestions();
  void showThumbnails();
  Question buildQuestion(const viewmodels::ScaleQuestion& asked);
  QToolButton* endButton(const QString& name, const QString& component, bool low);
  QPixmap pictures(const viewmodels::ScaleEnd& end) const;

  std::unique_ptr<viewmodels::TableImportViewModel> m_table;
  QComboBox* m_key = nullptr;
  QComboBox* m_level = nullptr;
  QTableWidget* m_rows = nullptr;
  std::vector<QComboBox*> m_meanings;
  QVBoxLayout* m_questionRows = nullptr;
  std::vector<Question> m_questions;
  QListWidget* m_problems = nullptr;
  QLabel* m_forecast = nullptr;
  QPushButton* m_import = nullptr;
};

} // namespace limpid::pages
