public import LinearAlgebra
public import Networks
public import Theorems

/// The numbers that make up an instance of any family: what is shrunk, printed and kept in files.
public struct InstanceValues: Sendable, Hashable {
  /// The family.
  public let family: NetworkFamily
  /// W^1 … W^L; the branches of a residual network; V and W of a two-layer network, with batch normalisation or without.
  public var weights: [Matrix]
  /// S with Σ = SSᵀ, for families whose κ depends on Σ only.
  public var dataFactor: Matrix?
  /// β_1 … β_L of a residual network.
  public var strengths: [Double]?
  /// An orthonormal basis of the data's range, where a residual network's data don't fill all directions.
  public var basis: Matrix?
  /// α of a two-layer network.
  public var slope: Double?
  /// X of a two-layer network, or the images of a convolutional one, a column a sample.
  public var data: Matrix?
  /// The extents that make kernels and images of the matrices of a convolutional network.
  public var extents: ConvolutionExtents?

  /// Values of a family; those that it has no use for stay nil.
  public init(
    _ family: NetworkFamily, weights: [Matrix], dataFactor: Matrix? = nil, strengths: [Double]? = nil,
    basis: Matrix? = nil, slope: Double? = nil, data: Matrix? = nil,
    extents: ConvolutionExtents? = nil
  ) {
    self.family = family
    self.weights = weights
    self.dataFactor = dataFactor
    self.strengths = strengths
    self.basis = basis
    self.slope = slope
    self.data = data
    self.extents = extents
  }

  /// m_0 → m_1 → … → m_L; the channels of a convolutional network.
  public var widths: [Int] {
    (weights.first.map { [$0.columns / (extents?.kernels.first?.taps ?? 1)] } ?? []) + weights.map(\.rows)
  }

  /// Measurements of the instance they make up, its ranks computed exactly.
  ///
  /// - Throws: `NetworkError` or `MatrixError` when they don't fit together, `MissingValue` when one isn't there.
  public func measurements() throws -> any InstanceMeasurements {
    switch family {
    case .linear: LinearMeasurements(try LinearInstance(self))
    case .residual: ResidualMeasurements(try ResidualInstance(self))
    case .relu: ReLUMeasurements(try RankedReLUInstance(self))
    case .batchnorm: BatchNormMeasurements(try BatchNormInstance(self))
    case .conv: ConvolutionMeasurements(try ConvolutionInstance(self))
    }
  }
}

/// The extents of the kernels and images of a convolutional network.
public struct ConvolutionExtents: Sendable, Hashable {
  /// A height and a width.
  public struct Extent: Sendable, Hashable {
    /// From top to bottom.
    public var height: Int
    /// From left to right.
    public var width: Int

    /// Their product.
    public var taps: Int { height * width }

    /// A height and a width.
    public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }
  }

  /// Of w^1 … w^L.
  public var kernels: [Extent]
  /// Of the images.
  public var image: Extent

  /// Extents of kernels and images.
  public init(kernels: [Extent], image: Extent) { (self.kernels, self.image) = (kernels, image) }
}

/// A value that a family needs isn't there.
public struct MissingValue: Error, Hashable, Sendable, CustomStringConvertible {
  let name: String
  let family: NetworkFamily

  /// Which value of which family.
  public var description: String { "an instance of the family \(family.rawValue) needs \(name)" }
}

extension InstanceValues {
  fileprivate func required<Value>(_ path: KeyPath<InstanceValues, Value?>, _ name: String) throws -> Value {
    guard let value = self[keyPath: path] else { throw MissingValue(name: name, family: family) }
    return value
  }
}

extension LinearInstance {
  /// W^l and S.
  public var values: InstanceValues {
    InstanceValues(.linear, weights: network.weights, dataFactor: data.factor)
  }

  /// The instance of some values, with exact ranks.
  public init(_ values: InstanceValues) throws {
    let data = try SecondMoment(factor: values.required(\.dataFactor, "dataFactor"))
    self = try LinearInstance(network: LinearNetwork(weights: values.weights), data: data)
  }
}

extension ResidualInstance {
  /// W^l, β_l, S, and the basis where there is one.
  public var values: InstanceValues {
    InstanceValues(
      .residual, weights: network.branches, dataFactor: data.factor, strengths: network.strengths, basis: basis)
  }

  /// The instance of some values, with exact ranks.
  public init(_ values: InstanceValues) throws {
    let data = try SecondMoment(factor: values.required(\.dataFactor, "dataFactor"))
    let network = try ResidualNetwork(
      branches: values.weights, strengths: values.required(\.strengths, "strengths"))
    self = try ResidualInstance(network: network, data: data, basis: values.basis)
  }
}

extension RankedReLUInstance {
  /// V, W, α and X.
  public var values: InstanceValues {
    let network = unranked.network
    return InstanceValues(
      .relu, weights: [network.hidden, network.output], slope: network.slope, data: unranked.data)
  }

  /// The instance of some values.
  public init(_ values: InstanceValues) throws {
    guard values.weights.count == 2 else { throw MissingValue(name: "weights V and W", family: .relu) }
    let network = try ReLUNetwork(
      hidden: values.weights[0], output: values.weights[1], slope: values.required(\.slope, "slope"))
    var workspace = Workspace()
    try self.init(ReLUInstance(network: network, data: values.required(\.data, "data")), &workspace)
  }
}

extension BatchNormInstance {
  /// V, W and S.
  public var values: InstanceValues {
    InstanceValues(.batchnorm, weights: [network.hidden, network.output], dataFactor: data.factor)
  }

  /// The instance of some values, with exact ranks.
  public init(_ values: InstanceValues) throws {
    guard values.weights.count == 2 else { throw MissingValue(name: "weights V and W", family: .batchnorm) }
    let data = try SecondMoment(factor: values.required(\.dataFactor, "dataFactor"))
    self = try BatchNormInstance(
      network: BatchNormNetwork(hidden: values.weights[0], output: values.weights[1]), data: data)
  }
}

extension ConvolutionInstance {
  /// The kernels and images, with their extents.
  public var values: InstanceValues {
    InstanceValues(
      .conv, weights: network.kernels.map(\.weights), data: images.samples,
      extents: ConvolutionExtents(
        kernels: network.kernels.map { ConvolutionExtents.Extent(height: $0.height, width: $0.width) },
        image: ConvolutionExtents.Extent(height: images.height, width: images.width)))
  }

  /// The instance of some values.
  public init(_ values: InstanceValues) throws {
    let extents = try values.required(\.extents, "the extents of kernels and images")
    guard extents.kernels.count == values.weights.count else {
      throw MissingValue(name: "an extent for each kernel", family: .conv)
    }
    let kernels = try zip(values.weights, extents.kernels).map {
      try ConvolutionKernel(weights: $0, height: $1.height, width: $1.width)
    }
    let network = try ConvolutionalNetwork(kernels: kernels)
    let images = try ImageBatch(
      samples: values.required(\.data, "data"), channels: network.inputs, height: extents.image.height,
      width: extents.image.width)
    var workspace = Workspace()
    try self.init(network: network, images: images, &workspace)
  }
}
