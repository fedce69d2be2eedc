import Foundation
import Networks
import Reporting
import Theorems
import Verification

extension EnsembleOptions {
  /// Refuses sizes whose matrices can't be in memory: half of it is for the networks that are measured at once.
  ///
  /// - Parameter jobs: how many networks are asked for at once; no more than there are processors are.
  func requireMemory(jobs: Int = 1) throws(UsageError) {
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    let count = max(1, min(jobs, ProcessInfo.processInfo.activeProcessorCount))
    for family in families {
      let bytes = ensembles[family].largestBytes
      if bytes * Double(count) < memory / 2 { continue }
      let need = String(format: "up to %.1f GiB", bytes / 0x1p30) + (count > 1 ? " each, \(count) at once" : "")
      let have = String(format: "half of %.1f GiB", memory / 0x1p30)
      let others = families.count > 1 ? "leave \(family.rawValue) out with --family, or " : ""
      let options = sizeOptions(of: family) + (count > 1 ? ["--jobs"] : [])
      throw UsageError(
        "\(family.rawValue): networks of these sizes need \(need), and \(have) may be used: \(others)lower "
          + CountText.list(options, "or"))
    }
  }

  /// The options that decide how large a family's networks are.
  private func sizeOptions(of family: NetworkFamily) -> [String] {
    let sizes = ["--depth", "--width", "--inputs", "--outputs", "--batch", "--taps", "--pixels"]
    let given = EnsembleField.fields(of: family).filter {
      sizes.contains($0.option) && (realData == nil || !$0.isSynthetic)
    }
    return given.map(\.option) + (realData == nil ? [] : ["the number of features (of images by --downsample)"])
  }
}

extension FamilyEnsemble {
  /// An upper estimate of the memory that measuring a network takes.
  var largestBytes: Double {
    switch self {
    case .linear(let ensemble): Self.bytes(ensemble)
    case .residual(let ensemble): Self.bytes(ensemble.linear)
    case .relu(let ensemble): Self.bytes(ensemble)
    case .batchnorm(let ensemble): Self.bytes(ensemble)
    case .conv(let ensemble): Self.bytes(ensemble)
    }
  }

  /// Ĝ with LAPACK's copy and its eigenvalues' workspace, and for every layer its weights, its products with others and
  /// their copies.
  private static func bytes(order: Double, layer: Double, depth: Double) -> Double {
    8 * (3 * order * order + 4 * depth * layer)
  }

  private static func bytes(_ ensemble: LinearEnsemble) -> Double {
    let inputs = ensemble.realData?.rank ?? ensemble.inputs.upperBound
    let widest = Double(
      max(ensemble.width.upperBound, ensemble.realData?.features ?? inputs, ensemble.outputs.upperBound))
    return bytes(
      order: Double(inputs) * Double(ensemble.outputs.upperBound), layer: widest * widest,
      depth: Double(ensemble.depth.upperBound))
  }

  private static func bytes(_ ensemble: BatchNormEnsemble) -> Double {
    let inputs = ensemble.realData?.rank ?? ensemble.inputs.upperBound
    let widest = Double(max(ensemble.width.upperBound, ensemble.realData?.features ?? inputs))
    // A d×d matrix for each unit, all at once.
    let moments = Double(inputs) * Double(ensemble.width.upperBound).squareRoot()
    let layer = widest + moments
    return bytes(order: Double(inputs) * Double(ensemble.outputs.upperBound), layer: layer * layer, depth: 2)
  }

  private static func bytes(_ ensemble: ReLUEnsemble) -> Double {
    let d = Double(ensemble.realData?.features ?? ensemble.inputs.upperBound)
    let (m, k) = (Double(ensemble.width.upperBound), Double(ensemble.outputs.upperBound))
    let n = Double(min(ensemble.samples.upperBound, ensemble.realData?.count ?? .max))
    let (order, parameters) = (k * n, m * (d + k))
    // V, W, X, H and, for correlated samples, a rotation.
    let matrices = m * d + k * m + d * n + m * order + (ensemble.realData == nil ? d * d : 0)
    let jacobian = 2 * min(8 * order * parameters, ReLUJacobian.largestBytes)
    let exactRank = ReLUInstance.exactRankCost(outputs: k, width: m, inputs: d, samples: n).bytes
    return 8 * (3 * order * order + 5 * matrices) + jacobian + min(exactRank, ExactRankCost.largest.bytes)
  }

  private static func bytes(_ ensemble: ConvolutionEnsemble) -> Double {
    // Larger numbers of channels are drawn only where nothing less is allowed.
    let cap = { (range: ClosedRange<Int>) in
      Double(min(range.upperBound, max(ConvolutionEnsemble.largestOrder, range.lowerBound)))
    }
    let (depth, outputs) = (Double(ensemble.depth.upperBound), cap(ensemble.outputs))
    let inputs = (ensemble.realImages?.channels).map(Double.init) ?? cap(ensemble.inputs)
    let extent = depth * Double(ensemble.taps.upperBound - 1) + 1
    let isPlane = ensemble.realImages != nil || ensemble.axes.contains(.plane)
    let (support, kernel) = (
      isPlane ? extent * extent : extent,
      Double(ensemble.taps.upperBound) * (isPlane ? Double(ensemble.taps.upperBound) : 1)
    )
    let fewest =
      Double(ensemble.realImages?.channels ?? ensemble.inputs.lowerBound) * Double(ensemble.outputs.lowerBound)
    let order = min(inputs * outputs * support, max(Double(ConvolutionEnsemble.largestOrder), fewest * support))
    // A kernel's map has as many columns as the kernel weights.
    let hidden = Double(ensemble.channels.upperBound)
    let wide = max(hidden, ensemble.shapes.contains(.wide) ? Double(ConvolutionEnsemble.largestOrder / 2) : 1)
    let columns = kernel * wide * max(hidden, inputs, outputs, 2)
    return bytes(order: order, layer: order * columns, depth: depth)
      + imageBytes(ensemble, channels: inputs, isPlane: isPlane)
  }

  /// Of the images, with what smooth ones are averages of.
  private static func imageBytes(_ ensemble: ConvolutionEnsemble, channels: Double, isPlane: Bool) -> Double {
    if let images = ensemble.realImages {
      return 8 * Double(images.pixels) * Double(min(images.count, ensemble.samples.upperBound))
    }
    let edge = Double(ensemble.pixels.upperBound)
    // Of impulses there's one a channel.
    let count = max(Double(ensemble.samples.upperBound), ensemble.data.contains(.impulse) ? channels : 1)
    let rough = ensemble.data.contains(.smooth) ? (edge + 1) * (isPlane ? edge + 1 : 2) : 0
    return 8 * count * channels * (edge * (isPlane ? edge : 1) + rough)
  }
}
