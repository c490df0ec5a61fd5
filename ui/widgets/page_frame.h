#pragma once

#include "ui/widgets/status_sentence.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace limpid::widgets {

/// The frame that every page shares: title, purpose, one row of controls, content, the Advanced
/// drawer at the right, and at the bottom the status sentence beside the one primary button.
class PageFrame : public QWidget
{
  Q_OBJECT

public:
  /// `name` is the page's objectName; its parts are name.primary, name.status, name.advanced.
  PageFrame(const QString& name, const QString& title, const QString& purpose,
            QWidget* parent = nullptr);

  void addControl(QWidget* control);                       ///< at most six
  void addControl(const QString& label, QWidget* control); ///< label above the field
  void setContent(QWidget* content);                       ///< takes ownership, replaces the former
  void setAdvanced(QWidget* advanced); ///< what the drawer holds; it stays hidden without one

  QPushButton* primary() const { return m_primary; } ///< Enter presses it
  StatusSentence* status() const { return m_status; }

  /// Enables the primary button, or disables it with the reason as its tooltip.
  void setPrimaryEnabled(bool enabled, const QString& reason = {});

  /// Puts a button of less weight left of the primary one.
  QPushButton* addSecondary(const QString& text);

  bool isAdvancedOpen() const;
  void setAdvancedOpen(bool open);

Q_SIGNALS:
  void primaryClicked();
  void advancedToggled(bool open); ///< remember it per project

protected:
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  QVBoxLayout* buildHeader(const QString& title, const QString& purpose);
  void buildDrawer();
  void buildFooter();

  QHBoxLayout* m_controls = nullptr;
  QHBoxLayout* m_body = nullptr;
  QWidget* m_content = nullptr;
  QWidget* m_drawer = nullptr;
  QVBoxLayout* m_drawerLayout = nullptr;
  QWidget* m_advanced = nullptr;
  QToolButton* m_advancedButton = nullptr;
  QHBoxLayout* m_footer = nullptr;
  StatusSentence* m_status = nullptr;
  QPushButton* m_primary = nullptr;
};

} // namespace limpid::widgets
