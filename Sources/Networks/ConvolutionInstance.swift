public import LinearAlgebra

/// How the rank of a convolutional network is known.
public enum ConvolutionRankChoice: String, Sendable, Hashable, Codable {
  /// Single channels and coprime kernels: Σ_l (|r_l| − 1) + 1, `conv.rank`.
  case coprime
  /// As many singular values exceed what rounding could have made of a zero as the rank can be at most.
  case certified
  /// The rank over the rational numbers; see `ExactRank`.
  case exact
  /// The number of singular values that exceed what rounding could have made of a zero; where the exact rank costs too much.
  case gap
}

/// A linear convolutional network on images together with its spectrum: everything that decides κ(G).
public struct ConvolutionInstance: Sendable, Hashable {
  /// The network.
  public let network: ConvolutionalNetwork
  /// Its inputs.
  public let images: ImageBatch
  /// M_0 = SSᵀ, their autocorrelation up to the support of the end-to-end kernel.
  public let data: SecondMoment
  /// The eigenvalues of Ĝ and its rank.
  public let spectrum: GaussNewtonSpectrum
  /// How the rank is known.
  public let rankChoice: ConvolutionRankChoice
  /// Whether the network has single channels and pairwise coprime kernels.
  public let hasCoprimeKernels: Bool

  /// A network on images of as many channels.
  ///
  /// - Throws: `NetworkError` when the channels differ, the autocorrelation isn't positive definite in float64 or
  ///   overflows, another entry overflows or LAPACK doesn't converge.
  /// - Complexity: that of the spectrum, see `ConvolutionSpectrum`.
  public init(network: ConvolutionalNetwork, images: ImageBatch, _ workspace: inout Workspace) throws(NetworkError) {
    guard images.channels == network.inputs else {
      throw .imageShape(
        values: images.samples.rows, channels: network.inputs, height: images.height, width: images.width)
    }
    data = SecondMoment(
      trusted: try Self.dataFactor(images, height: network.height, width: network.width, &workspace))
    hasCoprimeKernels = network.hasCoprimeKernels
    let computed: ConvolutionSpectrum
    do {
      computed = try ConvolutionSpectrum(network, data, isCoprime: hasCoprimeKernels, &workspace)
    } catch { throw .matrix(error) }
    (spectrum, rankChoice) = (computed.gaussNewton, computed.rankChoice)
    (self.network, self.images) = (network, images)
  }

  /// S with M_0 = SSᵀ, for end-to-end kernels of a support.
  private static func dataFactor(
    _ images: ImageBatch, height: Int, width: Int, _ workspace: inout Workspace
  ) throws(NetworkError) -> Matrix {
    let moment = images.autocorrelation(height: height, width: width)
    guard moment.elements.allSatisfy(\.isFinite) else { throw .overflowingImages }
    do {
      let factor = try workspace.cholesky(of: moment)
      let values = try workspace.singularValues(of: factor)
      // What rounding could have made of a zero says nothing: M_0 is positive definite beyond doubt, or the images are refused.
      let noise = 8 * Double(factor.rows + images.count * images.height * images.width) * Double.ulpOfOne
      let (largest, smallest) = (values[0], values[values.count - 1])
      if smallest * smallest > noise * largest * largest { return factor }
    } catch {
      guard case .notPositiveDefinite = error else { throw .matrix(error) }
    }
    throw .dependentImages
  }

  /// c_Lc_0|S|, the order of Ĝ.
  public var order: Int { network.order }
  /// r = rank Σ_l C_lC_lᵀ.
  public var rank: Int { spectrum.rank }
  /// The number of roundings that an entry of Ĝ and an eigenvalue meet, up to a constant: the order for the eigenvalue, and the
  /// taps and channels that the kernel maps sum over.
  public var roundings: Int { order + network.kernels.reduce(0) { $0 + $1.weights.columns } }
}

extension ConvolutionInstance {
  /// The matrix of the layers behind one as a map of images: those that the layer puts out, with all output channels.
  public func imageMapAfter(_ layer: Int) -> Matrix {
    let before = network.before(layer)
    let kernel = network.kernels[layer - 1]
    return network.after(layer).multiplication(
      channels: 1, height: images.height + before.height + kernel.height - 2,
      width: images.width + before.width + kernel.width - 2)
  }

  /// The matrix of the layers before one as a map of images.
  public func imageMapBefore(_ layer: Int) -> Matrix {
    network.before(layer).multiplication(channels: 1, height: images.height, width: images.width)
  }
}
