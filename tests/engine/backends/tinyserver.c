// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The server inside the test images: linked statically, so that an image FROM scratch holds nothing else.
//
// MODE=ok (default) is healthy, MODE=never answers 503 to health checks, MODE=exit ends at once with status 3.
// GET /v2/health/ready   health
// GET /id                VERSION of the environment
// GET /slow?MS           answers after MS milliseconds
// GET /eat?MB            takes and touches MB megabytes
// GET /exit?CODE         ends
// SIGTERM: takes no more connections, finishes what it has begun, ends with 0.
#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static atomic_int g_busy;
static volatile sig_atomic_t g_ending;
static int g_listener = -1;

static const char* setting(const char* name, const char* otherwise)
{
    const char* value = getenv(name);
    return value != NULL ? value : otherwise;
}

static void pauseFor(long milliseconds)
{
    struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000};
    while (nanosleep(&time, &time) != 0 && errno == EINTR) {
    }
}

static void answer(int connection, int status, const char* body)
{
    char reply[512];
    const int length =
        snprintf(reply, sizeof reply, "HTTP/1.1 %d Tiny\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", status,
                 strlen(body), body);
    for (int sent = 0; sent < length;) {
        const ssize_t now = send(connection, reply + sent, (size_t)(length - sent), MSG_NOSIGNAL);
        if (now <= 0)
            return;
        sent += (int)now;
    }
}

static void serve(int connection)
{
    char head[4096];
    size_t have = 0;
    while (have + 1 < sizeof head) {
        const ssize_t got = recv(connection, head + have, sizeof head - 1 - have, 0);
        if (got <= 0)
            return;
        have += (size_t)got;
        head[have] = '\0';
        if (strstr(head, "\r\n\r\n") != NULL)
            break;
    }
    const char* query = strchr(head, '?');
    const long number = query != NULL ? strtol(query + 1, NULL, 10) : 0;
    if (strncmp(head, "GET /v2/health/ready", 20) == 0) {
        answer(connection, strcmp(setting("MODE", "ok"), "never") == 0 ? 503 : 200, "");
    } else if (strncmp(head, "GET /id", 7) == 0) {
        answer(connection, 200, setting("VERSION", "none"));
    } else if (strncmp(head, "GET /slow", 9) == 0) {
        pauseFor(number);
        answer(connection, 200, setting("VERSION", "none"));
    } else if (strncmp(head, "GET /eat", 8) == 0) {
        for (long megabyte = 0; megabyte < number; ++megabyte) {
            char* memory = malloc(1048576);
            if (memory != NULL)
                memset(memory, (int)megabyte, 1048576);
        }
        answer(connection, 200, "eaten");
    } else if (strncmp(head, "GET /exit", 9) == 0) {
        fprintf(stderr, "asked to end with %ld\n", number);
        exit((int)number);
    } else {
        answer(connection, 404, "");
    }
}

static void* run(void* argument)
{
    const int connection = (int)(long)argument;
    serve(connection);
    shutdown(connection, SHUT_WR);
    char rest[256];
    while (recv(connection, rest, sizeof rest, 0) > 0) {
    }
    close(connection);
    atomic_fetch_sub(&g_busy, 1);
    return NULL;
}

static void onTerminate(int number)
{
    (void)number;
    g_ending = 1;
    shutdown(g_listener, SHUT_RDWR);
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("tiny server, version %s\n", setting("VERSION", "none"));
    if (strcmp(setting("MODE", "ok"), "exit") == 0) {
        fprintf(stderr, "this one ends at once\n");
        return 3;
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = onTerminate;
    sigaction(SIGTERM, &action, NULL);
    g_listener = socket(AF_INET, SOCK_STREAM, 0);
    const int yes = 1;
    setsockopt(g_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(8080);
    if (bind(g_listener, (struct sockaddr*)&address, sizeof address) != 0 || listen(g_listener, 128) != 0) {
        perror("listen");
        return 1;
    }
    while (g_ending == 0) {
        const int connection = accept(g_listener, NULL, NULL);
        if (connection < 0)
            continue;
        atomic_fetch_add(&g_busy, 1);
        pthread_t thread;
        if (pthread_create(&thread, NULL, run, (void*)(long)connection) == 0)
            pthread_detach(thread);
    }
    while (atomic_load(&g_busy) > 0)
        pauseFor(5);
    printf("tiny server ends\n");
    return 0;
}
