// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <string>

#include "engine/dispatch/chunkdecoder.h"
#include "tests/fuzz/require.h"

using straightline::dispatch::ChunkDecoder;
using State = ChunkDecoder::State;
using namespace straightline::fuzz;

namespace
{

struct Decoded {
    std::string body;
    std::size_t consumed = 0;
    State state = State::NeedMore;
};

/// Feeds `piece` until the decoder wants more, is done or gives up. False: the last two.
bool feed(ChunkDecoder& decoder, std::string_view piece, Decoded& out)
{
    while (!piece.empty()) {
        const ChunkDecoder::Step step = decoder.next(piece);
        require(step.consumed <= piece.size(), "no more is consumed than was given");
        out.state = step.state;
        out.consumed += step.consumed;
        if (step.state == State::Data) {
            require(!step.data.empty() && step.data.data() >= piece.data()
                        && step.data.data() + step.data.size() == piece.data() + step.consumed,
                    "data is the last of what was consumed");
            out.body.append(step.data);
        } else if (step.state == State::NeedMore) {
            require(step.consumed == piece.size(), "more is wanted only when all was read");
        } else {
            return false;
        }
        piece.remove_prefix(step.consumed);
    }
    return true;
}

Decoded decodedWhole(std::string_view text)
{
    ChunkDecoder decoder;
    Decoded out;
    feed(decoder, text, out);
    if (out.state == State::Data)
        out.state = State::NeedMore;
    require(decoder.complete() == (out.state == State::Complete), "complete() says the same as the last step");
    const ChunkDecoder::Step after = decoder.next("0\r\n\r\n");
    if (out.state == State::Complete)
        require(after.state == State::Complete && after.consumed == 0, "what follows the body is left alone");
    if (out.state == State::Bad)
        require(after.state == State::Bad && after.data.empty(), "a broken body stays broken");
    return out;
}

/// Any cut of the input gives the same bytes and the same end.
void checkPieces(std::string_view text, const Decoded& whole)
{
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        ChunkDecoder decoder;
        Decoded out;
        inPieces(text, seed * static_cast<std::uint32_t>(text.size() + 1),
                 [&](std::string_view piece) { return feed(decoder, piece, out); });
        if (out.state == State::Data)
            out.state = State::NeedMore;
        require(out.body == whole.body, "the same bytes, however they came in");
        require(out.state == whole.state && out.consumed == whole.consumed, "the same end, however they came in");
    }
}

/// A body in chunks of our own cut is the body again, and what follows is not touched.
void checkRoundTrip(std::string_view body)
{
    std::string coded;
    inPieces(body, 7, [&](std::string_view piece) {
        coded += fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
        return true;
    });
    coded += "0\r\n\r\n";
    const std::size_t size = coded.size();
    const Decoded out = decodedWhole(coded + "GET ");
    require(out.state == State::Complete && out.body == body && out.consumed == size, "coded and decoded is the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = textOf(data, size);
    const Decoded whole = decodedWhole(text);
    require(whole.body.size() <= whole.consumed && whole.consumed <= size, "a body is no longer than what it came in");
    checkPieces(text, whole);
    checkRoundTrip(text);
    return 0;
}
