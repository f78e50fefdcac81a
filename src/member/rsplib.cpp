// SPDX-License-Identifier: Apache-2.0
#include "member/rsplib.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <rserpool/rserpool.h>

#include "base/error.h"
#include "member/rules.h"

namespace edgepool::member
{

namespace
{

/// Of a message of an element; those of the fractal generator have 1312 octets, notifications are short.
constexpr std::size_t longest_message = 65536;

std::string fault_text()
{
    return std::generic_category().message(errno);
}

class RsplibSession : public Session
{
public:
    RsplibSession(int socket, const std::string& handle, std::uint32_t payload_protocol)
        : socket_(socket), payload_protocol_(payload_protocol), buffer_(longest_message)
    {
        // A pool without an element that can be reached is no fault of the call: sending finds that out.
        ::rsp_connect(socket_, reinterpret_cast<const unsigned char*>(handle.data()), handle.size(), 0);
    }

    RsplibSession(const RsplibSession&) = delete;
    RsplibSession& operator=(const RsplibSession&) = delete;
    ~RsplibSession() override { ::rsp_close(socket_); }

    bool send(asap::View octets) override
    {
        constexpr int patience = 5000; // milliseconds
        const ssize_t sent =
            ::rsp_sendmsg(socket_, octets.data(), octets.size(), 0, 0, htonl(payload_protocol_), 0, 0, 0, patience);
        return sent == static_cast<ssize_t>(octets.size());
    }

    Received receive(std::chrono::milliseconds patience) override
    {
        rsp_sndrcvinfo info{};
        int flags = 0;
        const ssize_t count =
            ::rsp_recvmsg(socket_, buffer_.data(), buffer_.size(), &info, &flags, static_cast<int>(patience.count()));
        if (count <= 0)
        {
            return {.what = count == 0 ? Received::What::broken : Received::What::nothing};
        }
        if ((flags & MSG_RSERPOOL_NOTIFICATION) != 0)
        {
            return {.what = tells_of_failure() ? Received::What::broken : Received::What::nothing};
        }
        return {.what = Received::What::data,
                .octets = asap::Octets(buffer_.begin(), buffer_.begin() + count),
                .element = info.rinfo_pe_id};
    }

    bool fail_over() override { return ::rsp_forcefailover(socket_, FFF_NONE, 0) == 0; }
    bool has_cookie() const override { return ::rsp_has_cookie(socket_) == 1; }

private:
    bool tells_of_failure() const
    {
        rserpool_notification notification{};
        std::memcpy(&notification, buffer_.data(), sizeof notification);
        return notification.rn_header.rn_type == RSERPOOL_FAILOVER &&
               notification.rn_failover.rf_state == RSERPOOL_FAILOVER_NECESSARY;
    }

    int socket_;
    std::uint32_t payload_protocol_;
    asap::Octets buffer_;
};

void give(rsp_info& info, const std::string& option)
{
    if (::rsp_initarg(&info, option.c_str()) != 1)
    {
        throw Error(found(rules::no_library, {}, "it does not take " + option));
    }
}

} // namespace

Rsplib::Rsplib(const std::vector<Endpoint>& registrars, const std::optional<StatusReports>& reports)
{
    rsp_info info{};
    ::rsp_initinfo(&info);
    give(info, "-asapannounce=off");
    give(info, "-logcolor=off");
    for (const Endpoint& registrar : registrars)
    {
        give(info, "-registrar=" + to_string(registrar));
    }
    if (reports)
    {
        give(info, "-cspserver=" + to_string(reports->collector));
        give(info, "-cspinterval=" + std::to_string(reports->interval.count()));
    }
    constexpr std::uint64_t pool_user = std::uint64_t{CID_GROUP_POOLUSER} << 56U;
    info.ri_csp_identifier = pool_user | (reports ? reports->identifier.value_or(0) : 0);
    if (::rsp_initialize(&info) != 0)
    {
        throw Error(found(rules::no_library, {}, "it cannot be started: " + fault_text(), "as root: modprobe sctp"));
    }
    ::rsp_freeinfo(&info);
}

std::unique_ptr<Session> Rsplib::open(const std::string& handle, std::uint32_t payload_protocol) const
{
    const int socket = ::rsp_socket(0, SOCK_SEQPACKET, IPPROTO_SCTP);
    if (socket < 0)
    {
        throw Error(
            found(rules::no_library, {}, "it gives no socket: " + fault_text(), "are there too many sessions?"));
    }
    return std::make_unique<RsplibSession>(socket, handle, payload_protocol);
}

} // namespace edgepool::member
