#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limpid::study {

// Words by which a text can be seen to name a patient. They are bytes as the file encodes them,
// ASCII letters in lower case, so a name in any character set is found where it stands again in the
// same one.

/// The words of a person name (PS3.5 6.2.1) of three bytes or more.
void addNameWords(std::vector<std::string>& words, std::string_view personName);

/// A number or name as a whole, if it has four bytes or more.
void addIdentityPhrase(std::vector<std::string>& words, std::string_view phrase);

/// Whether one of the words stands in the text: words of five bytes or more, or not of ASCII,
/// anywhere; shorter ones only as a word of their own.
bool holdsIdentity(const std::vector<std::string>& words, std::string_view text);

} // namespace limpid::study
