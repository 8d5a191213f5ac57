"""Writes golden.safetensors, which SafetensorsTest compares with, by struct and json alone.

With a file as argument it reads that instead and prints its tensors: a second reader of the
format, independent of the one under test.
"""

import json
import struct
import sys


def pack(tensors):
    header, data = {}, b""
    for name, shape, values in tensors:
        begin = len(data)
        data += struct.pack("<%dd" % len(values), *values)
        header[name] = {"dtype": "F64", "shape": shape, "data_offsets": [begin, len(data)]}
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def unpack(blob):
    (length,) = struct.unpack_from("<Q", blob)
    header = json.loads(blob[8 : 8 + length].decode("utf-8"))
    for name, entry in header.items():
        assert entry["dtype"] == "F64"
        begin, end = entry["data_offsets"]
        raw = blob[8 + length + begin : 8 + length + end]
        yield name, entry["shape"], list(struct.unpack("<%dd" % (len(raw) // 8), raw))


if len(sys.argv) > 1:
    with open(sys.argv[1], "rb") as file:
        for tensor in unpack(file.read()):
            print(tensor)
else:
    with open("golden.safetensors", "wb") as file:
        file.write(
            pack(
                [
                    ("weights", [2, 3], [1.5, -0.0, 5e-324, 1.7976931348623157e308, 0.1, -2.0]),
                    ("intercept", [1], [3.141592653589793]),
                    ("é \"x\"", [0], []),
                ]
            )
        )
