// SPDX-License-Identifier: Apache-2.0
#include "member/sessions.h"

#include <gtest/gtest.h>

namespace edgepool::member
{

namespace
{

// As Linux 6.1 writes it, on a machine that serves two sessions on port 7300 and is registered at a registrar.
constexpr const char* associations =
    " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS HBINT INS "
    "OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf\n"
    "0000000000000000 0000000000000000 2   1   3  0       5        0        0     998 12345 7300  49152  10.1.1.4 <-> "
    "*10.1.1.9 \t   30000    10    10    8    0    0        0        1        0   212992   212992\n"
    "0000000000000000 0000000000000000 2   1   3  0       6        0        0     998 12346 7300  7300  10.1.1.4 <-> "
    "*10.1.1.9 \t   30000    10    10    8    0    0        0        1        0   212992   212992\n"
    "0000000000000000 0000000000000000 0   10  3  0       2        0        0     998 12344 40123 3863  10.1.1.4 <-> "
    "*10.1.1.2 \t   30000    10    10   10    0    0        0        1        0   212992   212992\n";

TEST(MemberSessions, AreAssociationsOfThePortTheElementServesOn)
{
    EXPECT_EQ(sessions_in(associations, 7300), 2U);
    EXPECT_EQ(sessions_in(associations, 3863), 0U) << "where it is a client";
    EXPECT_EQ(sessions_in(associations, 730), 0U);
    EXPECT_EQ(sessions_in("", 7300), 0U);
}

} // namespace

} // namespace edgepool::member
