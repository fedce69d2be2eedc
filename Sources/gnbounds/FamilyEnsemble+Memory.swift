import Foundation
import Networks
import Theorems

extension FamilyEnsemble {
  /// Refuses orders whose matrices can't be in memory.
  func requireMemory() throws(UsageError) {
    let (order, widest, depth) = largestSizes
    let bytes = 8 * (3 * order * order + 4 * depth * widest * widest)
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    guard bytes * Double(ProcessInfo.processInfo.activeProcessorCount) < memory / 2 else {
      throw UsageError(
        String(
          format: "networks of these sizes need up to %.1f GiB each (order %.0f, width %.0f); "
            + "this machine has %.1f GiB: lower --inputs, --outputs, --width, --depth or --batch",
          bytes / 0x1p30, order, widest, memory / 0x1p30))
    }
  }

  /// The largest order of Ĝ, the largest layer, taken for square, and the largest number of them.
  private var largestSizes: (order: Double, widest: Double, depth: Double) {
    switch self {
    case .linear(let ensemble):
      let inputs = ensemble.realData?.rank ?? ensemble.inputs.upperBound
      let widest = max(ensemble.width.upperBound, ensemble.realData?.features ?? inputs, ensemble.outputs.upperBound)
      return (
        Double(inputs) * Double(ensemble.outputs.upperBound), Double(widest), Double(ensemble.depth.upperBound)
      )
    case .residual(let ensemble): return FamilyEnsemble.linear(ensemble.linear).largestSizes
    case .relu(let ensemble):
      let inputs = ensemble.realData?.features ?? ensemble.inputs.upperBound
      let widest = max(ensemble.width.upperBound, inputs, ensemble.outputs.upperBound)
      return (Double(ensemble.samples.upperBound) * Double(ensemble.outputs.upperBound), Double(widest), 2)
    case .batchnorm(let ensemble):
      let inputs = ensemble.realData?.rank ?? ensemble.inputs.upperBound
      let widest = Double(max(ensemble.width.upperBound, ensemble.realData?.features ?? inputs))
      // A d×d matrix for each unit, all at once.
      let moments = Double(inputs) * Double(ensemble.width.upperBound).squareRoot()
      return (Double(inputs) * Double(ensemble.outputs.upperBound), widest + moments, 2)
    case .conv(let ensemble):
      let depth = Double(ensemble.depth.upperBound)
      let extent = depth * Double(ensemble.taps.upperBound - 1) + 1
      let channels = Double(ensemble.realImages?.channels ?? ensemble.inputs.upperBound)
      let order = channels * Double(ensemble.outputs.upperBound) * extent * extent
      // A kernel's map has as many columns as the kernel weights.
      let kernel = Double(ensemble.taps.upperBound * ensemble.taps.upperBound)
      let wide = Double(max(ensemble.channels.upperBound, ensemble.shapes.contains(.wide) ? 48 : 1))
      let columns = kernel * wide * Double(max(ensemble.channels.upperBound, 2))
      return (order, (order * columns).squareRoot(), depth)
    }
  }
}
