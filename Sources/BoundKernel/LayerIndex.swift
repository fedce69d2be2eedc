/// A layer index bound by a sum, a product or a maximum over layers, or left free in a judgement that holds for
/// every layer; over samples or hidden units, the index of one.
public struct LayerVariable: Hashable, Sendable {
  /// The letter it is printed with.
  public let name: String

  /// A variable printed as `name`; two variables of one name are the same variable.
  public init(_ name: String) { self.name = name }
}

/// Which layer a matrix belongs to: layers are numbered 1 … L from the input. A variable may stand for a sample too, numbered
/// 1 … n, or for a hidden unit, numbered 1 … m; the other indices are of layers only.
public indirect enum LayerIndex: Hashable, Sendable {
  /// The layer a variable stands for.
  case variable(LayerVariable)
  /// Layer 1.
  case first
  /// Layer L.
  case last
  /// The layer before another; 0 before the first.
  case preceding(LayerIndex)

  /// The variable it depends on.
  public var variable: LayerVariable? {
    switch self {
    case .variable(let variable): variable
    case .preceding(let index): index.variable
    case .first, .last: nil
    }
  }
}

/// What the values of an index are numbers of.
public enum IndexKind: String, Hashable, Sendable {
  /// Layers 1 … L.
  case layer
  /// Samples 1 … n.
  case sample
  /// Hidden units 1 … m.
  case unit
}

/// The layers, or samples, that a sum, a product or a maximum runs over.
public enum LayerRange: Hashable, Sendable {
  /// The samples 1 … n.
  case samples
  /// 1 … L.
  case all
  /// 2 … L.
  case allButFirst
  /// The layers i < l.
  case before(LayerIndex)
  /// The layers i > l.
  case after(LayerIndex)
  /// The layers i ≠ l.
  case except(LayerIndex)

  /// What it runs over.
  var kind: IndexKind { self == .samples ? .sample : .layer }

  /// The index the range is relative to.
  public var bound: LayerIndex? {
    switch self {
    case .before(let index), .after(let index), .except(let index): index
    case .all, .allButFirst, .samples: nil
    }
  }
}
