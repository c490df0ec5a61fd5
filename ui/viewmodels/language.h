#pragma once

#include <QLocale>
#include <QSettings>
#include <QString>

#include <vector>

namespace limpid::viewmodels {

/// A language that the window speaks: its code ("en", "zh_CN") and its name in itself.
struct Language
{
  QString code;
  QString name;
};

const std::vector<Language>& languages();
bool isLanguage(const QString& code);

/// The chosen language of the settings store; empty: that of the system.
QString chosenLanguage(const QSettings& settings);
/// An empty code goes back to that of the system.
void chooseLanguage(QSettings& settings, const QString& code);

/// The locale of a language's code, of the system's for an empty one; English where the window
/// doesn't speak it.
QLocale localeOf(const QString& code);

} // namespace limpid::viewmodels
