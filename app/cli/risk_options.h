#pragma once

#include "app/cli/verbs.h"

#include <string>
#include <utility>

namespace limpid::cli {

/// Who sets values, for the history: the account's name.
std::string riskAuthor();

/// "A=B" → (A, B). Usage names the option.
Result<std::pair<std::string, std::string>> splitPair(const std::string& text, char separator,
                                                      const std::string& option);

/// risk import | export
void addRiskExchangeVerbs(Verbs& verbs, CLI::App* group);

} // namespace limpid::cli
