// The host's services with C++ manners: null services are met by doing nothing, texts are std::string.
#pragma once

#include "duijie/abi/host.h"
#include "duijie/sdk/Messages.h"
#include "duijie/sdk/Text.h"

#include <optional>
#include <string>
#include <string_view>

namespace duijie::sdk
{

/// TextSink into a std::string.
class StringSink final : public TextSink
{
public:
    void put(StringView text) noexcept override;
    const std::string& text() const noexcept { return _text; }
    std::string take() noexcept { return std::move(_text); }

private:
    std::string _text;
};

/// The services of one connection. Copyable; valid from open to close.
class Services
{
public:
    Services() = default;
    explicit Services(Host& host) noexcept;

    /// The language of those who read; English when the host does not tell.
    static Language languageOf(Host& host);

    void log(LogLevel level, std::string_view message) const noexcept;
    int64_t nowMs() const noexcept;
    int64_t monotonicMs() const noexcept;

    void declareQuota(std::string_view bucket, uint32_t limit, uint32_t windowMs) const noexcept;
    Status acquire(CallContext& context, std::string_view bucket) const noexcept;
    void pause(std::string_view bucket, uint32_t ms) const noexcept;

    /// Value behind a secret reference; empty when the host cannot give it.
    std::optional<std::string> secret(std::string_view reference) const;
    void conceal(std::string_view value) const noexcept;

    /// JSON text of a reference row; empty when there is none.
    std::optional<std::string> lookup(std::string_view dataset, std::string_view field,
                                      std::string_view value) const;

    std::optional<std::string> state(std::string_view name) const;
    void putState(std::string_view name, std::string_view value) const noexcept;

private:
    Log* _log = nullptr;
    Clock* _clock = nullptr;
    Quota* _quota = nullptr;
    Secrets* _secrets = nullptr;
    Lookup* _lookup = nullptr;
    State* _state = nullptr;
};

} // namespace duijie::sdk
