"""The network and the training step of limpid-engine in plain PyTorch, as its users write them.

limpid-engine's verb `bench` starts this program, holds both networks against each other with the
same weights, and lets both train by turns. One order a line comes on standard input as JSON, one
answer a line goes to standard output.
"""

import contextlib
import json
import math
import struct
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

TIME_WIDTH = 128
TIME_FEATURES = 64
HEAD_CHANNELS = 64


def read_safetensors(path):
    """Float32 arrays by name (huggingface/safetensors, "Format")."""
    data = numpy.memmap(path, dtype=numpy.uint8, mode="r")
    (length,) = struct.unpack("<Q", data[:8].tobytes())
    header = json.loads(data[8 : 8 + length].tobytes())
    arrays = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(data[begin:end].tobytes(), dtype="<f4")
        arrays[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return arrays


def convolution(inputs, outputs, kernel):
    return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2)


class Normalisation(nn.GroupNorm):
    """In float32, as autocast has it on a GPU; PyTorch 1.13 can't mix types on the CPU."""

    def forward(self, values):
        return super().forward(values.float()).to(values.dtype)


def normalisation(channels):
    groups = 8
    while channels % groups:
        groups -= 1
    return Normalisation(groups, channels)


class ResidualBlock(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.first_norm = normalisation(inputs)
        self.first = convolution(inputs, outputs, 3)
        self.modulation = nn.Linear(TIME_WIDTH, 2 * outputs)
        self.second_norm = normalisation(outputs)
        self.second = convolution(outputs, outputs, 3)
        self.shortcut = convolution(inputs, outputs, 1) if inputs != outputs else nn.Identity()

    def forward(self, values, moment):
        hidden = self.first(functional.silu(self.first_norm(values)))
        scale, shift = self.modulation(moment)[:, :, None, None].chunk(2, 1)
        hidden = functional.silu(self.second_norm(hidden) * (scale + 1) + shift)
        return self.second(hidden) + self.shortcut(values)


class SelfAttention(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.heads = max(1, channels // HEAD_CHANNELS)
        while channels % self.heads:
            self.heads -= 1
        self.norm = normalisation(channels)
        self.first = convolution(channels, 3 * channels, 1)
        self.second = convolution(channels, channels, 1)

    def forward(self, values):
        images, channels, rows, columns = values.shape
        parts = self.first(self.norm(values))
        parts = parts.reshape(images, 3, self.heads, channels // self.heads, rows * columns)
        query, key, value = (part.transpose(2, 3) for part in parts.unbind(1))
        if hasattr(functional, "scaled_dot_product_attention"):
            found = functional.scaled_dot_product_attention(query, key, value)
        else:
            alike = query @ key.transpose(2, 3) / math.sqrt(query.shape[-1])
            found = torch.softmax(alike, -1) @ value
        return values + self.second(found.transpose(2, 3).reshape(values.shape))


class UNet(nn.Module):
    """Names of the parameters as in a checkpoint of Limpid."""

    def __init__(self, shape):
        super().__init__()
        widths = [shape["channels"] * factor for factor in shape["multipliers"]]
        self.blocks, self.levels = shape["residualBlocks"], len(widths)
        self.attending = shape["attentionLevels"]
        octaves = torch.linspace(-1.0, shape["highestOctave"], TIME_FEATURES // 2)
        self.register_buffer("frequencies", torch.pow(2.0, octaves), persistent=False)
        self.time_first = nn.Linear(TIME_FEATURES, TIME_WIDTH)
        self.time_second = nn.Linear(TIME_WIDTH, TIME_WIDTH)
        self.stem = convolution(shape["imageChannels"], widths[0], 3)
        width, skipped = widths[0], []
        for level, following in enumerate(widths):
            for block in range(self.blocks):
                self.add("down", level, block, width, following)
                width = following
                skipped.append(width)
        for block in range(2):
            self.add("middle", self.levels - 1, block, width, width, block == 0)
        for level in reversed(range(self.levels)):
            following = widths[level]
            if level + 1 < self.levels:
                self.add_module(f"narrow_{level}", convolution(width, following, 1))
            for block in range(self.blocks):
                self.add("up", level, block, following + skipped.pop(), following)
            width = following
        self.last_norm = normalisation(width)
        self.last = convolution(width, shape["imageChannels"], 3)

    def add(self, part, level, block, inputs, outputs, may_attend=True):
        name = f"{part}_{level}_{block}"
        self.add_module(name, ResidualBlock(inputs, outputs))
        if may_attend and level in self.attending:
            self.add_module(name + "_attention", SelfAttention(outputs))

    def apply_block(self, part, level, block, hidden, moment):
        name = f"{part}_{level}_{block}"
        hidden = getattr(self, name)(hidden, moment)
        attention = getattr(self, name + "_attention", None)
        return hidden if attention is None else attention(hidden)

    def forward(self, values, code):
        angles = code[:, None] * self.frequencies[None]
        moment = functional.silu(self.time_first(torch.cat([angles.cos(), angles.sin()], 1)))
        moment = functional.silu(self.time_second(moment))
        hidden = self.stem(values)
        skipped = []
        for level in range(self.levels):
            if level > 0:
                hidden = functional.avg_pool2d(hidden, 2, ceil_mode=True)
            for block in range(self.blocks):
                hidden = self.apply_block("down", level, block, hidden, moment)
                skipped.append(hidden)
        for block in range(2):
            hidden = self.apply_block("middle", self.levels - 1, block, hidden, moment)
        for level in reversed(range(self.levels)):
            if level + 1 < self.levels:
                narrowed = getattr(self, f"narrow_{level}")(hidden)
                hidden = functional.interpolate(narrowed, size=skipped[-1].shape[2:])
            for block in range(self.blocks):
                hidden = torch.cat([hidden, skipped.pop()], 1)
                hidden = self.apply_block("up", level, block, hidden, moment)
        return self.last(functional.silu(self.last_norm(hidden)))


class Training:
    """A network, its optimiser and its average, and random images to train on."""

    def __init__(self, order):
        if order["threads"] > 0:
            torch.set_num_threads(order["threads"])
        self.order = order
        self.device = torch.device(order["device"])
        self.sigma_data = order["sigmaData"]
        self.last_format = order["channelsLast"]
        network = UNet(order["shape"]).to(self.device)
        if self.last_format:
            network = network.to(memory_format=torch.channels_last)
        self.parameters = list(network.parameters())
        self.network = network
        self.called = torch.compile(network) if order["compiled"] else network
        on_card = self.device.type == "cuda" and int(torch.__version__.split(".")[0]) >= 2
        options = {"fused": True} if on_card else {"foreach": True}
        self.optimiser = torch.optim.AdamW(
            self.parameters, order["learningRate"], weight_decay=0.0, **options
        )
        self.average = [parameter.detach().clone() for parameter in self.parameters]
        shape = (order["images"], order["shape"]["imageChannels"], order["size"], order["size"])
        self.images = torch.randn(shape, device=self.device) * self.sigma_data

    def precision(self):
        if self.order["precision"] != "bf16":
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, dtype=torch.bfloat16)

    def epsilon(self, image, sigma):
        """Limpid's preconditioning at u = 1."""
        sigma = sigma[:, None, None, None]
        spread = torch.sqrt(sigma * sigma + self.sigma_data**2)
        values = image / spread
        if self.last_format:
            values = values.contiguous(memory_format=torch.channels_last)
        with self.precision():
            output = self.called(values, torch.log(sigma.flatten()) / 4)
        return image * sigma / (spread * spread) - output.float() * self.sigma_data / spread

    def check(self, path):
        arrays = read_safetensors(path)
        weights = {key[8:]: value for key, value in arrays.items() if key.startswith("weights.")}
        self.network.load_state_dict(weights)
        noise, expected = (arrays[name].to(self.device) for name in ("noise", "epsilon"))
        epsilon = self.epsilon(arrays["noisy"].to(self.device), arrays["sigma"].to(self.device))
        self.optimiser.zero_grad(set_to_none=True)
        (epsilon - noise).square().mean().backward()
        gradients = {name: value.grad for name, value in self.network.named_parameters()}
        different = sum(
            (arrays["gradient." + name].to(self.device) - value).square().sum().item()
            for name, value in gradients.items()
        )
        whole = sum(arrays["gradient." + name].square().sum().item() for name in gradients)
        return {
            "forwardDifference": ((epsilon - expected).norm() / expected.norm()).item(),
            "gradientDifference": math.sqrt(different / whole),
            "parameters": sum(parameter.numel() for parameter in self.parameters),
            "torch": torch.__version__,
        }

    def step(self):
        batch = self.order["batch"]
        chosen = torch.randint(len(self.images), (batch,), device=self.device)
        images = self.images[chosen]
        noise = torch.randn_like(images)
        sigma = torch.exp(torch.randn(batch, device=self.device) * 1.2 - 1.2)
        epsilon = self.epsilon(images + sigma[:, None, None, None] * noise, sigma)
        weight = (sigma * sigma + self.sigma_data**2) / self.sigma_data**2
        loss = (weight * (epsilon - noise).square().flatten(1).mean(1)).mean()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        with torch.no_grad():
            torch._foreach_mul_(self.average, 0.995)
            torch._foreach_add_(self.average, self.parameters, alpha=0.005)
        return loss

    def train(self, steps):
        for _ in range(steps):
            loss = self.step()
        return loss.item()  # a GPU has finished then

    @torch.no_grad()
    def evaluate(self, evaluations):
        batch = self.order["batch"]
        noisy = self.images[torch.arange(batch, device=self.device) % len(self.images)]
        sigma = torch.full((batch,), 0.7, device=self.device)
        for _ in range(evaluations):
            epsilon = self.epsilon(noisy, sigma)
        return epsilon.sum().item()


def timed(work, count):
    wall, processor = time.perf_counter(), time.process_time()
    work(count)
    return {
        "seconds": time.perf_counter() - wall,
        "cpuSeconds": time.process_time() - processor,
    }


def peak_bytes(device):
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device)
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def main():
    training = Training(json.loads(sys.stdin.readline()))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "check":
            answer = training.check(order["path"])
        elif order["do"] == "train":
            answer = timed(training.train, order["count"])
        elif order["do"] == "evaluate":
            answer = timed(training.evaluate, order["count"])
        else:
            answer = {"memoryBytes": peak_bytes(training.device)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
