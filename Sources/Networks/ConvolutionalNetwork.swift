public import LinearAlgebra

/// A linear convolutional network of kernels w^1, …, w^L: stride 1, full zero padding in every layer, no biases.
public struct ConvolutionalNetwork: Sendable, Hashable {
  /// w^1 … w^L.
  public let kernels: [ConvolutionKernel]

  /// The network of these layers.
  ///
  /// - Throws: `NetworkError` when there are none, or one takes another number of channels than the one before gives.
  public init(kernels: [ConvolutionKernel]) throws(NetworkError) {
    guard !kernels.isEmpty else { throw .noLayers }
    for layer in kernels.indices.dropFirst() where kernels[layer].inputs != kernels[layer - 1].outputs {
      throw .channelsDontFit(
        layer: layer + 1, inputs: kernels[layer].inputs, previousOutputs: kernels[layer - 1].outputs)
    }
    self.kernels = kernels
  }

  /// L.
  public var depth: Int { kernels.count }
  /// c_0.
  public var inputs: Int { kernels[0].inputs }
  /// c_L.
  public var outputs: Int { kernels[kernels.count - 1].outputs }
  /// c_0 → c_1 → … → c_L.
  public var channels: [Int] { [inputs] + kernels.map(\.outputs) }
  /// Σ_l c_lc_{l−1}|r_l|.
  public var parameters: Int { kernels.reduce(0) { $0 + $1.parameters } }
  /// The height of the end-to-end kernel's support.
  public var height: Int { kernels.reduce(1) { $0 + $1.height - 1 } }
  /// Its width.
  public var width: Int { kernels.reduce(1) { $0 + $1.width - 1 } }
  /// |S|, the taps of the end-to-end kernel.
  public var support: Int { height * width }
  /// c_Lc_0|S|, the order of Ĝ.
  public var order: Int { outputs * inputs * support }
  /// Whether every layer has one channel.
  public var hasSingleChannels: Bool { channels.allSatisfy { $0 == 1 } }

  /// w^L * ⋯ * w^{l+1}, the identity behind the last layer.
  func after(_ layer: Int) -> ConvolutionKernel {
    kernels[layer...].reduce(.identity(kernels[layer - 1].outputs)) { $1 * $0 }
  }

  /// w^{l−1} * ⋯ * w^1, the identity before the first layer.
  func before(_ layer: Int) -> ConvolutionKernel {
    kernels[..<(layer - 1)].reduce(.identity(inputs)) { $1 * $0 }
  }

  /// C_l, the matrix of the map from the kernel of layer l, from 1, to the end-to-end kernel.
  ///
  /// - Complexity: O(c_Lc_0|S| · c_lc_{l−1}|r_l| · c_lc_0(|S| − |r_{>l}| + 1)).
  public func kernelMap(_ layer: Int) -> Matrix {
    let kernel = kernels[layer - 1]
    let (after, before) = (after(layer), before(layer))
    let right = before.rightMultiplication(channels: kernel.outputs, height: kernel.height, width: kernel.width)
    if layer == depth { return right }
    let left = after.multiplication(
      channels: inputs, height: kernel.height + before.height - 1, width: kernel.width + before.width - 1)
    return layer == 1 ? left : left * right
  }

  /// Factors of C_l whose entries are the weights themselves, so that the product isn't rounded.
  func kernelMapFactors(_ layer: Int) -> [Matrix] {
    let kernel = kernels[layer - 1]
    var (height, width) = (kernel.height, kernel.width)
    var factors: [Matrix] = []
    for other in kernels[..<(layer - 1)].reversed() {
      factors.insert(other.rightMultiplication(channels: kernel.outputs, height: height, width: width), at: 0)
      (height, width) = (height + other.height - 1, width + other.width - 1)
    }
    for other in kernels[layer...] {
      factors.insert(other.multiplication(channels: inputs, height: height, width: width), at: 0)
      (height, width) = (height + other.height - 1, width + other.width - 1)
    }
    return factors.isEmpty ? [.identity(order)] : factors
  }

  /// C = [C_1 ⋯ C_L].
  public var kernelMaps: Matrix { Self.beside((1...depth).map(kernelMap)) }

  static func beside(_ matrices: [Matrix]) -> Matrix {
    let elements = matrices.flatMap(\.elements)
    let rows = matrices[0].rows
    return Matrix(rows: rows, columns: elements.count / rows) { elements[$0 + $1 * rows] }
  }
}

// MARK: - Rank

extension ConvolutionalNetwork {
  /// Whether every layer has one channel, no kernel is zero, and they're pairwise coprime as polynomials homogeneous in each
  /// axis: exactly, by Sylvester matrices over the rational numbers.
  public var hasCoprimeKernels: Bool {
    guard hasSingleChannels, kernels.allSatisfy({ $0.weights.maximumMagnitude > 0 }) else { return false }
    for (position, kernel) in kernels.enumerated() {
      for other in kernels[(position + 1)...] where !Self.areCoprime(kernel, other) { return false }
    }
    return true
  }

  /// A common factor that varies along an axis makes af + bg = 0 for some a, b ≠ 0, a of one tap less than g and b of one
  /// less than f along that axis, and only such a factor does.
  static func areCoprime(_ f: ConvolutionKernel, _ g: ConvolutionKernel) -> Bool {
    let isInjective = { (down: Int, right: Int) -> Bool in
      var blocks: [Matrix] = []
      for (kernel, other) in [(f, g), (g, f)] where other.height > down && other.width > right {
        blocks.append(
          kernel.multiplication(channels: 1, height: other.height - down, width: other.width - right))
      }
      return blocks.isEmpty || ExactRank.rank(ofColumns: blocks) == blocks.reduce(0) { $0 + $1.columns }
    }
    return isInjective(1, 0) && isInjective(0, 1)
  }

  /// An upper bound of rank C: its shape, and a dimension less for every way to mix the hidden channels of a layer and undo it
  /// in the next, where kernels of full row rank make these all different.
  public var largestRank: Int {
    let mixings = kernels.dropLast().reduce(0) { $0 + $1.outputs * $1.outputs }
    let areDifferent = kernels.dropLast().allSatisfy {
      $0.weights.rows <= $0.weights.columns && ExactRank.rank(of: $0.weights) == $0.weights.rows
    }
    return min(order, areDifferent ? parameters - mixings : parameters)
  }

  /// The rank of C over the rational numbers; see `ExactRank`.
  ///
  /// - Complexity: `exactRankCost`.
  public func exactRank() -> Int { ExactRank.rank(ofProducts: (1...depth).map(kernelMapFactors)) }

  /// The rank of C_l over the rational numbers.
  public func exactRank(ofKernelMap layer: Int) -> Int { ExactRank.rank(ofProduct: kernelMapFactors(layer)) }

  /// What `exactRank` takes.
  public var exactRankCost: ExactRankCost {
    let (order, parameters, depth) = (Double(order), Double(parameters), Double(depth))
    let largest = order * Double(outputs + inputs) * Double(support)
    return ExactRankCost(
      operations: parameters * order * min(order, parameters) + depth * depth * parameters * largest,
      bytes: 16 * (parameters * order + depth * depth * largest))
  }
}
