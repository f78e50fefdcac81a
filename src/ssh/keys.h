// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ssh/private_key.h"
#include "ssh/public_key.h"
#include "ssh/waiting.h"

namespace edgepool::ssh
{

/// Where a user's keys are.
struct KeyPlaces
{
    std::string home{};
    std::string agent{}; ///< the socket of the user's agent; empty: none
};

/// Of who runs this program.
KeyPlaces own_key_places();

/// The files in ~/.ssh that are tried without being named, of those that there are.
std::vector<std::string> usual_key_files(const KeyPlaces& places);

/// One key to log in with.
struct Candidate
{
    std::string name{}; ///< for people: a file, or the agent's comment
    PublicKey public_key{""};
    std::optional<PrivateKey> own{}; ///< none: the agent signs
};

/// What there is to log in with, and why other keys are not among it.
struct Candidates
{
    std::vector<Candidate> keys{};
    std::vector<std::string> unusable{}; ///< "/home/me/.ssh/id_rsa: a private key of the kind ssh-rsa"
    std::string next_step{};             ///< what would make one usable; empty: nothing known
};

/// What a user logs in with. Files and the agent are looked at when somebody logs in.
class Keys
{
public:
    /// That key and no other.
    Keys(PrivateKey key); // NOLINT(google-explicit-constructor): a key is keys enough

    /// The key of that file and no other; the agent signs with it if it has a passphrase.
    static Keys of_file(std::string path, KeyPlaces places);
    /// Those that the agent has, then those of ~/.ssh that ssh would take.
    static Keys of_user(KeyPlaces places);

    /// Error if the one file that was named cannot be read.
    Candidates candidates(const Waiting& waiting) const;
    const std::string& agent() const { return places_.agent; }

private:
    Keys() = default;

    void add_usual_file(const std::string& path, const std::vector<Candidate>& of_agent, Candidates& found) const;
    void add_file(const KeyFile& file, const std::vector<Candidate>& of_agent, Candidates& found) const;

    std::vector<PrivateKey> given_{};
    std::string file_{};
    KeyPlaces places_{};
};

} // namespace edgepool::ssh
