#!/usr/bin/env python3
"""Times `chancery parse` beside PyTorch and ONNX Runtime on the same weights, all on one thread.

    Benchmarks/parse.py --model DIR TEXT… [--binary PATH] [--data DIR] [--runs N]

Chancery reads the texts as it does for everybody: it cuts them into sentences and words, runs the
encoder, all heads and decoders, and prints JSON; what an empty text costs, loading the model, is
taken off. PyTorch and ONNX Runtime run the encoder alone, on the same word pieces: sentences of like
length in batches of about 512 pieces, as padded as that makes them. So the ratios are in Chancery's
disfavour. PyTorch's own reading, heads and decoders included, is shown beside it, and Chancery's own
in int8.

Times are CPU seconds of a process or a thread, so that other work on the machine matters little.
Turns alternate; the median of the runs is printed, with the least and the most. Needs an environment
with numpy, torch, onnx and onnxruntime (1.23.2 and 1.32.0 gave the figures of docs/), and `Training/` of this checkout.
"""

import argparse
import ctypes
import ctypes.util
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
# An OpenBLAS that is older than the processor takes slow kernels: Chancery chooses others, and what
# it is held against must have them, too.
with open("/proc/cpuinfo", encoding="ascii", errors="replace") as info:
    if " avx512vl " in info.read():
        os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "Training"))

import numpy as np  # noqa: E402
import torch  # noqa: E402
from language import export, treebank  # noqa: E402


def chancery(options, text: str, precision: str = "fp32") -> tuple[float, str]:
    """CPU seconds of a whole process, and what it printed."""
    command = [options.binary, "parse", "-", "--format", "json", "--model", options.model]
    command += ["--precision", precision]
    environment = dict(os.environ, CHANCERY_DATA=options.data, OPENBLAS_NUM_THREADS="1")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, done.stdout


