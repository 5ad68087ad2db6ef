// A web server on loopback that takes posts, one after the other, and keeps what it took.
#pragma once

#include <Poco/JSON/Object.h>
#include <Poco/Net/HTTPServer.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace robots
{

/// What came.
struct Post
{
    std::string method;
    std::string path;
    std::map<std::string, std::string> query;   ///< decoded
    std::map<std::string, std::string> headers; ///< by lower-case name
    std::string body;
};

/// What is answered.
struct Answer
{
    int status = 200;
    std::string body;
    std::string contentType = "application/json";
};

/// Unix milliseconds.
using Clock = std::function<int64_t()>;

class Receiver
{
public:
    explicit Receiver(Clock clock);
    virtual ~Receiver();
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    /// "http://127.0.0.1:port".
    std::string base() const;

    /// The texts of the messages that were taken, as people see them.
    std::vector<std::string> messages() const;

    /// What was asked in all, taken or not.
    int posts() const noexcept { return _posts; }

    /// Whatever comes is answered so; without a body nothing is answered, the connection is closed.
    void breakWith(Answer answer);
    void mend();

    /// Called by the server.
    Answer take(const Post& post);

protected:
    /// Ends the serving; a destructor of the last class calls it.
    void close();

    virtual Answer judge(const Post& post) = 0;

    /// Counts a message against `most` in a minute; false: too many.
    bool withinRate(std::size_t most);
    void keep(const std::string& message);
    int64_t now() const { return _clock(); }

private:
    const Clock _clock;
    mutable std::mutex _mutex;
    std::vector<std::string> _messages;
    std::deque<int64_t> _times;
    std::unique_ptr<Answer> _broken;
    std::atomic<int> _posts{0};
    std::unique_ptr<Poco::Net::HTTPServer> _server;
};

/// The object that `text` is; null when it is none.
Poco::JSON::Object::Ptr objectOf(const std::string& text);

/// A text of an object; nothing of it: empty.
std::string textOf(const Poco::JSON::Object::Ptr& object, const std::string& name);

/// True for UTF-8, checked by Poco's own reader.
bool isUtf8(const std::string& text);

} // namespace robots
