"""Whether a trained model reads from an image how much noise it has.

noise_reading.py DATASET_FOLDER RUN...: clean held-out images get noise of standard deviation
sqrt(sigma^2 + r^2), as an image of risk r has at the time of sigma, and the network is told sigma.
Printed is the share of the noise that it leaves in the image, <D(x) - x0, noise>/|noise|^2. A model
that can't tell how much noise there is leaves about the same share whatever r is; one that can, and
has learnt that images of risk r are as they should be, leaves r^2/(sigma^2 + r^2) of it and none
where r is 0. Needs Python's torch and numpy.
"""

import json
import math
import pathlib
import struct
import sys

import numpy
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "core" / "engine"))
from pytorch_training import UNet  # noqa: E402

SEED = 1
SIGMAS = (0.25, 0.5, 1.0)
RISKS = (0.0, 0.2, 0.4, 0.8)
TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8", "U8": "u1"}


def read_arrays(path):
    """Description and arrays by name (huggingface/safetensors, "Format")."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            values = numpy.frombuffer(data[begin:end], dtype=TYPES[entry["dtype"]])
            arrays[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return header["__metadata__"], arrays


class Model:
    def __init__(self, run):
        newest = max((run / "checkpoints").glob("step-*.safetensors"))
        said, arrays = read_arrays(newest)
        shape = json.loads(said["limpid"])["network"]
        self.sigma_data = shape["sigmaData"]
        self.network = UNet(shape)
        self.network.load_state_dict(
            {name[8:]: values for name, values in arrays.items() if name.startswith("average.")}
        )

    @torch.no_grad()
    def denoised(self, noisy, sigma):
        spread = math.sqrt(sigma * sigma + self.sigma_data**2)
        code = torch.full((len(noisy),), math.log(sigma) / 4)
        output = self.network(noisy / spread, code)
        epsilon = noisy * sigma / spread**2 - output * self.sigma_data / spread
        return noisy - sigma * epsilon


def share_left(model, images, sigma, risk):
    torch.manual_seed(SEED)
    noise = torch.randn_like(images) * math.sqrt(sigma**2 + risk**2)
    error = model.denoised(images + noise, sigma) - images
    return ((error * noise).sum() / noise.square().sum()).item()


def main():
    _, data = read_arrays(pathlib.Path(sys.argv[1]) / "dataset.safetensors")
    clean = (data["held_out"] != 0) & (data["noise"].flatten() == 0)
    images = data["images"][clean]
    print(f"{len(images)} clean held-out images; share of the noise that is left in them\n")
    print("| model | sigma | " + " | ".join(f"r {risk:g}" for risk in RISKS) + " |")
    print("| --- " * (2 + len(RISKS)) + "|")
    for sigma in SIGMAS:
        wanted = [f"{risk**2 / (sigma**2 + risk**2):.3f}" for risk in RISKS]
        print(f"| *r²/(σ² + r²)* | {sigma:g} | " + " | ".join(wanted) + " |")
    for run in map(pathlib.Path, sys.argv[2:]):
        model = Model(run)
        for sigma in SIGMAS:
            shares = [f"{share_left(model, images, sigma, risk):.3f}" for risk in RISKS]
            print(f"| {run.name} | {sigma:g} | " + " | ".join(shares) + " |")


if __name__ == "__main__":
    main()
