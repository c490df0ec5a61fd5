#pragma once

class QCoreApplication;
class QLocale;

namespace limpid::resources {

/// Registers the compiled-in files under :/limpid. Call before the first is read; a linker drops
/// the registration of a static library otherwise. Calling it again does nothing.
void load();

/// The program speaks the locale's language from here on, English where there is no translation;
/// Qt's own words too, where they are installed. Takes the place of an earlier call; texts that are
/// shown already stay as they are.
void installTranslations(QCoreApplication& application, const QLocale& locale);

} // namespace limpid::resources
