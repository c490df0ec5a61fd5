#pragma once

#include <QFrame>

#include <memory>

namespace limpid::widgets {

/// How a page stands; shown as a shape and a word, never as colour alone.
enum class PageState { Empty, Ready, Running, Attention, Done };

/// The rail at the left: one entry per page, icon and word, with its state. Alt+1 … Alt+9 and the
/// arrow keys reach every entry.
class NavigationRail final : public QFrame
{
  Q_OBJECT

public:
  explicit NavigationRail(QWidget* parent = nullptr);
  ~NavigationRail() override;

  /// `id` is the entry's objectName as rail.<id>; `iconName` is of resources/icons.
  void addEntry(const QString& id, const QString& iconName, const QString& word);
  void setState(const QString& id, PageState state);
  PageState state(const QString& id) const;

  QString current() const;
  void setCurrent(const QString& id); ///< without activated()

  void setWide(bool wide); ///< 208 pixels, words beside the icons, in place of 72

Q_SIGNALS:
  void activated(const QString& id); ///< by mouse or keyboard

protected:
  void changeEvent(QEvent* event) override;

private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

} // namespace limpid::widgets
