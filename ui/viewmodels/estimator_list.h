#pragma once

#include "core/plugin/parameter_schema.h"
#include "core/plugin/plugin_list.h"
#include "ui/viewmodels/programs.h"

#include <QObject>
#include <QProcess>
#include <QString>

#include <set>
#include <string>
#include <vector>

namespace limpid::viewmodels {

/// Estimator plugins with their state, read from their metadata; what parameters one has tells a
/// process of its own, for the window runs no plugin code.
class EstimatorList final : public QObject
{
  Q_OBJECT

public:
  explicit EstimatorList(Programs programs, QObject* parent = nullptr);
  ~EstimatorList() override;

  const std::vector<plugin::PluginItem>& items() const { return m_items; }
  bool isOff(const plugin::PluginItem& item) const { return m_off.contains(item.id); }
  /// "Ready", "Switched off", or the reason why it is refused.
  QString stateText(const plugin::PluginItem& item) const;
  /// Of the described plugin, once they are known.
  const plugin::ParameterSchema& parameters() const { return m_parameters; }
  QString described() const { return m_described; }
  /// Why nothing is known of its parameters, or why a plugin can't be switched.
  QString error() const { return m_error; }

public Q_SLOTS:
  void refresh();
  void setOff(const QString& id, bool off); ///< for this user, in all programs
  void describe(const QString& id);

Q_SIGNALS:
  void changed();
  void parametersKnown();

private:
  void readDescription();

  Programs m_programs;
  std::vector<plugin::PluginItem> m_items;
  std::set<std::string> m_off;
  QProcess m_process;
  QString m_described;
  plugin::ParameterSchema m_parameters;
  QString m_error;
};

} // namespace limpid::viewmodels
