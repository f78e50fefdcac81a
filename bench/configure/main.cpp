// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <sys/resource.h>
#include <unistd.h>

#include "configure/ansible.h"
#include "configure/bare_loop.h"
#include "configure/servers.h"
#include "configure/work.h"
#include "day1/connect.h"
#include "day1/deliver.h"
#include "local/clocks.h"
#include "process/tool.h"

namespace edgepool::bench
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* usage = R"(usage: configure [MACHINES [ROUNDS]]

Day-1 of the same work (one command, 20 files of 2 kB) on 64 sshd of loopback, 7 rounds, in one run:
  bare    with libssh2 alone: a thread for each connects, logs in and runs `true`; host keys are not looked at
  plain   by the same way as ours, the shortest script that only writes the files and runs the command: it looks at nothing,
          excludes nobody, and a kill leaves half a file
  first   ours, where nothing is there yet; host keys are verified
  again   ours, where nothing is to be changed
  ansible the same work by ansible-playbook with as many forks, with and without pipelining (once each, minutes);
          left out if the package ansible-core is not installed
Each line has the time on the clock, the time of the processors on both sides, and the load. With other work on the
computer only the second one says anything.
)";

constexpr auto longest = std::chrono::minutes(5);
constexpr auto until_reaped = std::chrono::milliseconds(300);

/// A folder that goes with this object.
class Folder
{
public:
    explicit Folder(const std::string& where) : path_(where + "/edgepool-bench-" + std::to_string(::getpid()))
    {
        fs::create_directories(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }

    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// Of one run, on both sides.
struct Cost
{
    double seconds = 0;
    double processor = 0;
};

/// The middle of each.
Cost median_of(const std::vector<Cost>& costs)
{
    std::vector<double> seconds;
    std::vector<double> processor;
    for (const Cost& cost : costs)
    {
        seconds.push_back(cost.seconds);
        processor.push_back(cost.processor);
    }
    return {.seconds = median(seconds), .processor = median(processor)};
}

void tell(const std::string& what, const Cost& cost)
{
    double minute = 0;
    ::getloadavg(&minute, 1);
    std::printf("%-34s %9.3f s %9.3f s of processors   load %5.1f\n", what.c_str(), cost.seconds, cost.processor,
                minute);
    std::fflush(stdout);
}

void compare(const std::string& what, const Cost& one, const Cost& other, const std::string& wanted = {})
{
    std::printf("%-34s %9.2f x %9.2f x                 %s\n", what.c_str(), one.seconds / other.seconds,
                one.processor / other.processor, wanted.c_str());
    std::fflush(stdout);
}

class Bench
{
public:
    Bench(std::size_t machines, std::size_t rounds, std::stop_token stop)
        : rounds_(rounds),
          stop_(std::move(stop)),
          servers_(folder_ / "", machines),
          key_(ssh::PrivateKey::from_file(servers_.identity_file()))
    {
        for (const ssh::Machine& machine : servers_.machines())
        {
            scripts_.push_back(recipe::compile(work(root_of(machine)), root_of(machine)));
        }
    }

    void run();

private:
    std::string root_of(const ssh::Machine& machine) const { return machines_ / machine.name; }

    void forget_machines() const
    {
        for (const ssh::Machine& machine : servers_.machines())
        {
            fs::remove_all(root_of(machine));
            fs::create_directories(root_of(machine));
        }
    }

    /// As `edgepool configure` does it: a thread for each machine.
    void visit_all(const std::function<void(std::size_t number)>& visit) const;
    ssh::Session connect(std::size_t number) const;
    void configure(std::size_t number, std::size_t changes) const;
    void write_plainly(std::size_t number) const;
    void compare_with_ansible(const Cost& first);
    template <typename Work>
    Cost cost_of(const Work& work) const
    {
        const double before = processor_seconds();
        const double seconds = seconds_of(work);
        std::this_thread::sleep_for(until_reaped); // sshd looks after its sessions a little later
        return {.seconds = seconds, .processor = processor_seconds() - before};
    }
    double processor_seconds() const;
    void check_stop() const
    {
        if (stop_.stop_requested())
        {
            throw std::runtime_error("stopped");
        }
    }

    Folder folder_{"/tmp"};
    // In memory, for all who are compared: 64 machines do not share one disk. An ext4 whose files were removed a moment
    // ago takes milliseconds to find a number for each new one.
    Folder machines_{"/dev/shm"};
    std::size_t rounds_;
    std::stop_token stop_;
    Servers servers_;
    ssh::PrivateKey key_;
    std::vector<recipe::Script> scripts_{};
};

ssh::Session Bench::connect(std::size_t number) const
{
    const ssh::Machine& machine = servers_.machines()[number];
    const run::Reach reach{.address = machine.address,
                           .port = machine.port,
                           .user = machine.user,
                           .host_key = machine.host_key,
                           .identity_file = servers_.identity_file()};
    return day1::connect(machine.name, reach, ssh::patience_of(longest, stop_));
}

void Bench::write_plainly(std::size_t number) const
{
    const std::string& machine = servers_.machines()[number].name;
    std::string text = plain_script(root_of(servers_.machines()[number]));
    ssh::Session session = connect(number);
    const ssh::Streams streams{
        .out = [](std::string_view) {}, .err = [](std::string_view) {}, .in = [&] { return std::exchange(text, {}); }};
    if (!session.run("exec sh -s", streams, ssh::patience_of(longest, stop_)).well())
    {
        throw std::runtime_error(machine + " did not write the files");
    }
}

void Bench::configure(std::size_t number, std::size_t changes) const
{
    const ssh::Machine& machine = servers_.machines()[number];
    const ssh::Patience patience = ssh::patience_of(longest, stop_);
    ssh::Session session = connect(number);
    const day1::Delivery delivery =
        day1::deliver(session, "root", scripts_[number], day1::Mode::apply, [](const recipe::Line&) {}, patience);
    if (const auto fault = day1::fault_of(machine.name, delivery))
    {
        throw std::runtime_error(fault->summary + ": " + fault->detail);
    }
    if (delivery.closing->changed != changes)
    {
        throw std::runtime_error(
            fmt::format("{} changed {} things, and not {}", machine.name, delivery.closing->changed, changes));
    }
}

void Bench::visit_all(const std::function<void(std::size_t number)>& visit) const
{
    std::mutex mutex;
    std::string fault;
    {
        std::vector<std::jthread> threads;
        for (std::size_t number = 0; number < scripts_.size(); ++number)
        {
            threads.emplace_back([&, number] {
                try
                {
                    visit(number);
                }
                catch (const std::exception& error)
                {
                    const std::lock_guard guard(mutex);
                    fault = error.what();
                }
            });
        }
    }
    if (!fault.empty())
    {
        throw std::runtime_error(fault);
    }
}

/// Of this program, of what it ran, and of the servers with all that ran there.
double Bench::processor_seconds() const
{
    double sum = servers_.processor_seconds();
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN})
    {
        rusage used{};
        ::getrusage(who, &used);
        for (const timeval& time : {used.ru_utime, used.ru_stime})
        {
            sum += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        }
    }
    return sum;
}

