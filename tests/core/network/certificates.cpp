#include "tests/core/network/certificates.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace limpid::network {

bool Certificates::canBeMade()
{
  return std::system("command -v openssl >/dev/null") == 0;
}

Certificates::Certificates()
{
  for (const char* authority : {"ca", "stranger"})
    run(fmt::format("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={0} -keyout {0}.key "
                    "-out {0}.crt",
                    authority));
  sign("archive", "ca", "IP:127.0.0.1");
  sign("desk", "ca", "IP:127.0.0.1");
  sign("intruder", "stranger", "IP:127.0.0.1");
  sign("elsewhere", "ca", "DNS:pacs.example.org");
}

void Certificates::sign(const std::string& name, const std::string& authority,
                        const std::string& names)
{
  run(fmt::format("req -newkey rsa:2048 -nodes -subj /CN={0} -keyout {0}.key -out {0}.csr", name));
  std::ofstream(file(name + ".ext")) << (names.empty() ? "basicConstraints=CA:FALSE\n"
                                                       : fmt::format("subjectAltName={}\n", names));
  run(fmt::format("x509 -req -days 2 -in {0}.csr -CA {1}.crt -CAkey {1}.key -CAcreateserial "
                  "-extfile {0}.ext -out {0}.crt",
                  name, authority));
}

TlsSettings Certificates::settings(const std::string& trusted, const std::string& own) const
{
  return {.enabled = true,
          .trustedCertificates = file(trusted + ".crt"),
          .certificate = own.empty() ? std::filesystem::path() : file(own + ".crt"),
          .privateKey = own.empty() ? std::filesystem::path() : file(own + ".key")};
}

std::vector<unsigned char> Certificates::bytes(const std::string& name) const
{
  run(fmt::format("x509 -in {0}.crt -outform DER -out {0}.der", name));
  std::ifstream stream(file(name + ".der"), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void Certificates::run(const std::string& arguments) const
{
  const std::string command =
      fmt::format("cd '{}' && openssl {} >/dev/null 2>&1", m_folder.path().string(), arguments);
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
}

} // namespace limpid::network
