// SPDX-License-Identifier: Apache-2.0
#include "local/supplies.h"

#include <filesystem>

#include "local/additions.h"
#include "local/image_build.h"
#include "local/kvm_record.h"

namespace edgepool::local
{

bool Supplies::has_image() const
{
    return ImageStore(folders_.images).find(key_of(recipe())).has_value();
}

const Image& Supplies::image(const OnProgress& on_progress, const std::stop_token& stop)
{
    const std::lock_guard lock(image_mutex_);
    if (image_failure_)
    {
        throw Error(*image_failure_);
    }
    if (!image_)
    {
        try
        {
            image_ = build_image(ImageStore(folders_.images), recipe(), on_progress, stop);
        }
        catch (const Error& error)
        {
            image_failure_ = error;
            throw;
        }
    }
    return *image_;
}

const Golden& Supplies::golden(const Shape& shape, const OnProgress& on_progress, const std::stop_token& stop)
{
    const Image& of = image({}, stop);
    const std::lock_guard lock(golden_mutex_);
    const std::string key = std::to_string(shape.memory_in_mebibytes) + "/" + std::to_string(shape.processors) + "/" +
                            std::to_string(shape.cards);
    auto golden = goldens_.find(key);
    if (golden == goldens_.end())
    {
        golden =
            goldens_.emplace(key, ensure_golden(folders_, ImageStore(folders_.images), of, shape, on_progress, stop))
                .first;
    }
    return golden->second;
}

const Kvm& Supplies::kvm()
{
    const std::lock_guard lock(kvm_mutex_);
    if (!kvm_)
    {
        kvm_ = kvm_since_boot(std::filesystem::path(folders_.images).parent_path().string() + "/kvm");
    }
    return *kvm_;
}

Recipe Supplies::recipe() const
{
    return make_recipe(find_own_programs(), prepared_, additions_of(wanted_));
}

} // namespace edgepool::local