void Bench::run()
{
    const std::string private_key = key_.text().expose();
    std::vector<Cost> bare;
    std::vector<Cost> plain;
    std::vector<Cost> first;
    std::vector<Cost> again;
    for (std::size_t round = 0; round < rounds_; ++round)
    {
        forget_machines();
        check_stop();
        bare.push_back(cost_of([&] { run_bare_loop(servers_.machines(), private_key); }));
        plain.push_back(cost_of([&] { visit_all([&](std::size_t number) { write_plainly(number); }); }));
        forget_machines();
        first.push_back(cost_of([&] { visit_all([&](std::size_t number) { configure(number, files + 1); }); }));
        again.push_back(cost_of([&] { visit_all([&](std::size_t number) { configure(number, 0); }); }));
    }
    tell("bare loop of libssh2, `true`", median_of(bare));
    tell("the shortest script", median_of(plain));
    tell("ours, first time", median_of(first));
    tell("ours, nothing to change", median_of(again));
    compare("the shortest script / bare", median_of(plain), median_of(bare));
    compare("ours, first time / bare", median_of(first), median_of(bare), "wanted: <= 1.25 x");
    compare("ours, nothing to change / bare", median_of(again), median_of(bare));
    compare_with_ansible(median_of(first));
}

void Bench::compare_with_ansible(const Cost& first)
{
    const auto program = process::find_tool("ansible-playbook");
    if (!program)
    {
        std::printf("\nNOT COMPARED WITH ANSIBLE, which is not there: tools/install_packages bench\n");
        return;
    }
    fs::create_directories(folder_ / "files");
    for (std::size_t file = 0; file < files; ++file)
    {
        std::ofstream(folder_ / ("files/" + name_of(file))) << content_of(file);
    }
    const Play play{.folder = folder_ / "ansible", .files = folder_ / "files", .target = machines_ / ""};
    for (const Pipelining pipelining : {Pipelining::on, Pipelining::off})
    {
        forget_machines();
        bool done = false;
        const Cost cost = cost_of([&] { done = run_ansible(*program, servers_, play, pipelining, stop_); });
        tell(pipelining == Pipelining::on ? "Ansible, pipelining" : "Ansible, as it comes", cost);
        compare("  / ours, first time", cost, first, done ? "wanted: >= 10 x" : "and more: ended before it was done");
    }
}

/// A wish to stop reaches the servers, too: they must not outlive the run.
class Signals
{
public:
    Signals()
    {
        ::sigemptyset(&set_);
        ::sigaddset(&set_, SIGINT);
        ::sigaddset(&set_, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        thread_ = std::jthread([this](const std::stop_token& end) {
            const timespec slice{.tv_sec = 0, .tv_nsec = 100'000'000};
            while (!end.stop_requested())
            {
                if (::sigtimedwait(&set_, nullptr, &slice) > 0)
                {
                    stop_.request_stop();
                }
            }
        });
    }

    std::stop_token token() const { return stop_.get_token(); }

private:
    sigset_t set_{};
    std::stop_source stop_{};
    std::jthread thread_{};
};

} // namespace

} // namespace edgepool::bench

int main(int count, char** words)
{
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.size() > 2 || (!arguments.empty() && arguments[0].starts_with('-')))
    {
        const bool help = arguments[0] == "--help" || arguments[0] == "-h";
        std::fputs(edgepool::bench::usage, help ? stdout : stderr);
        return help ? 0 : 2;
    }
    try
    {
        const std::size_t machines = !arguments.empty() ? std::stoul(arguments[0]) : 64;
        const std::size_t rounds = arguments.size() > 1 ? std::stoul(arguments[1]) : 7;
        const edgepool::bench::Signals signals;
        edgepool::bench::Bench(machines, rounds, signals.token()).run();
        return 0;
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
