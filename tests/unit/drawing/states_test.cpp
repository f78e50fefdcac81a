// SPDX-License-Identifier: Apache-2.0
#include "drawing/states.h"

#include <vector>

#include <gtest/gtest.h>

namespace edgepool::drawing
{

namespace
{

class DrawingStates : public testing::Test
{
protected:
    const model::Machine one_{.name = "mec-1"};
    const model::Machine two_{.name = "mec-2"};
    const std::vector<const model::Machine*> alone_{&one_};
    const std::vector<const model::Machine*> both_{&one_, &two_};
};

TEST_F(DrawingStates, WithoutAQuestionThereIsNoAnswer)
{
    EXPECT_EQ(states_text(both_, {}), "");
    EXPECT_EQ(health_of(both_, {}), Health::unknown);
    EXPECT_EQ(states_text({}, {{"mec-1", "ready"}}), "");
}

TEST_F(DrawingStates, OneIsTold)
{
    EXPECT_EQ(states_text(alone_, {{"mec-1", "ready"}}), "ready");
    EXPECT_EQ(health_of(alone_, {{"mec-1", "ready"}}), Health::ready);
    EXPECT_EQ(health_of(alone_, {{"mec-1", "broken"}}), Health::amiss);
}

TEST_F(DrawingStates, SeveralAreCountedReadyOnesFirst)
{
    const States states{{"mec-1", "ready"}, {"mec-2", "broken"}};
    EXPECT_EQ(states_text(both_, states), "1 ready, 1 broken");
    EXPECT_EQ(health_of(both_, states), Health::amiss);
    EXPECT_EQ(states_text(both_, {{"mec-1", "ready"}, {"mec-2", "ready"}}), "2 ready");
}

TEST_F(DrawingStates, WhatNobodyKnowsOfIsAbsent)
{
    EXPECT_EQ(states_text(both_, {{"other-1", "ready"}}), "2 absent");
    EXPECT_EQ(health_of(both_, {{"other-1", "ready"}}), Health::absent);
}

} // namespace

} // namespace edgepool::drawing
