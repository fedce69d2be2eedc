#!/usr/bin/env python3
"""Golden values for the theorems about linear convolutional networks, by an independent program.

The network is evaluated on zero-padded images by explicit loops; its Jacobian comes from differences of the outputs in
single weights, which are exact up to rounding since outputs are linear in each. The maps C_l are differences of the
end-to-end kernel, M_0 the autocorrelation by explicit shifts. Run: python3 make_convolution_bounds.py > convolution_bounds.json
"""
import json
import sys

import numpy as np

rng = np.random.default_rng(20261124)


def convolve(kernel, image):
    """kernel: out, in, h, w; image: in, H, W; full padding."""
    out, inputs, h, w = kernel.shape
    _, height, width = image.shape
    result = np.zeros((out, height + h - 1, width + w - 1))
    for o in range(out):
        for i in range(inputs):
            for a in range(h):
                for b in range(w):
                    result[o, a:a + height, b:b + width] += kernel[o, i, a, b] * image[i]
    return result


def forward(kernels, images):
    outputs = []
    for image in images:
        for kernel in kernels:
            image = convolve(kernel, image)
        outputs.append(image.ravel())
    return np.concatenate(outputs)


def differences(function, kernels):
    columns = []
    for kernel in kernels:
        for index in np.ndindex(kernel.shape):
            kept = kernel[index]
            kernel[index] = kept + 1
            up = function()
            kernel[index] = kept - 1
            down = function()
            kernel[index] = kept
            columns.append((up - down) / 2)
    return np.array(columns).T


def end_to_end(kernels):
    """Output channel, then input channel, then taps: impulses in one channel at a time."""
    inputs = kernels[0].shape[1]
    parts = []
    for channel in range(inputs):
        image = np.zeros((inputs, 1, 1))
        image[channel] = 1
        for kernel in kernels:
            image = convolve(kernel, image)
        parts.append(image)
    return np.stack(parts, axis=1).ravel()


def case(channels, extents, image, count, integers=False):
    draw = (lambda *shape: rng.integers(-2, 3, shape).astype(float)) if integers else (
        lambda *shape: np.round(rng.standard_normal(shape), 3))
    kernels = [draw(channels[l + 1], channels[l], *extents[l]) for l in range(len(extents))]
    images = [np.round(rng.standard_normal((channels[0], *image)), 3) for _ in range(count)]
    jacobian = differences(lambda: forward(kernels, images), kernels)
    spectrum = np.linalg.svd(jacobian, compute_uv=False) ** 2 / count
    rank = int((spectrum > 1e-10 * spectrum[0]).sum())
    assert rank == len(spectrum) or spectrum[rank] < 1e-13 * spectrum[0]
    maps = differences(lambda: end_to_end(kernels), kernels)
    height = sum(e[0] for e in extents) - len(extents) + 1
    width = sum(e[1] for e in extents) - len(extents) + 1
    moment = np.zeros((channels[0] * height * width,) * 2)
    for x in images:
        padded = []
        for c in range(channels[0]):
            for a in range(height):
                for b in range(width):
                    shifted = np.zeros((image[0] + height - 1, image[1] + width - 1))
                    shifted[a:a + image[0], b:b + image[1]] = x[c]
                    padded.append(shifted.ravel())
        padded = np.array(padded)
        moment += padded @ padded.T / count
    data = np.linalg.cond(moment)
    sizes = np.cumsum([0] + [k.size for k in kernels])
    singular = [np.linalg.svd(maps[:, a:b], compute_uv=False) for a, b in zip(sizes, sizes[1:])]
    order = maps.shape[0]
    top = sum(s[0] ** 2 for s in singular)
    bottom = sum(s[-1] ** 2 for s in singular if len(s) == order)
    whole = np.linalg.svd(maps, compute_uv=False)
    result = dict(
        kernels=[k.reshape(k.shape[0], -1).tolist() for k in kernels], extents=[list(e) for e in extents],
        images=[x.ravel().tolist() for x in images], image=list(image), channels=channels[0], rank=rank,
        kappa=spectrum[0] / spectrum[rank - 1], momentKappa=data, congruence=data * (whole[0] / whole[rank - 1]) ** 2)
    if bottom > 1e-12 * top:
        result["weyl"] = data * top / bottom
    return result


cases = [case(*arguments) for arguments in [
    ([1, 1], [(1, 3)], (1, 4), 1), ([1, 1, 1], [(1, 3), (1, 2)], (1, 5), 2), ([1, 1, 1], [(3, 3), (3, 3)], (4, 4), 1),
    ([1, 1, 1, 1], [(1, 2), (1, 3), (1, 2)], (1, 6), 3), ([2, 1], [(2, 2)], (3, 2), 3), ([1, 2, 1], [(1, 3), (1, 3)], (1, 3), 2),
    ([2, 3, 2], [(1, 2), (1, 2)], (1, 4), 4), ([1, 6, 1], [(1, 2), (1, 3)], (1, 4), 1), ([2, 2, 2], [(2, 1), (1, 2)], (3, 3), 4),
    ([1, 1, 1], [(2, 3), (1, 1)], (2, 2), 2), ([1, 2, 2, 1], [(2, 2), (1, 1), (1, 2)], (2, 3), 2),
    ([2, 8, 1], [(1, 2), (1, 2)], (1, 3), 3), ([1, 1, 1], [(2, 2), (2, 2)], (3, 3), 1, True)]]
json.dump(cases, sys.stdout, indent=1)
print()
