// SPDX-License-Identifier: Apache-2.0
#include "ssh/keys.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "ssh/agent.h"

namespace edgepool::ssh
{

namespace
{

/// Of those that ssh takes by itself, the ones that need no device.
constexpr std::array usual_files{"id_ed25519", "id_ecdsa", "id_rsa"};

std::string variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// Those of the agent that can be used here; a word about each that cannot.
std::vector<Candidate> agent_candidates(const std::string& socket, const Waiting& waiting,
                                        std::vector<std::string>& unusable)
{
    std::vector<Candidate> candidates;
    if (socket.empty())
    {
        unusable.emplace_back("no agent: SSH_AUTH_SOCK is not set");
        return candidates;
    }
    const auto keys = Agent(socket).keys(waiting);
    if (!keys || keys->empty())
    {
        unusable.push_back("the agent at " + socket + (keys ? " has no keys" : " does not answer"));
    }
    for (const AgentKey& key : keys.value_or(std::vector<AgentKey>{}))
    {
        if (key.public_key.is_usable())
        {
            candidates.push_back({.name = "the agent's key '" + key.comment + "'", .public_key = key.public_key});
        }
        else
        {
            unusable.push_back("the agent's key '" + key.comment + "': of the kind " + key.public_key.kind());
        }
    }
    return candidates;
}

} // namespace

KeyPlaces own_key_places()
{
    return {.home = variable("HOME"), .agent = variable("SSH_AUTH_SOCK")};
}

std::vector<std::string> usual_key_files(const KeyPlaces& places)
{
    std::vector<std::string> files;
    for (const char* const name : usual_files)
    {
        const std::string path = places.home + "/.ssh/" + name;
        std::error_code fault;
        if (!places.home.empty() && std::filesystem::exists(path, fault))
        {
            files.push_back(path);
        }
    }
    return files;
}

Keys::Keys(PrivateKey key)
{
    given_.push_back(std::move(key));
}

Keys Keys::of_file(std::string path, KeyPlaces places)
{
    Keys keys;
    keys.file_ = std::move(path);
    keys.places_ = std::move(places);
    return keys;
}

Keys Keys::of_user(KeyPlaces places)
{
    Keys keys;
    keys.places_ = std::move(places);
    return keys;
}

Candidates Keys::candidates(const Waiting& waiting) const
{
    Candidates found;
    if (!given_.empty())
    {
        const PrivateKey& key = given_.front();
        found.keys.push_back({.name = "the testbed's key", .public_key = key.public_key(), .own = key});
        return found;
    }
    if (!file_.empty())
    {
        const KeyFile file = KeyFile::read(file_);
        const auto of_agent =
            file.open ? std::vector<Candidate>{} : agent_candidates(places_.agent, waiting, found.unusable);
        add_file(file, of_agent, found);
        return found;
    }
    found.keys = agent_candidates(places_.agent, waiting, found.unusable);
    const std::vector<Candidate> of_agent = found.keys;
    for (const std::string& path : usual_key_files(places_))
    {
        add_usual_file(path, of_agent, found);
    }
    return found;
}

/// Of files that nobody has named, one that cannot be used is no fault.
void Keys::add_usual_file(const std::string& path, const std::vector<Candidate>& of_agent, Candidates& found) const
{
    try
    {
        const KeyFile file = KeyFile::read(path);
        if (std::ranges::find(of_agent, file.public_key, &Candidate::public_key) == of_agent.end())
        {
            add_file(file, {}, found);
        }
    }
    catch (const Error& error)
    {
        found.unusable.push_back(error.diagnostic().detail);
    }
}

void Keys::add_file(const KeyFile& file, const std::vector<Candidate>& of_agent, Candidates& found) const
{
    if (file.open)
    {
        found.keys.push_back({.name = file.path, .public_key = file.public_key, .own = file.open});
        return;
    }
    const auto held = std::ranges::find(of_agent, file.public_key, &Candidate::public_key);
    if (held != of_agent.end())
    {
        found.keys.push_back(*held);
        return;
    }
    found.unusable.push_back(file.path + " has a passphrase, and the agent does not have it");
    found.next_step = "'ssh-add " + file.path + "' gives it to your agent, which edgepool asks" +
                      (places_.agent.empty() ? "; 'eval $(ssh-agent)' starts one" : "");
}

} // namespace edgepool::ssh
