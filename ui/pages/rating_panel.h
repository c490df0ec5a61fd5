#pragma once

#include "ui/viewmodels/rating_editor.h"

#include <QPointer>
#include <QWidget>

#include <vector>

class QComboBox;
class QFrame;
class QKeyEvent;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace limpid::pages {

class RatingRow;

/// The editor of the quality vector for the selected images: one row per component, at which level
/// values are set, how sure one is, a comment, what an edit of several images would change.
///
/// Keys, while a watched view or the panel has the keyboard and no field takes text: digits rate
/// the focused component, comma and full stop focus the next one, Space accepts and goes on to the
/// next unrated image, N only goes there, Backspace clears, U undoes (with Shift: redoes), L puts
/// off (with Shift: goes to what was put off), P copies from the previous image, C comments, Esc
/// drops a proposal.
class RatingPanel final : public QWidget
{
  Q_OBJECT

public:
  explicit RatingPanel(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);

  viewmodels::RatingEditor& editor() { return m_editor; }
  /// From now on the keys that rate do so while `view` has the keyboard, or a part of it leaves
  /// them.
  void takeKeysOf(QWidget* view);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  bool handleKey(const QKeyEvent& key);
  bool handleLetter(int key, bool shift);
  QWidget* buildFoot();
  QWidget* buildProposal();
  QWidget* buildRemarks();
  void connectFields();
  void rebuildRows();
  void showAll();
  void showProposal();
  void showRemarks();

  viewmodels::QualityViewModel& m_quality;
  viewmodels::RatingEditor m_editor;
  QPointer<QWidget> m_lastView; // gets the keyboard back after a comment
  QScrollArea* m_scroll = nullptr;
  QWidget* m_rowsWidget = nullptr;
  QWidget* m_remarks = nullptr;
  QWidget* m_foot = nullptr;
  QVBoxLayout* m_rowsPlace = nullptr;
  QLabel* m_heading = nullptr;
  QComboBox* m_level = nullptr;
  QComboBox* m_confidence = nullptr;
  QLineEdit* m_comment = nullptr;
  QPushButton* m_later = nullptr;
  QPushButton* m_copy = nullptr;
  QFrame* m_proposal = nullptr;
  QLabel* m_proposalText = nullptr;
  QLabel* m_hint = nullptr;
  std::vector<RatingRow*> m_rows;
  QString m_shownFocus; // the component that was scrolled into sight
  QString m_builtFor;   // the schema that the rows stand for
};

} // namespace limpid::pages
