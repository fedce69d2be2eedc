/// What sums, products, maxima and minima over layers, samples or units are made of: numbers, or ranks.
public protocol FoldMember {
  /// A whole number.
  init(_ value: Int)
  /// The sum.
  static func + (a: Self, b: Self) -> Self
  /// The product.
  static func * (a: Self, b: Self) -> Self
  /// The larger of two.
  static func larger(_ a: Self, _ b: Self) -> Self
  /// The smaller of two.
  static func smaller(_ a: Self, _ b: Self) -> Self
}

extension Int: FoldMember {
  /// The larger of two.
  @inlinable public static func larger(_ a: Int, _ b: Int) -> Int { Swift.max(a, b) }
  /// The smaller of two.
  @inlinable public static func smaller(_ a: Int, _ b: Int) -> Int { Swift.min(a, b) }
}

/// The numbers a bound is evaluated in: `Double` for float verdicts; any other type whose operations enclose the exact ones
/// gives rigorous verdicts from the same expressions.
public protocol BoundNumber: FoldMember, Sendable {
  /// The difference.
  static func - (a: Self, b: Self) -> Self
  /// a/b, and +∞ where b isn't surely positive. Like every operation, it gives what stands for undefined (NaN) if a or b is.
  static func quotient(_ a: Self, _ b: Self) -> Self
  /// +∞.
  static var infinity: Self { get }
  /// Whether the number is surely positive.
  var isPositive: Bool { get }
}

extension Double: BoundNumber {
  /// a/b, and +∞ where b ≤ 0; NaN where either is.
  @inlinable public static func quotient(_ a: Double, _ b: Double) -> Double { b <= 0 && !a.isNaN ? .infinity : a / b }
  // Swift's `max` and `min` drop a NaN in the second place.
  /// The larger of two; NaN where either is.
  @inlinable public static func larger(_ a: Double, _ b: Double) -> Double { a > b || a.isNaN ? a : b }
  /// The smaller of two; NaN where either is.
  @inlinable public static func smaller(_ a: Double, _ b: Double) -> Double { a <= b || a.isNaN ? a : b }
  /// Whether it is greater than 0.
  @inlinable public var isPositive: Bool { self > 0 }
}

/// A matrix symbol or a product of layers with its layer number.
public enum NamedMatrix: Hashable, Sendable {
  /// W^l.
  case weight(Int)
  /// P_l.
  case productAfter(Int)
  /// Q_l.
  case productBefore(Int)
  /// S.
  case dataFactor
  /// u_j.
  case outputVector(Int)
  /// v_j.
  case inputVector(Int)
}

/// A matrix symbol that only some families know, with its layer, sample or unit number; see `MatrixSymbol`.
public enum FamilyMatrix: Hashable, Sendable {
  /// W^l of a residual network.
  case branch(Int)
  /// E_l of a residual network.
  case skip(Int)
  /// β_l of a residual network, 1×1.
  case strength(Int)
  /// V.
  case hiddenWeights
  /// W.
  case outputWeights
  /// α, 1×1.
  case slope
  /// X.
  case inputData
  /// x_j.
  case sample(Int)
  /// D.
  case activations
  /// Δ_j.
  case activationPattern(Int)
  /// Φ.
  case features
  /// J.
  case jacobian
  /// 1 ∈ ℝ^k.
  case ones
  /// w_i.
  case outputColumn(Int)
  /// s_i, 1×1.
  case deviation(Int)
  /// u_i.
  case normalizedUnit(Int)
  /// Π_i.
  case unitProjector(Int)
  /// U.
  case normalizedWeights
  /// C_l.
  case kernelMap(Int)
  /// C.
  case kernelMaps
  /// C with the first kernel flipped.
  case flippedKernelMaps
  /// The windows of the inputs continued periodically.
  case periodicWindows
}

/// A dimension of the network with its layer number.
public enum NamedDimension: Hashable, Sendable {
  /// d.
  case inputs
  /// k.
  case outputs
  /// m_l.
  case width(Int)
}

/// What the symbols of the kernel mean on one instance: matrices, their functionals, and ranks. The kernel evaluates
/// every theorem through it, each subterm once.
public protocol Interpretation {
  /// The numbers.
  associatedtype Number: BoundNumber
  /// The matrices.
  associatedtype Value
  /// What can go wrong.
  associatedtype Failure: Error

  /// L.
  var depth: Int { get }
  /// The rank of the plan's subject.
  var rankOfSubject: Int { get }
  /// A dimension of the network.
  func size(of dimension: NamedDimension) -> Int

  /// A matrix by name.
  mutating func matrix(_ name: NamedMatrix) throws(Failure) -> Value
  /// The rank of P_l or Q_l; `productAfter(0)` counts as 0.
  mutating func rank(of name: NamedMatrix) throws(Failure) -> Int
  /// I.
  mutating func identity(order: Int) throws(Failure) -> Value
  /// AB.
  mutating func product(_ a: Value, _ b: Value) throws(Failure) -> Value
  /// Aᵀ.
  mutating func transpose(_ a: Value) throws(Failure) -> Value
  /// AAᵀ.
  mutating func gram(_ a: Value) throws(Failure) -> Value
  /// A ⊗ B.
  mutating func kronecker(_ a: Value, _ b: Value) throws(Failure) -> Value
  /// Σ_j c_j M_j, with nil for a coefficient 1; never empty.
  mutating func combination(_ terms: [(coefficient: Number?, matrix: Value)]) throws(Failure) -> Value
  /// A functional other than the rank.
  mutating func value(of functional: Functional, at matrix: Value) throws(Failure) -> Number

  // What only some families have. The defaults have nothing; a plan's vocabulary keeps the rest out of it.

  /// n; 0 for a family whose statements don't speak of samples.
  var samples: Int { get }
  /// c_lc_{l−1}|r_l|, the number of parameters of a convolutional layer; 0 for other families.
  func kernelSize(_ layer: Int) -> Int
  /// m; 0 for a family whose statements don't speak of single hidden units.
  var units: Int { get }
  /// A matrix that only some families have, nil for others.
  mutating func matrix(_ name: FamilyMatrix) throws(Failure) -> Value?
  /// A ∘ B.
  mutating func schur(_ a: Value, _ b: Value) throws(Failure) -> Value?
  /// The columnwise Kronecker product.
  mutating func columnwiseKronecker(_ a: Value, _ b: Value) throws(Failure) -> Value?
  /// The diagonal matrix of some numbers.
  mutating func diagonal(_ entries: [Number]) throws(Failure) -> Value?
  /// Whether the instance has a property.
  func has(_ property: InstanceProperty) -> Bool
}

extension Interpretation {
  /// No samples.
  public var samples: Int { 0 }
  /// No kernels.
  public func kernelSize(_ layer: Int) -> Int { 0 }
  /// No units.
  public var units: Int { 0 }
  /// None.
  public mutating func matrix(_ name: FamilyMatrix) throws(Failure) -> Value? { nil }
  /// None.
  public mutating func schur(_ a: Value, _ b: Value) throws(Failure) -> Value? { nil }
  /// None.
  public mutating func columnwiseKronecker(_ a: Value, _ b: Value) throws(Failure) -> Value? { nil }
  /// None.
  public mutating func diagonal(_ entries: [Number]) throws(Failure) -> Value? { nil }
  /// No.
  public func has(_ property: InstanceProperty) -> Bool { false }
}
