// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include <unistd.h>

#include "base/error.h"
#include "cli/preparing.h"
#include "clocks.h"
#include "crypto/host_key.h"
#include "local/files.h"
#include "local/golden.h"
#include "local/image_build.h"
#include "local/kvm.h"
#include "local/observe.h"
#include "local/start.h"
#include "process/run.h"
#include "stock.h"

namespace edgepool::bench
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* usage = R"(usage: local EDGEPOOL [FOLDER [commands|starts|scale]]

Measures machines of this computer beside a Debian that cloud-init starts, in one run of about a quarter of an hour:
from nothing to five ready machines, `up` of four, `scale` by ten, one to twenty started from a saved machine, one and
five that boot, and the stock boot; or one of these parts only. EDGEPOOL is the program; edgepool-agent and edgepool-switch lie beside it. What is made stays in FOLDER
(build/bench-local); without it the next run makes it again. Nothing else should run meanwhile.
)";

constexpr const char* testbed = "bench";

/// A machine of each registrar and user, and some elements.
std::string testbed_file(std::size_t machines)
{
    return fmt::format("edgepool: 1\nname: {}\npool: {{handle: Bench}}\nregistrars: [{{}}]\nelements: [{{name: mec, "
                       "service: fractal, initial: {}, max: 20}}]\nusers: [{{name: user}}]\n",
                       testbed, machines - 2);
}

/// The registrar is the one that the user's own unit would ask.
constexpr const char* ask_for_a_picture =
    "/usr/local/lib/edgepool/edgepool-member render --handle Bench --output /tmp/pictures --width 40 --height 30"
    " --iterations 20 --registrar $(grep -oE '[0-9.]+:3863' /etc/edgepool/user)";