def timed(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


class Padded(torch.nn.Module):
    """The encoder on sentences of like length, [b, m], as ONNX can say it."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces, cases, kept):
        encoder = self.encoder
        places = torch.arange(pieces.shape[1])
        x = encoder.words(pieces) + encoder.positions(places)[None] + encoder.case(cases)
        x = encoder.norm(x)
        low = (1 - kept)[:, None, None, :] * -1e4
        for layer in encoder.layers:
            shape = (x.shape[0], x.shape[1], 3, 12, 32)
            q, k, v = layer.qkv(x).view(shape).permute(2, 0, 3, 1, 4)
            scores = (q * 32**-0.5) @ k.transpose(2, 3) + low
            mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(x.shape)
            x = layer.attention_norm(x + layer.attention_output(mixed))
            inner = layer.output(torch.nn.functional.gelu(layer.inner(x)))
            x = layer.output_norm(x + inner)
        return x


def batches(packed: list[tuple[list[int], list[int]]]):
    """Sentences by length in batches of about 512 pieces."""
    packed = sorted(packed, key=lambda one: len(one[0]))
    while packed:
        part = [packed.pop(0)]
        while packed and (len(part) + 1) * len(packed[0][0]) <= 512:
            part.append(packed.pop(0))
        longest = len(part[-1][0])
        pieces, cases, kept = (np.zeros((len(part), longest), np.int64) for _ in range(3))
        for row, (numbers, shapes) in enumerate(part):
            pieces[row, : len(numbers)] = numbers
            cases[row, : len(shapes)] = shapes
            kept[row, : len(numbers)] = 1
        yield pieces, cases, kept.astype(np.float32)


def sgemm_rate() -> float:
    """GFLOP/s of OpenBLAS on the encoder's largest product, one thread."""
    library = ctypes.CDLL(ctypes.util.find_library("openblas") or "libopenblas.so.0")
    library.openblas_set_num_threads(1)
    m, n, k = 512, 1536, 384
    a, b = (np.random.rand(*shape).astype(np.float32) for shape in ((m, k), (k, n)))
    c = np.zeros((m, n), np.float32)
    one, zero = ctypes.c_float(1), ctypes.c_float(0)
    pointer = [x.ctypes.data_as(ctypes.c_void_p) for x in (a, b, c)]

    def work():
        for _ in range(60):
            library.cblas_sgemm(
                101, 111, 111, m, n, k, one, pointer[0], k, pointer[1], n, zero, pointer[2], n
            )

    work()
    return max(60 * 2e-9 * m * n * k / timed(work) for _ in range(5))


def flops(length: int) -> float:
    """Of the encoder's products for a sentence of so many pieces."""
    return 6 * (2 * length * 384 * (3 * 384 + 384 + 2 * 1536) + 4 * length * length * 384)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", help="plain text, or JSON Lines with `text`")
    parser.add_argument("--model", required=True)
    parser.add_argument("--binary", default=os.path.join(ROOT, ".build/release/chancery"))
    parser.add_argument("--data", default=os.path.join(ROOT, "Data"))
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    parts = []
    for path in options.texts:
        with open(path, encoding="utf-8") as file:
            content = file.read()
        if path.endswith(".jsonl"):
            content = "\n\n".join(json.loads(line)["text"] for line in content.splitlines())
        parts.append(content)
    text = "\n\n".join(parts)
    _, printed = chancery(options, text)
    lines = [json.loads(line) for line in printed.splitlines()]
    lines = [line for line in lines if "parts" not in line]
    sentences = [
        treebank.Sentence(
            [
                treebank.Word(word["form"], "_", "X", "_", {}, 0, "_", "_", [])
                for word in line["words"]
            ]
        )
        for line in lines
    ]
    reader = export.load(options.model)
    packed = []
    for sentence in sentences:
        batch = reader.packer.pack([sentence])
        packed.append((batch.pieces.tolist(), batch.cases.tolist()))
    work = sum(flops(len(pieces)) for pieces, _ in packed) / 1e9
    padded = Padded(reader.model.encoder).eval()
    ready = list(batches(packed))
    import onnxruntime

    buffer = io.BytesIO()
    example = tuple(torch.from_numpy(x) for x in ready[0])
    names = ["pieces", "cases", "kept"]
    with torch.inference_mode():
        torch.onnx.export(
            padded, example, buffer, input_names=names, output_names=["states"], dynamo=False,
            dynamic_axes={name: {0: "b", 1: "m"} for name in [*names, "states"]},
        )
    session_options = onnxruntime.SessionOptions()
    session_options.intra_op_num_threads = session_options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(buffer.getvalue(), session_options)

    def run_torch():
        with torch.inference_mode():
            for batch in ready:
                padded(*(torch.from_numpy(x) for x in batch))

    def run_onnx():
        for batch in ready:
            session.run(None, dict(zip(names, batch, strict=True)))

    def run_reader():
        reader.read(sentences)

    sides = ["chancery", "int8", "torch", "onnx", "reader"]
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(options.runs + 1):
        idle, _ = chancery(options, "")
        spent, _ = chancery(options, text)
        bytes_idle, _ = chancery(options, "", "int8")
        bytes_spent, _ = chancery(options, text, "int8")
        found = {
            "chancery": spent - idle,
            "int8": bytes_spent - bytes_idle,
            "torch": timed(run_torch),
            "onnx": timed(run_onnx),
            "reader": timed(run_reader),
        }
        if turn:
            for name, value in found.items():
                times[name].append(value)
    rate = sgemm_rate()
    count = len(sentences)
    print(f"{count} sentences, {sum(len(p) for p, _ in packed)} pieces, encoder {work:.1f} GFLOP")
    titles = {
        "chancery": "Chancery, text to JSON",
        "int8": "Chancery in int8",
        "torch": "PyTorch, encoder only",
        "onnx": "ONNX Runtime, encoder only",
        "reader": "PyTorch, encoder, heads, decoders",
    }
    for name, title in titles.items():
        rates = sorted(count / value for value in times[name])
        ratios = sorted(b / a for a, b in zip(times["chancery"], times[name], strict=True))
        print(
            f"{title:36} {statistics.median(rates):7.1f} ({rates[0]:.1f}–{rates[-1]:.1f})"
            f" sentences/s   Chancery's rate by it {statistics.median(ratios):.2f}"
            f" ({ratios[0]:.2f}–{ratios[-1]:.2f})"
        )
    share = work / statistics.median(times["chancery"]) / rate
    print(f"sgemm {rate:.1f} GFLOP/s; the encoder's products in Chancery's whole time: {share:.0%}")


if __name__ == "__main__":
    main()
