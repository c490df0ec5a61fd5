#pragma once

#include "app/cli/verbs.h"

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace limpid::cli {

/// Who sets values, for the history: the account's name.
std::string riskAuthor();

/// "A=B" → (A, B). Usage names the option.
Result<std::pair<std::string, std::string>> splitPair(const std::string& text, char separator,
                                                      const std::string& option);

/// Usage names the option.
Result<double> number(const std::string& text, const std::string& what);

/// AlreadyExists where `file` is there and may not be replaced.
Result<void> mayWrite(const std::filesystem::path& file, bool replace);

/// splitPair() of each text; a name that comes twice counts once.
Result<std::map<std::string, std::string>> splitPairs(const std::vector<std::string>& texts,
                                                      const std::string& option);

/// risk import | export
void addRiskExchangeVerbs(Verbs& verbs, CLI::App* group);

/// risk match | propose | noise-kind
void addMatchVerbs(Verbs& verbs, CLI::App* group);

/// risk agreement | disagreements | blind | finish | audit
void addRaterVerbs(Verbs& verbs, CLI::App* group);

} // namespace limpid::cli
