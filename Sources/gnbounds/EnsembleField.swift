import Networks
import Theorems
import Verification

/// An option that sets one property of a family's distribution, and says it again.
struct EnsembleField {
  let option: String
  /// Whether real data decide it.
  let isSynthetic: Bool
  let read: (ParsedArguments, inout FamilyEnsembles) throws -> Void
  /// The option as it's given again; nothing where it says nothing.
  let restated: (FamilyEnsembles) -> [String]

  /// Those of a family, in the order in which they're said again.
  static func fields(of family: NetworkFamily) -> [EnsembleField] {
    switch family {
    case .linear: layers(\.linear) + [.kinds("--moment", \.linear.data, synthetic: true)]
    case .residual:
      layers(\.residual.linear) + [
        .kinds("--strength", \.residual.strengths), .kinds("--branches", \.residual.branches),
        .kinds("--moment", \.residual.linear.data, synthetic: true),
      ]
    case .relu:
      [
        .range("--width", \.relu.width), .range("--inputs", \.relu.inputs, synthetic: true),
        .range("--outputs", \.relu.outputs), .range("--batch", \.relu.samples),
        .kinds("--init", \.relu.initializations), .kinds("--slope", \.relu.slopes), .kinds("--sizes", \.relu.shapes),
        .kinds("--points", \.relu.data, synthetic: true),
      ]
    case .batchnorm:
      [
        .range("--width", \.batchnorm.width), .range("--inputs", \.batchnorm.inputs, synthetic: true),
        .range("--outputs", \.batchnorm.outputs), .kinds("--hidden", \.batchnorm.shapes),
        .kinds("--init", \.batchnorm.initializations), .kinds("--covariance", \.batchnorm.data, synthetic: true),
      ]
    case .conv:
      [
        .range("--depth", \.conv.depth), .range("--width", \.conv.channels),
        .range("--inputs", \.conv.inputs, synthetic: true), .range("--outputs", \.conv.outputs),
        .range("--taps", \.conv.taps), .range("--pixels", \.conv.pixels, synthetic: true),
        .range("--batch", \.conv.samples), .kinds("--axes", \.conv.axes, synthetic: true),
        .kinds("--channels", \.conv.shapes), .kinds("--kernels", \.conv.structures),
        .kinds("--init", \.conv.initializations), .kinds("--images", \.conv.data, synthetic: true),
      ]
    }
  }

  /// What deep linear networks and the branches of residual ones share.
  private static func layers(_ linear: WritableKeyPath<FamilyEnsembles, LinearEnsemble>) -> [EnsembleField] {
    [
      .range("--depth", linear.appending(path: \.depth)), .range("--width", linear.appending(path: \.width)),
      .range("--inputs", linear.appending(path: \.inputs), synthetic: true),
      .range("--outputs", linear.appending(path: \.outputs)),
      .kinds("--init", linear.appending(path: \.initializations)),
      .kinds("--structure", linear.appending(path: \.structures)),
      .kinds("--shape", linear.appending(path: \.widthShapes)),
    ]
  }

  /// A range of sizes.
  private static func range(
    _ option: String, _ property: WritableKeyPath<FamilyEnsembles, ClosedRange<Int>>,
    synthetic isSynthetic: Bool = false
  ) -> EnsembleField {
    EnsembleField(option: option, isSynthetic: isSynthetic) { arguments, ensembles in
      ensembles[keyPath: property] = try arguments.range(option, default: ensembles[keyPath: property])
    } restated: { ensembles in
      let range = ensembles[keyPath: property]
      let isOne = range.lowerBound == range.upperBound
      return [option, isOne ? "\(range.lowerBound)" : "\(range.lowerBound)...\(range.upperBound)"]
    }
  }

  /// Kinds that are drawn with equal probability; all of them needn't be said.
  private static func kinds<Kind: RawRepresentable & CaseIterable & Equatable>(
    _ option: String, _ property: WritableKeyPath<FamilyEnsembles, [Kind]>, synthetic isSynthetic: Bool = false
  ) -> EnsembleField where Kind.RawValue == String {
    EnsembleField(option: option, isSynthetic: isSynthetic) { arguments, ensembles in
      ensembles[keyPath: property] = try arguments.choices(option, default: ensembles[keyPath: property])
    } restated: { ensembles in
      let chosen = ensembles[keyPath: property]
      return chosen == Array(Kind.allCases) ? [] : [option, chosen.map(\.rawValue).joined(separator: ",")]
    }
  }
}
