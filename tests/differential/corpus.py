# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Raw requests, odd and malformed, and how many of each a strict reading of RFC 9110 and 9112 lets through.

{id} in the bytes stands for the case's own path segment, of as many letters. A `bad` case is followed by a whole request on the same
connection, which must not be served either: who refuses a request cannot know where the next one begins.
"""
import dataclasses

HOST = b"Host: straightline.test"
AFTER = b"GET /{id}/after HTTP/1.1\r\n" + HOST + b"\r\n\r\n"
SMUGGLED = b"GET /{id}/smuggled HTTP/1.1\r\n" + HOST + b"\r\n\r\n"


@dataclasses.dataclass
class Case:
    name: str
    raw: bytes
    allowed: tuple  # numbers of requests that may reach a backend
    bodies: tuple = None  # of these requests, when they are certain


CASES = []


def case(name, raw, allowed, bodies=None):
    CASES.append(Case(name, raw, allowed if isinstance(allowed, tuple) else (allowed,), bodies))


def request(line, *fields, body=b"", host=True):
    return b"\r\n".join([line, *([HOST] if host else []), *fields, b"", b""]) + body


def good(name, line, *fields, body=b"", host=True, seen=None):
    """One request that every reading allows, and its body as a backend sees it."""
    case(name, request(line, *fields, body=body, host=host), 1, (body if seen is None else seen,))


def either(name, line, *fields, body=b"", host=True):
    """Forwarding it and refusing it are both within the rules."""
    case(name, request(line, *fields, body=body, host=host), (0, 1))


def bad(name, line, *fields, body=b"", host=True):
    case(name, request(line, *fields, body=body, host=host) + AFTER, 0)


def bad_bytes(name, raw):
    case(name, raw + AFTER, 0)


def bad_field(name, *fields):
    bad(name, b"GET /{id} HTTP/1.1", *fields)


def post(name, *fields, body=b"", judge=bad):
    judge(name, b"POST /{id} HTTP/1.1", *fields, body=body)


def chunked(name, body, judge=bad, **options):
    judge(name, b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=body, **options)


# ---- what is right -------------------------------------------------------------------------------------------------
good("get", b"GET /{id} HTTP/1.1")
good("head", b"HEAD /{id} HTTP/1.1")
good("post_length", b"POST /{id} HTTP/1.1", b"Content-Length: 5", body=b"hello")
good("post_length_zero", b"POST /{id} HTTP/1.1", b"Content-Length: 0")
good("post_without_length", b"POST /{id} HTTP/1.1")
good("get_with_body", b"GET /{id} HTTP/1.1", b"Content-Length: 5", body=b"hello")
good("delete_with_body", b"DELETE /{id} HTTP/1.1", b"Content-Length: 5", body=b"hello")
good("unknown_method", b"BREW /{id} HTTP/1.1")
good("length_with_blanks", b"POST /{id} HTTP/1.1", b"Content-Length: \t 5 \t", body=b"hello")
good("length_with_zeros", b"POST /{id} HTTP/1.1", b"Content-Length: 0005", body=b"hello")
good("empty_value", b"GET /{id} HTTP/1.1", b"X-A:")
good("tab_in_value", b"GET /{id} HTTP/1.1", b"X-A: a\tb")
good("eight_bit_value", b"GET /{id} HTTP/1.1", b"X-A: \xe9\xff")
good("hundred_fields", b"GET /{id} HTTP/1.1", *[b"X-%d: y" % i for i in range(95)])
good("host_with_port", b"GET /{id} HTTP/1.1", b"Host: straightline.test:8080", host=False)
good("host_ipv6", b"GET /{id} HTTP/1.1", b"Host: [::1]:80", host=False)
good("absolute_form", b"GET http://straightline.test/{id} HTTP/1.1")
good("absolute_form_upper_scheme", b"GET HTTP://straightline.test/{id} HTTP/1.1")
good("double_slash", b"GET //{id} HTTP/1.1")
good("http10", b"GET /{id} HTTP/1.0", host=False)
good("http10_length", b"POST /{id} HTTP/1.0", b"Content-Length: 5", body=b"hello")
good("connection_names_length", b"POST /{id} HTTP/1.1", b"Connection: content-length", b"Content-Length: 5", body=b"hello")
good("connection_names_host", b"GET /{id} HTTP/1.1", b"Connection: host")
good("te_trailers", b"GET /{id} HTTP/1.1", b"TE: trailers", b"Connection: TE")
good("proxy_connection", b"GET /{id} HTTP/1.1", b"Proxy-Connection: keep-alive", b"Keep-Alive: timeout=5")
good("expect", b"POST /{id} HTTP/1.1", b"Expect: 100-continue", b"Content-Length: 5", body=b"hello")
good("expect_upper", b"POST /{id} HTTP/1.1", b"Expect: 100-CONTINUE", b"Content-Length: 5", body=b"hello")
good("expect_without_body", b"GET /{id} HTTP/1.1", b"Expect: 100-continue")
good("expect_http10", b"POST /{id} HTTP/1.0", b"Expect: 100-continue", b"Content-Length: 5", body=b"hello")
good("underscore_length", b"GET /{id} HTTP/1.1", b"Content_Length: 5")
good("content_encoding_chunked", b"POST /{id} HTTP/1.1", b"Content-Encoding: chunked", b"Content-Length: 5", body=b"hello")
case("crlf_before", b"\r\n" + request(b"GET /{id} HTTP/1.1"), 1)
case("pipelined", request(b"GET /{id}/1 HTTP/1.1") + request(b"GET /{id}/2 HTTP/1.1"), 2, (b"", b""))
case("pipelined_ten", b"".join(request(b"GET /{id}/%d HTTP/1.1" % i) for i in range(10)), 10)
case("pipelined_posts", request(b"POST /{id}/1 HTTP/1.1", b"Content-Length: 5", body=b"hello")
     + request(b"POST /{id}/2 HTTP/1.1", b"Transfer-Encoding: chunked", body=b"3\r\nabc\r\n0\r\n\r\n")
     + request(b"POST /{id}/3 HTTP/1.1", b"Content-Length: 2", body=b"ok"), 3, (b"hello", b"abc", b"ok"))
case("pipelined_then_bad", request(b"GET /{id}/1 HTTP/1.1") + request(b"GET /{id}/2 HTTP/1.1", b"X : y") + AFTER, 1)
good("body_that_looks_like_a_request", b"POST /{id} HTTP/1.1", b"Content-Length: %d" % len(SMUGGLED), body=SMUGGLED)
case("close_then_another", request(b"GET /{id} HTTP/1.1", b"Connection: close") + AFTER, 1)
case("close_in_a_list", request(b"GET /{id} HTTP/1.1", b"Connection: x-a, CLOSE", b"X-A: b") + AFTER, 1)
case("http10_then_another", request(b"GET /{id} HTTP/1.0") + AFTER, 1)
case("http10_keep_alive", request(b"GET /{id}/1 HTTP/1.0", b"Connection: keep-alive") + request(b"GET /{id}/2 HTTP/1.0"), (1, 2))
case("head_then_another", request(b"HEAD /{id}/1 HTTP/1.1") + request(b"GET /{id}/2 HTTP/1.1"), 2)
case("get_body_then_another", request(b"GET /{id}/1 HTTP/1.1", b"Content-Length: 5", body=b"hello")
     + request(b"GET /{id}/2 HTTP/1.1"), 2, (b"hello", b""))

# ---- the request line ----------------------------------------------------------------------------------------------
for name, version in {"09": b"HTTP/0.9", "20": b"HTTP/2.0", "30": b"HTTP/3.0", "1_10": b"HTTP/1.10", "01_1": b"HTTP/01.1",
                      "lower": b"http/1.1", "comma": b"HTTP/1,1", "short": b"HTTP/1", "blank": b"HTTP /1.1",
                      "misspelt": b"HTPP/1.1", "longer": b"HTTP/1.1x", "trailing_space": b"HTTP/1.1 ",
                      "trailing_tab": b"HTTP/1.1\t", "sign": b"HTTP/+1.1", "hex": b"HTTP/1.a"}.items():
    bad("version_" + name, b"GET /{id} " + version)
either("version_12", b"GET /{id} HTTP/1.2")
bad("version_missing", b"GET /{id}")
bad("version_missing_with_space", b"GET /{id} ")
bad("two_spaces_before_target", b"GET  /{id} HTTP/1.1")
bad("two_spaces_after_target", b"GET /{id}  HTTP/1.1")
bad("tab_before_target", b"GET\t/{id} HTTP/1.1")
bad("tab_after_target", b"GET /{id}\tHTTP/1.1")
bad("vertical_tab_before_target", b"GET\x0b/{id} HTTP/1.1")
bad("space_before_method", b" GET /{id} HTTP/1.1")
bad("tab_before_method", b"\tGET /{id} HTTP/1.1")
bad("space_in_target", b"GET /{id} x HTTP/1.1")
bad("no_target", b"GET HTTP/1.1")
bad("no_method", b"/{id} HTTP/1.1")
either("lower_case_method", b"get /{id} HTTP/1.1")
either("long_method", b"A" * 100 + b" /{id} HTTP/1.1")
for name, method in {"colon": b"G:T", "nul": b"G\0T", "slash": b"G/T", "eight_bit": b"G\xe9T", "quote": b'"GET"',
                     "bracket": b"G(T", "control": b"G\x01T", "at": b"G@T"}.items():
    bad("method_" + name, method + b" /{id} HTTP/1.1")
for name, target in {"eight_bit": b"/{id}\xe9", "nul": b"/{id}\0x", "control": b"/{id}\x01", "delete": b"/{id}\x7f",
                     "vertical_tab": b"/{id}\x0bx", "form_feed": b"/{id}\x0cx", "tab": b"/{id}\tx", "bare_cr": b"/{id}\rx",
                     "no_slash": b"{id}", "fragment": b"/{id}#x", "quote": b'/{id}"', "angle": b"/{id}<x>",
                     "backslash": b"/{id}\\x", "caret": b"/{id}^", "backtick": b"/{id}`", "asterisk_get": b"*",
                     "empty_authority": b"http:///{id}", "no_authority": b"http:/{id}", "ftp": b"ftp://straightline.test/{id}",
                     "other_scheme": b"x:/{id}", "question_only": b"?{id}", "authority_form": b"straightline.test:80"}.items():
    bad("target_" + name, b"GET " + target + b" HTTP/1.1")
for name, target in {"pipe": b"/{id}|{}", "percent_nul": b"/{id}%00", "percent_bad": b"/{id}%zz", "percent_slash": b"/{id}%2f..",
                     "dots": b"/x/../{id}", "https": b"https://straightline.test/{id}", "long": b"/{id}" + b"x" * 9_000}.items():
    either("target_" + name, b"GET " + target + b" HTTP/1.1")
bad("target_longer_than_any_limit", b"GET /{id}" + b"x" * 100_000 + b" HTTP/1.1")
bad("target_user_in_authority", b"GET http://user@straightline.test/{id} HTTP/1.1")
either("options_asterisk", b"OPTIONS * HTTP/1.1")
either("trace", b"TRACE /{id} HTTP/1.1")
bad("connect", b"CONNECT straightline.test:80 HTTP/1.1", b"Content-Length: 0")
bad_bytes("line_feeds_only", b"GET /{id} HTTP/1.1\n" + HOST + b"\n\n")
bad_bytes("line_feed_after_line", b"GET /{id} HTTP/1.1\n" + HOST + b"\r\n\r\n")
bad_bytes("line_feed_after_field", b"GET /{id} HTTP/1.1\r\n" + HOST + b"\n\r\n")
bad_bytes("line_feed_at_the_end", b"GET /{id} HTTP/1.1\r\n" + HOST + b"\r\n\n")
bad_bytes("cr_cr_lf", b"GET /{id} HTTP/1.1\r\r\n" + HOST + b"\r\n\r\n")
bad_bytes("cr_only", b"GET /{id} HTTP/1.1\r" + HOST + b"\r\r")
bad_bytes("cr_before", b"\rGET /{id} HTTP/1.1\r\n" + HOST + b"\r\n\r\n")
case("lf_before", b"\n" + request(b"GET /{id} HTTP/1.1"), (0, 1))
case("many_crlf_before", b"\r\n" * 50 + request(b"GET /{id} HTTP/1.1"), (0, 1))
bad_bytes("tls_hello", b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + bytes(40))
bad_bytes("http2_preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
bad_bytes("garbage", b"\x00\x01\x02\x03\r\n\r\n")
bad_bytes("proxy_protocol", b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n" + request(b"GET /{id} HTTP/1.1"))

# ---- header fields -------------------------------------------------------------------------------------------------
bad_field("space_before_colon", b"X-A : b")
bad_field("tab_before_colon", b"X-A\t: b")
bad_field("no_colon", b"X-A")
bad_field("no_name", b": b")
for name, byte in {"eight_bit": b"\xe9", "nul": b"\0", "control": b"\x01", "space": b" ", "bracket": b"(", "at": b"@",
                   "vertical_tab": b"\x0b", "delete": b"\x7f", "cr": b"\r", "quote": b'"', "slash": b"/"}.items():
    bad_field("name_with_" + name, b"X" + byte + b"A: b")
for name, byte in {"nul": b"\0", "control": b"\x01", "vertical_tab": b"\x0b", "form_feed": b"\x0c", "delete": b"\x7f",
                   "cr": b"\r", "escape": b"\x1b"}.items():
    bad_field("value_with_" + name, b"X-A: b" + byte + b"c")
bad_field("folded_by_space", b"X-A: b", b" c")
bad_field("folded_by_tab", b"X-A: b", b"\tc")
bad_field("folded_into_nothing", b"X-A: b", b" ")
bad("folded_first", b"GET /{id} HTTP/1.1", b" X-A: b", HOST, host=False)
bad_field("value_hides_a_field_by_lf", b"X-A: b\nX-B: c")
bad_field("field_over_any_limit", b"X-A: " + b"b" * 200_000)
either("field_of_8_kib", b"GET /{id} HTTP/1.1", b"X-A: " + b"b" * 8_192)
bad_field("fields_over_any_limit", *[b"X-%d: y" % i for i in range(3_000)])
case("unfinished_head", b"GET /{id} HTTP/1.1\r\n" + HOST + b"\r\nX-A: b", 0)

# ---- Host ----------------------------------------------------------------------------------------------------------
bad("host_missing", b"GET /{id} HTTP/1.1", host=False)
bad_field("host_twice_the_same", HOST)
bad_field("host_twice", b"Host: other.test")
bad("host_missing_absolute_form", b"GET http://straightline.test/{id} HTTP/1.1", host=False)
bad("host_other_than_target", b"GET http://other.test/{id} HTTP/1.1")
bad("host_other_port_than_target", b"GET http://straightline.test:81/{id} HTTP/1.1")
bad("host_twice_http10", b"GET /{id} HTTP/1.0", b"Host: other.test")
either("host_empty", b"GET /{id} HTTP/1.1", b"Host:", host=False)
for name, value in {"space": b"a b", "slash": b"a/b", "user": b"u@a", "port_letters": b"a:b", "port_too_large": b"a:99999",
                    "bracket_open": b"[::1", "fragment": b"a#b", "nul": b"a\0b", "backslash": b"a\\b", "quote": b'"a"',
                    "question": b"a?b", "two_ports": b"a:1:2", "eight_bit": b"\xe9", "tab": b"a\tb"}.items():
    bad("host_with_" + name, b"GET /{id} HTTP/1.1", b"Host: " + value, host=False)
either("host_list", b"GET /{id} HTTP/1.1", b"Host: a,b", host=False)
bad("host_space_before_colon", b"GET /{id} HTTP/1.1", b"Host : a", host=False)
bad("host_folded", b"GET /{id} HTTP/1.1", b"Host:", b" a", host=False)

# ---- Content-Length ------------------------------------------------------------------------------------------------
for name, value in {"plus": b"+5", "minus": b"-5", "minus_zero": b"-0", "hex": b"0x5", "fraction": b"5.0", "exponent": b"5e0",
                    "two_words": b"5 5", "list_differing": b"5, 6", "quoted": b'"5"', "semicolon": b"5;",
                    "letters": b"five", "empty": b"", "vertical_tab_before": b"\x0b5", "vertical_tab_after": b"5\x0b",
                    "nul": b"5\0", "comma_after": b"5,", "comma_before": b",5", "underscore": b"5_0",
                    "two_to_63": b"9223372036854775808", "two_to_64_and_5": b"18446744073709551621", "huge": b"9" * 99,
                    "arabic_digit": "٥".encode(), "full_width_digit": "５".encode(), "cr": b"5\r"}.items():
    post("length_" + name, b"Content-Length: " + value, body=b"hello")
post("length_list_equal", b"Content-Length: 5, 5", body=b"hello", judge=either)
post("length_twice_equal", b"Content-Length: 5", b"Content-Length: 5", body=b"hello", judge=either)
post("length_thirty_zeros", b"Content-Length: " + b"0" * 30 + b"5", body=b"hello", judge=either)
post("length_twice", b"Content-Length: 5", b"Content-Length: 0", body=b"hello")
post("length_twice_the_other_way", b"Content-Length: 0", b"Content-Length: 5", body=b"hello")
post("length_twice_other_case", b"Content-Length: 5", b"content-length: 6", body=b"hello")
post("length_space_before_colon", b"Content-Length : 5", body=b"hello")
post("length_folded", b"Content-Length:", b" 5", body=b"hello")
post("length_folded_digits", b"Content-Length: 5", b" 0", body=b"hello")
post("length_name_with_nul", b"Content-Length\0: 5", body=b"hello")
post("length_behind_a_cr", b"X-A: b\rContent-Length: 5", body=b"hello")
post("length_behind_a_lf", b"X-A: b\nContent-Length: 5", body=b"hello")
case("length_more_than_comes", request(b"POST /{id} HTTP/1.1", b"Content-Length: 9", body=b"hello"), 0)
case("length_less_than_comes", request(b"POST /{id} HTTP/1.1", b"Content-Length: 5", body=b"hello") + AFTER, 2, (b"hello", b""))
case("length_zero_with_body", request(b"POST /{id} HTTP/1.1", b"Content-Length: 0") + AFTER, 2, (b"", b""))

# ---- Transfer-Encoding: who reads it, and who reads Content-Length --------------------------------------------------
CHUNKED = b"5\r\nhello\r\n0\r\n\r\n"
for name, value in {"chunked": b"chunked", "upper": b"CHUNKED", "mixed": b"ChUnKeD", "blanks": b" \tchunked \t"}.items():
    good("encoding_" + name, b"POST /{id} HTTP/1.1", b"Transfer-Encoding:" + value, body=CHUNKED, seen=b"hello")
good("get_chunked", b"GET /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=CHUNKED, seen=b"hello")
good("expect_chunked", b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", b"Expect: 100-continue", body=CHUNKED, seen=b"hello")
good("connection_names_encoding", b"POST /{id} HTTP/1.1", b"Connection: transfer-encoding", b"Transfer-Encoding: chunked",
     body=CHUNKED, seen=b"hello")
SPLIT = b"0\r\n\r\n" + SMUGGLED  # read by its length it is one body, read in chunks it ends before a second request
for name, fields in {
        "length_then_encoding": (b"Content-Length: 60", b"Transfer-Encoding: chunked"),
        "encoding_then_length": (b"Transfer-Encoding: chunked", b"Content-Length: 60"),
        "length_5_then_encoding": (b"Content-Length: 5", b"Transfer-Encoding: chunked"),
        "length_0_then_encoding": (b"Content-Length: 0", b"Transfer-Encoding: chunked"),
        "two_lengths_and_encoding": (b"Content-Length: 5", b"Content-Length: 6", b"Transfer-Encoding: chunked")}.items():
    post("cl_te_" + name, *fields, body=SPLIT)
for name, value in {"identity": b"identity", "gzip": b"gzip", "gzip_chunked": b"gzip, chunked", "chunked_gzip": b"chunked, gzip",
                    "chunked_identity": b"chunked, identity", "identity_chunked": b"identity, chunked",
                    "chunked_chunked": b"chunked, chunked", "comma_after": b"chunked,", "comma_before": b",chunked",
                    "vertical_tab_before": b"\x0bchunked", "vertical_tab_after": b"chunked\x0b",
                    "form_feed_before": b"\x0cchunked", "nul_after": b"chunked\0", "nul_before": b"\0chunked",
                    "quoted": b'"chunked"', "single_quoted": b"'chunked'", "prefix": b"xchunked", "suffix": b"chunkedx",
                    "parameter": b"chunked;q=1", "two_words": b"x chunked", "cut": b"chunke", "empty": b"",
                    "eight_bit_blank": b"\xa0chunked", "cr_before": b"\rchunked", "cr_after": b"chunked\r", "cow": b"cow",
                    "brackets": b"(x) chunked"}.items():
    post("te_" + name, b"Transfer-Encoding: " + value, body=SPLIT)
    post("cl_te_" + name, b"Content-Length: 5", b"Transfer-Encoding: " + value, body=SPLIT)
for name, fields in {
        "twice": (b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"),
        "then_identity": (b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"),
        "after_identity": (b"Transfer-Encoding: identity", b"Transfer-Encoding: chunked"),
        "then_cow": (b"Transfer-Encoding: chunked", b"Transfer-Encoding: cow"),
        "after_cow": (b"Transfer-Encoding: cow", b"Transfer-Encoding: chunked"),
        "then_empty": (b"Transfer-Encoding: chunked", b"Transfer-Encoding:"),
        "other_case": (b"Transfer-Encoding: chunked", b"transfer-encoding: x"),
        "space_before_colon": (b"Transfer-Encoding : chunked",),
        "tab_before_colon": (b"Transfer-Encoding\t: chunked",),
        "vertical_tab_before_colon": (b"Transfer-Encoding\x0b: chunked",),
        "nul_in_name": (b"Transfer-Encoding\0: chunked",),
        "eight_bit_in_name": (b"Transfer-Encoding\xa0: chunked",),
        "folded_value": (b"Transfer-Encoding:", b" chunked"),
        "folded_value_by_tab": (b"Transfer-Encoding:", b"\tchunked"),
        "folded_after": (b"Transfer-Encoding: chunked", b" , identity"),
        "folded_name": (b"X-A: b", b" Transfer-Encoding: chunked"),
        "behind_a_lf": (b"X-A: b\nTransfer-Encoding: chunked",),
        "behind_a_cr": (b"X-A: b\rTransfer-Encoding: chunked",),
        "before_a_lf": (b"Transfer-Encoding: chunked\nX-A: b",),
        "before_a_cr": (b"Transfer-Encoding: chunked\rX-A: b",),
        "value_after_lf": (b"Transfer-Encoding:\n chunked",)}.items():
    post("te_te_" + name, *fields, body=SPLIT)
    post("te_te_cl_" + name, b"Content-Length: 5", *fields, body=SPLIT)
bad("encoding_in_http10", b"POST /{id} HTTP/1.0", b"Transfer-Encoding: chunked", body=SPLIT)
bad("encoding_in_http10_keep_alive", b"POST /{id} HTTP/1.0", b"Connection: keep-alive", b"Transfer-Encoding: chunked",
    b"Content-Length: 5", body=SPLIT)
either("underscore_encoding", b"GET /{id} HTTP/1.1", b"Transfer_Encoding: chunked")

# ---- chunks --------------------------------------------------------------------------------------------------------
good("chunk_upper_hex", b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=b"A\r\n0123456789\r\n0\r\n\r\n", seen=b"0123456789")
good("chunk_zeros", b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=b"005\r\nhello\r\n000\r\n\r\n", seen=b"hello")
good("chunk_extension", b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=b"5;a=b\r\nhello\r\n0;c\r\n\r\n", seen=b"hello")
good("chunk_extension_quoted", b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=b'5;a="b;c"\r\nhello\r\n0\r\n\r\n', seen=b"hello")
good("chunk_empty_body", b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n", seen=b"")
good("trailers", b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", b"Trailer: X-A", body=b"5\r\nhello\r\n0\r\nX-A: b\r\n\r\n", seen=b"hello")
case("chunks_then_another", request(b"POST /{id}/1 HTTP/1.1", b"Transfer-Encoding: chunked", body=CHUNKED)
     + request(b"GET /{id}/2 HTTP/1.1"), 2, (b"hello", b""))
for name, body in {
        "extension_long": b"5;" + b"x" * 300 + b"\r\nhello\r\n0\r\n\r\n", "semicolon_alone": b"5;\r\nhello\r\n0\r\n\r\n",
        "space_after_size": b"5 \r\nhello\r\n0\r\n\r\n", "space_before_semicolon": b"5 ;a\r\nhello\r\n0\r\n\r\n",
        "tab_after_size": b"5\t\r\nhello\r\n0\r\n\r\n", "sixteen_zeros": b"0000000000000005\r\nhello\r\n0\r\n\r\n",
        "many_zeros": b"0" * 100 + b"5\r\nhello\r\n0\r\n\r\n",
        "trailer_length": b"5\r\nhello\r\n0\r\nContent-Length: 50\r\n\r\n", "trailer_host": b"5\r\nhello\r\n0\r\nHost: x\r\n\r\n",
        "trailer_encoding": b"5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
        "trailer_long": b"5\r\nhello\r\n0\r\nX-A: " + b"b" * 10_000 + b"\r\n\r\n"}.items():
    chunked("chunk_" + name, body, judge=either)
for name, body in {
        "extension_with_cr": b"5;a\rb\r\nhello\r\n0\r\n\r\n", "extension_with_lf": b"5;a\nhello\r\n0\r\n\r\n",
        "extension_with_nul": b"5;a\0\r\nhello\r\n0\r\n\r\n", "extension_hides_a_size": b"5;\n5\r\nhello\r\n0\r\n\r\n",
        "extension_over_any_limit": b"5;" + b"x" * 300_000 + b"\r\nhello\r\n0\r\n\r\n",
        "hex_prefix": b"0x5\r\nhello\r\n0\r\n\r\n", "minus": b"-5\r\nhello\r\n0\r\n\r\n", "plus": b"+5\r\nhello\r\n0\r\n\r\n",
        "space_before_size": b" 5\r\nhello\r\n0\r\n\r\n", "no_size": b"\r\nhello\r\n0\r\n\r\n", "extension_without_size": b";a\r\nhello\r\n0\r\n\r\n",
        "letter_g": b"g\r\nhello\r\n0\r\n\r\n", "comma": b"5,0\r\nhello\r\n0\r\n\r\n", "underscore": b"0_5\r\nhello\r\n0\r\n\r\n",
        "seventeen_digits": b"10000000000000005\r\nhello\r\n0\r\n\r\n", "two_to_32_and_5": b"100000005\r\nhello\r\n0\r\n\r\n",
        "sixteen_f": b"ffffffffffffffff\r\nhello\r\n0\r\n\r\n", "two_to_63": b"8000000000000000\r\nhello\r\n0\r\n\r\n",
        "two_to_64_less_5": b"fffffffffffffffb\r\nhello\r\n0\r\n\r\n", "size_nul": b"5\0\r\nhello\r\n0\r\n\r\n",
        "size_vertical_tab": b"5\x0b\r\nhello\r\n0\r\n\r\n", "size_arabic_digit": "٥\r\nhello\r\n0\r\n\r\n".encode(),
        "data_longer": b"5\r\nhelloo\r\n0\r\n\r\n", "data_without_end": b"5\r\nhello0\r\n\r\n", "data_other_end": b"5\r\nhelloXX0\r\n\r\n",
        "lf_after_size": b"5\nhello\r\n0\r\n\r\n", "lf_after_data": b"5\r\nhello\n0\r\n\r\n", "cr_after_size": b"5\rhello\r\n0\r\n\r\n",
        "lf_everywhere": b"5\nhello\n0\n\n", "cr_cr_lf_after_size": b"5\r\r\nhello\r\n0\r\n\r\n", "lf_after_last": b"5\r\nhello\r\n0\n\r\n",
        "lf_at_the_end": b"5\r\nhello\r\n0\r\n\n", "last_minus": b"5\r\nhello\r\n-0\r\n\r\n",
        "trailer_with_nul": b"5\r\nhello\r\n0\r\nX-A: \0\r\n\r\n", "trailer_with_cr": b"5\r\nhello\r\n0\r\nX-A: a\rb\r\n\r\n",
        "trailer_with_lf": b"5\r\nhello\r\n0\r\nX-A: a\n\r\n", "trailer_over_any_limit": b"5\r\nhello\r\n0\r\nX-A: " + b"b" * 300_000 + b"\r\n\r\n",
        "trailer_without_colon": b"5\r\nhello\r\n0\r\nX-A\r\n\r\n", "trailer_folded": b"5\r\nhello\r\n0\r\nX-A: a\r\n b\r\n\r\n",
        "trailer_space_before_colon": b"5\r\nhello\r\n0\r\nX-A : a\r\n\r\n", "trailer_without_name": b"5\r\nhello\r\n0\r\n: a\r\n\r\n"}.items():
    chunked("chunk_" + name, body)
case("chunk_last_is_missing", request(b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=b"5\r\nhello\r\n"), 0)
case("chunk_end_is_missing", request(b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=b"5\r\nhello\r\n0\r\n"), 0)
case("chunk_data_is_cut", request(b"POST /{id} HTTP/1.1", b"Transfer-Encoding: chunked", body=b"5\r\nhel"), 0)

# ---- Expect, Upgrade -----------------------------------------------------------------------------------------------
either("expect_unknown", b"GET /{id} HTTP/1.1", b"Expect: 200-ok")
either("expect_twice", b"POST /{id} HTTP/1.1", b"Expect: 100-continue", b"Expect: 100-continue", b"Content-Length: 5", body=b"hello")
either("expect_list", b"POST /{id} HTTP/1.1", b"Expect: 100-continue, x", b"Content-Length: 5", body=b"hello")
either("upgrade_websocket", b"GET /{id} HTTP/1.1", b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Version: 13",
       b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
either("upgrade_h2c", b"GET /{id} HTTP/1.1", b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQAAP__")
case("upgrade_then_another", request(b"GET /{id}/1 HTTP/1.1", b"Connection: Upgrade", b"Upgrade: x") + request(b"GET /{id}/2 HTTP/1.1"), (0, 1, 2))
either("upgrade_without_connection", b"GET /{id} HTTP/1.1", b"Upgrade: websocket")
