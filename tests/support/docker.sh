# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by test.sh: start_test_docker sets STRAIGHTLINE_TEST_DOCKER_HOST to an engine the tests may use, or says why not.

docker_answers() { # HOST
    case "$1" in
    unix://*) curl -fsS -m 5 --unix-socket "${1#unix://}" http://docker/_ping >/dev/null 2>&1 ;;
    tcp://*) curl -fsS -m 5 "http://${1#tcp://}/_ping" >/dev/null 2>&1 ;;
    *) return 1 ;;
    esac
}

start_test_docker() {
    test_docker_bridge=slt$$
    test_docker_dir=
    local candidate
    for candidate in "${DOCKER_HOST:-}" unix:///var/run/docker.sock; do
        if [ -n "$candidate" ] && docker_answers "$candidate"; then
            export STRAIGHTLINE_TEST_DOCKER_HOST=$candidate
            echo "Docker tests use the engine at $candidate"
            return 0
        fi
    done
    if [ "$(id -u)" -ne 0 ]; then
        echo "Docker tests are skipped: no Docker engine is reachable, and starting a private one needs root"
        return 0
    fi
    "$root/installer/install-packages.sh" docker || { echo "Docker tests are skipped: docker.io could not be installed"; return 0; }
    test_docker_dir=$(mktemp -d /tmp/sl-docker.XXXXXX)
    # A bridge of its own: an engine that stops removes the usual docker0 under any other.
    ip link delete "$test_docker_bridge" 2>/dev/null || true
    ip link add "$test_docker_bridge" type bridge
    ip addr add 172.29.$(($$ % 250 + 1)).1/24 dev "$test_docker_bridge"
    ip link set "$test_docker_bridge" up
    dockerd --bridge "$test_docker_bridge" --host "unix://$test_docker_dir/docker.sock" --data-root "$test_docker_dir/data" \
        --exec-root "$test_docker_dir/exec" --pidfile "$test_docker_dir/pid" >"$test_docker_dir/log" 2>&1 &
    test_docker_pid=$!
    local deadline=$((SECONDS + 60))
    until docker_answers "unix://$test_docker_dir/docker.sock"; do
        if [ "$SECONDS" -ge "$deadline" ] || ! kill -0 "$test_docker_pid" 2>/dev/null; then
            echo "Docker tests are skipped: the private Docker engine did not start:"
            tail -n 5 "$test_docker_dir/log"
            stop_test_docker
            return 0
        fi
        read -r -t 0.2 <> <(:) || true
    done
    export STRAIGHTLINE_TEST_DOCKER_HOST=unix://$test_docker_dir/docker.sock
    echo "Docker tests use a private engine at $STRAIGHTLINE_TEST_DOCKER_HOST"
}

stop_test_docker() {
    [ -n "${test_docker_dir:-}" ] || return 0
    kill "$test_docker_pid" 2>/dev/null || true
    wait "$test_docker_pid" 2>/dev/null || true
    ip link delete "$test_docker_bridge" 2>/dev/null || true
    rm -rf "$test_docker_dir" 2>/dev/null || true
    test_docker_dir=
}