class Bench
{
public:
    Bench(std::string edgepool, std::string folder)
        : edgepool_(std::move(edgepool)),
          folder_(std::move(folder)),
          runtime_("/tmp/epbench-" + std::to_string(::getpid())),
          folders_{.images = folder_ + "/cache/edgepool/images",
                   .state = folder_ + "/state/edgepool/local",
                   .runtime = runtime_ + "/ep"},
          key_(crypto::make_ssh_key("bench")),
          kvm_(local::probe_kvm().usable())
    {
        local::make_folder(folder_);
        local::make_private_folder(runtime_);
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;
    ~Bench() { local::remove_tree(runtime_); }

    void run(const std::string& part);

private:
    /// One line of the table, as soon as it is known.
    static void tell(const std::string& what, const std::string& value, const std::string& target = {})
    {
        std::printf("%-46s %10s   load %4.1f   %s\n", what.c_str(), value.c_str(), load(), target.c_str());
        std::fflush(stdout);
    }
    /// How many programs wanted to run in the last minute: other work on the computer tells in all figures.
    static double load()
    {
        double minute = 0;
        return ::getloadavg(&minute, 1) == 1 ? minute : 0;
    }
    static std::string in_seconds(double seconds) { return fmt::format("{:.1f} s", seconds); }
    static std::string as_ratio(double ratio) { return fmt::format("{:.1f} x", ratio); }

    void call(const std::string& command, const std::string& file, const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> words{command, "-f", file};
        words.insert(words.end(), more.begin(), more.end());
        process::run_or_throw({.program = edgepool_,
                               .arguments = std::move(words),
                               .environment = {{"XDG_CACHE_HOME", folder_ + "/cache"},
                                               {"XDG_STATE_HOME", folder_ + "/state"},
                                               {"XDG_RUNTIME_DIR", runtime_}}},
                              {.time = std::chrono::minutes(30)});
    }

    /// Seconds of `up`; the testbed is gone afterwards.
    double up(std::size_t machines) const
    {
        const std::string file = folder_ + "/testbed.yaml";
        local::write_file(file, testbed_file(machines));
        const double seconds = seconds_of([&] { call("up", file); });
        call("down", file);
        return seconds;
    }

    /// Seconds of `up` and of a small picture that a user then has rendered by the pool.
    double serve() const
    {
        const std::string file = folder_ + "/testbed.yaml";
        local::write_file(file, testbed_file(4));
        const double seconds = seconds_of([&] {
            call("up", file);
            call("run", file, {"user-1", "--", ask_for_a_picture});
        });
        call("down", file);
        return seconds;
    }

    /// Seconds of `scale` by ten elements.
    double scale_by_ten() const
    {
        const std::string file = folder_ + "/testbed.yaml";
        local::write_file(file, testbed_file(3));
        call("up", file);
        const double seconds = seconds_of([&] { call("scale", file, {"mec=+10"}); });
        call("down", file);
        return seconds;
    }

    local::MachineSpec spec(std::size_t number) const
    {
        model::Ipv4Network network = *model::parse_ipv4_network("10.99.0.0/24");
        network.base.bits += static_cast<std::uint32_t>(number) << 8U;
        return {.testbed = testbed,
                .name = "m-" + std::to_string(number),
                .shape = {.kvm = kvm_},
                .management = network,
                .files = {{.path = std::string(seed::authorized_keys_path),
                           .mode = 0600,
                           .content = Secret(key_.public_key + "\n")}}};
    }

    /// Seconds until all of them let themselves be logged in. `memory`: what each takes then, in MB.
    double start(std::size_t machines, const std::optional<local::Golden>& golden, double* memory = nullptr) const
    {
        const ssh::PrivateKey key = ssh::PrivateKey::parse(key_.private_key);
        const local::Image image = this->image();
        const double seconds = seconds_of([&] {
            for_each_at_once(machines, [&](std::size_t number) {
                const local::MachineSpec spec = this->spec(number);
                const local::Started started = local::start_machine(folders_, image, golden, spec);
                wait_for_log_in({.name = spec.name, .port = started.reach.port, .host_key = started.reach.host_key},
                                key);
            });
        });
        for (const local::ObservedMachine& machine : local::observe_machines(folders_, testbed))
        {
            if (memory != nullptr)
            {
                *memory += proportional_memory(machine.pid) / static_cast<double>(machines);
            }
        }
        for (std::size_t number = 0; number < machines; ++number)
        {
            local::stop_machine(folders_, testbed, spec(number).name);
        }
        local::remove_leftovers(folders_, testbed);
        return seconds;
    }

    local::Image image(const local::OnProgress& on_progress = {}) const
    {
        return local::build_image(
            local::ImageStore(folders_.images),
            local::make_recipe(local::own_programs_in(fs::path(edgepool_).parent_path()), cli::prepared_machines()),
            on_progress);
    }

    void whole_commands() const;
    void starts() const;
    void scaling() const;

    std::string edgepool_;
    std::string folder_;
    std::string runtime_; ///< short, for sockets
    local::Folders folders_;
    crypto::SshKey key_;
    bool kvm_;
};

void Bench::whole_commands() const
{
    local::remove_tree(folder_ + "/cache");
    double fetching = 0;
    std::string stage;
    Clock::time_point since = Clock::now();
    const double building = seconds_of([&] {
        this->image([&](const local::Progress& progress) {
            fetching += stage.starts_with("fetching") ? seconds_since(since) : 0;
            since = Clock::now();
            stage = progress.stage;
        });
    });
    tell("an image, from nothing", in_seconds(building));
    tell("of that, fetching package lists and packages", in_seconds(fetching));
    tell("from nothing to five ready machines, without it", in_seconds(building - fetching + up(5)), "< 150 s");
    tell("'up' of four machines, image at hand", in_seconds(median({up(4), up(4), up(4)})));
    tell("the same, and a session is served", in_seconds(median({serve(), serve(), serve()})), "< 10 s");
}

void Bench::starts() const
{
    const local::Golden golden =
        local::ensure_golden(folders_, local::ImageStore(folders_.images), this->image(), {.kvm = kvm_});
    const Stock stock(folder_ + "/stock", EDGEPOOL_SOURCE_DIR "/bench/local/make_stock_image",
                      local::read_file(this->image().packages()));
    // What is compared is measured close together, on both sides: a computer is never quite at rest.
    std::vector<double> ones{start(1, golden), start(1, golden), start(1, golden)};
    const double one_stock = stock.boot(key_, kvm_);
    const double one_cold = start(1, std::nullopt);
    ones.insert(ones.end(), {start(1, golden), start(1, golden), start(1, golden)});
    const double one = median(ones);
    tell("1 from a saved machine, logged in", in_seconds(one));
    tell("1 that boots, logged in", in_seconds(one_cold));
    tell("1 stock Debian by cloud-init, logged in", in_seconds(one_stock));
    double memory = 0;
    std::vector<double> fives{start(5, golden, &memory)};
    const double five_cold = start(5, std::nullopt);
    fives.insert(fives.end(), {start(5, golden), start(5, golden)});
    const double five = median(fives);
    tell("5 from a saved machine, logged in", in_seconds(five));
    tell("5 that boot, logged in", in_seconds(five_cold));
    const double twenty = start(20, golden);
    tell("20 from a saved machine, logged in", in_seconds(twenty));
    std::printf("\n");
    tell("one: stock boot / from a saved machine", as_ratio(one_stock / one), ">= 20 x");
    tell("one: boot / from a saved machine", as_ratio(one_cold / one));
    tell("five: boot / from a saved machine", as_ratio(five_cold / five), ">= 8 x");
    tell("a machine of 20 / a machine of 5", as_ratio(twenty / 20 / (five / 5)), "1 x is linear");
    tell("memory of each of five (PSS)", fmt::format("{:.0f} MB", memory), "< 140 MB");
}

/// Each other time one of both, so that neither has the computer to itself when it is at its best.
void Bench::scaling() const
{
    const local::Golden golden =
        local::ensure_golden(folders_, local::ImageStore(folders_.images), this->image(), {.kvm = kvm_});
    std::vector<double> alone;
    std::vector<double> scaled;
    for (int round = 0; round < 3; ++round)
    {
        alone.push_back(start(10, golden));
        scaled.push_back(scale_by_ten());
    }
    tell("10 from a saved machine, logged in", in_seconds(median(alone)));
    tell("'scale' by 10 elements, which serve then", in_seconds(median(scaled)));
    tell("'scale' by 10 / 10 from a saved machine", as_ratio(median(scaled) / median(alone)), "<= 1.5 x");
}

void Bench::run(const std::string& part)
{
    std::printf("%u processors, %s\n\n", std::thread::hardware_concurrency(), kvm_ ? "KVM" : "emulated (TCG)");
    if (part.empty() || part == "commands")
    {
        whole_commands();
    }
    if (part.empty() || part == "starts")
    {
        starts();
    }
    if (part.empty() || part == "scale")
    {
        std::printf("\n");
        scaling();
    }
}

} // namespace

} // namespace edgepool::bench

int main(int count, char** words)
{
    const std::vector<std::string> arguments(words + 1, words + count);
    const std::set<std::string> parts{"commands", "starts", "scale"};
    if (arguments.empty() || arguments.size() > 3 || arguments[0].starts_with('-') ||
        (arguments.size() == 3 && !parts.contains(arguments[2])))
    {
        const bool help = !arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h");
        std::fputs(edgepool::bench::usage, help ? stdout : stderr);
        return help ? 0 : 2;
    }
    try
    {
        namespace fs = std::filesystem;
        const fs::path folder = arguments.size() > 1 ? arguments[1] : "build/bench-local";
        edgepool::bench::Bench(fs::absolute(arguments[0]).string(), fs::absolute(folder).string())
            .run(arguments.size() > 2 ? arguments[2] : "");
        return 0;
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
