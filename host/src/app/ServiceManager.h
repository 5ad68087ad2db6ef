// What systemd is told of the running host. Without it, and on Windows, telling does nothing.
#pragma once

#include <cstdint>
#include <string>

namespace duijie::app
{

/// The protocol of sd_notify(3) over the socket named by NOTIFY_SOCKET. One thread.
class ServiceManager
{
public:
    /// Takes socket and watchdog from the environment.
    ServiceManager();

    /// False: whatever is told, nobody hears it.
    bool listens() const noexcept { return !_socket.empty(); }

    /// Everything is open and the work begins.
    void ready();

    /// What `systemctl status` shows; sent when it differs from before.
    void status(const std::string& sentence);

    /// The loop lives. Call it in each round: the watchdog hears of it as often as it wants to.
    void alive(int64_t monotonicMs);

    /// The end has begun.
    void stopping();

private:
    void send(const std::string& message) const noexcept;

    std::string _socket;         ///< as in NOTIFY_SOCKET; empty: there is nobody to tell
    int64_t _watchdogMs = 0;     ///< how often the watchdog is told; 0: it does not ask
    int64_t _toldMs = INT64_MIN; ///< the last time it was
    std::string _status;
};

} // namespace duijie::app
