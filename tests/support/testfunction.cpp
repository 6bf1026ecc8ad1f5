// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A function process for tests: speaks the Runtime API over plain sockets and does what the request's path says.
// Started with "init-exit", "init-hang", "init-error" or "init-slow" it does that instead of asking for an event.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace
{

using nlohmann::json;

constexpr const char* kRoot = "/2018-06-01/runtime/";

struct Reply {
    int status = 0;
    std::string requestId;
    std::string body;
};

int connectTo(std::uint16_t port)
{
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

class Client
{
public:
    explicit Client(std::uint16_t port)
        : m_fd(connectTo(port))
    {
        if (m_fd < 0)
            std::exit(9);
    }
    ~Client() { close(m_fd); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    Reply call(const std::string& method, const std::string& path, const std::string& body)
    {
        std::string head = method + ' ' + kRoot + path + " HTTP/1.1\r\nHost: x\r\n";
        if (method == "POST")
            head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        send(head + "\r\n" + body);
        return receive();
    }

    void send(const std::string& bytes) const
    {
        for (std::size_t sent = 0; sent < bytes.size();) {
            const ssize_t now = ::send(m_fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (now <= 0)
                return;
            sent += static_cast<std::size_t>(now);
        }
    }

private:
    Reply receive()
    {
        std::size_t end = std::string::npos;
        while ((end = m_in.find("\r\n\r\n")) == std::string::npos)
            read();
        const std::string head = m_in.substr(0, end + 2);
        Reply reply;
        reply.status = std::atoi(head.substr(9, 3).c_str());
        reply.requestId = field(head, "Lambda-Runtime-Aws-Request-Id: ");
        const std::size_t length = std::stoul(field(head, "Content-Length: "));
        m_in.erase(0, end + 4);
        while (m_in.size() < length)
            read();
        reply.body = m_in.substr(0, length);
        m_in.erase(0, length);
        return reply;
    }

    static std::string field(const std::string& head, const std::string& name)
    {
        const std::size_t at = head.find(name);
        return at == std::string::npos ? std::string()
                                       : head.substr(at + name.size(), head.find("\r\n", at) - at - name.size());
    }

    void read()
    {
        std::vector<char> buffer(65'536);
        const ssize_t got = ::recv(m_fd, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            std::exit(8);
        m_in.append(buffer.data(), static_cast<std::size_t>(got));
    }

    int m_fd;
    std::string m_in;
};

[[noreturn]] void hang()
{
    for (;;)
        pause();
}

std::string listing(const std::string& folder)
{
    std::string names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        names += entry.path().filename().string() + '\n';
    return error ? "error: " + error.message() : names;
}

std::string capabilities()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("CapEff:"))
            return line.substr(8);
    }
    return "?";
}

/// What it can do to this machine, as text.
std::string tryOut(const std::string& what, const std::string& argument)
{
    if (what == "connect")
        return connectTo(static_cast<std::uint16_t>(std::stoi(argument))) < 0 ? "refused" : "connected";
    if (what == "write")
        return std::ofstream(argument) << "x" << std::flush ? "written" : "refused";
    if (what == "list")
        return listing(argument);
    if (what == "identity")
        return std::to_string(getuid()) + ' ' + capabilities();
    if (what == "environment") {
        const char* const value = std::getenv(argument.c_str());
        return value != nullptr ? value : "unset";
    }
    if (what == "processes") {
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator("/proc"))
            count += std::isdigit(static_cast<unsigned char>(entry.path().filename().string().front())) != 0;
        return std::to_string(count);
    }
    return "?";
}

void eatMemory(std::size_t megabytes)
{
    std::vector<std::vector<char>> kept;
    for (std::size_t i = 0; i < megabytes; ++i)
        kept.emplace_back(1'048'576, static_cast<char>(i + 1)); // every page is written
}

std::string answerTo(const json& event, const std::string& path, const std::string& query)
{
    json answer{{"statusCode", 200}, {"headers", {{"x-pid", std::to_string(getpid())}}}};
    if (path == "/echo") {
        answer["headers"]["content-type"] = event["headers"].value("content-type", "application/octet-stream");
        answer["body"] = event.value("body", "");
        answer["isBase64Encoded"] = event["isBase64Encoded"];
    } else {
        answer["headers"]["content-type"] = "text/plain";
        answer["body"] = tryOut(path.substr(1), query);
    }
    return answer.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Paths that misbehave; true when the answer was taken care of.
bool misbehave(Client& client, const std::string& id, const std::string& path, const std::string& query)
{
    const std::string response = "invocation/" + id + "/response";
    if (path == "/crash")
        std::abort();
    if (path == "/exit")
        std::_Exit(3);
    if (path == "/hang")
        hang();
    if (path == "/memory")
        eatMemory(std::stoul(query));
    if (path == "/sleep")
        std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(query)));
    if (path == "/spam")
        std::fputs(std::string(std::stoul(query), '#').append("\n").c_str(), stdout);
    if (path == "/print")
        std::puts(query.c_str());
    if (path == "/next")
        return true;
    if (path == "/garbage")
        client.call("POST", response, "<html>");
    else if (path == "/error")
        client.call("POST", "invocation/" + id + "/error", R"({"errorType":"Digits","errorMessage":"no digit"})");
    else if (path == "/oversize")
        return client.call("POST", response, std::string(std::stoul(query), 'x')).status == 413 ? std::exit(7),
               true                                                                             : true;
    else if (path == "/half")
        client.send("POST " + std::string(kRoot) + response + " HTTP/1.1\r\nContent-Length: 1000\r\n\r\nhalf"),
            std::_Exit(4);
    else if (path == "/answer-and-exit")
        client.call("POST", response, "\"bye\""), std::_Exit(0);
    else if (path == "/other-id")
        client.call("POST", "invocation/other/response", "{}").status == 400 ? client.call("POST", response, "400")
                                                                             : Reply{};
    else if (path == "/misuse") {
        Client other(
            static_cast<std::uint16_t>(std::stoi(std::strchr(std::getenv("AWS_LAMBDA_RUNTIME_API"), ':') + 1)));
        const int late = other.call("POST", "init/error", "{}").status;
        Client another(
            static_cast<std::uint16_t>(std::stoi(std::strchr(std::getenv("AWS_LAMBDA_RUNTIME_API"), ':') + 1)));
        const int unknown = another.call("GET", "nothing", "").status;
        Client third(
            static_cast<std::uint16_t>(std::stoi(std::strchr(std::getenv("AWS_LAMBDA_RUNTIME_API"), ':') + 1)));
        const int method = third.call("POST", "invocation/next", "").status;
        client.call("POST", response, json{late, unknown, method}.dump());
    } else
        return false;
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const std::string mode = argc > 1 ? argv[1] : "";
    const char* const api = std::getenv("AWS_LAMBDA_RUNTIME_API");
    if (api == nullptr || mode == "init-exit") {
        std::fputs("cannot read the model\n", stderr);
        return 5;
    }
    if (mode == "fork" && fork() == 0) {
        setsid(); // leaves the group, as daemons do
        hang();
    }
    if (mode == "init-hang")
        hang();
    if (mode == "init-slow")
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    Client client(static_cast<std::uint16_t>(std::stoi(std::strchr(api, ':') + 1)));
    if (mode == "init-error") {
        client.call("POST", "init/error", R"({"errorType":"Init","errorMessage":"no weights"})");
        hang();
    }
    for (;;) {
        const Reply next = client.call("GET", "invocation/next", "");
        const json event = json::parse(next.body);
        const auto path = event.at("rawPath").get<std::string>();
        const auto query = event.at("rawQueryString").get<std::string>();
        if (!misbehave(client, next.requestId, path, query))
            client.call("POST", "invocation/" + next.requestId + "/response", answerTo(event, path, query));
    }
}
