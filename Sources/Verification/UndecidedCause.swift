import LinearAlgebra
import VerifiedNumerics

/// Why a verdict is undecided.
public enum UndecidedCause: String, Error, Hashable, Sendable, Codable, CaseIterable {
  /// The enclosures of bound and κ overlap and are too wide for touching.
  case width
  /// The smallest nonzero eigenvalue can't be told from 0: the rank isn't proved, or κ is beyond float64.
  case rank
  /// G = 0 has no κ.
  case vanishing = "G = 0"
  /// An entry is beyond the range guard.
  case range = "range guard"
  /// Whether a denominator is positive isn't proved.
  case sign
  /// Whether the instance has a property that the theorem assumes isn't proved.
  case assumption
  /// The preconditioned matrix is too far from the identity.
  case preconditioner
  /// A matrix that the bound speaks of would take too much memory.
  case size
  /// A decomposition failed, or its vectors are far from orthonormal.
  case decomposition
  /// Two proofs contradict each other: nothing is believed.
  case contradiction
  /// The start-up test of the arithmetic failed: nothing is certified on this machine.
  case selfTest = "self-test"
  /// A matrix operation or functional has no certificate.
  case uncovered = "no certificate"

  /// The cause in words.
  public var description: String {
    switch self {
    case .width: "the enclosures of bound and κ overlap"
    case .rank: "λ_r can't be told from 0"
    case .vanishing: "G = 0 has no κ"
    case .range: "an entry isn't finite or is above 2^150"
    case .sign: "the sign of a denominator isn't proved"
    case .assumption: "an assumption isn't proved"
    case .preconditioner: "κ is too large for the preconditioner"
    case .size: "a matrix of the bound is too large to be formed"
    case .decomposition: "a decomposition failed"
    case .contradiction: "two proofs contradict each other"
    case .selfTest: "the start-up test of the arithmetic failed"
    case .uncovered: "an operation of the bound has no certificate"
    }
  }

  /// The cause in words, for verdicts that rest on this.
  public func description(_ mode: VerdictMode) -> String {
    switch (mode, self) {
    case (.float, .width): "κ is too large for float64 to tell"
    case (.float, .range): "the bound isn't a finite number"
    case (.float, .sign): "rounding hides whether a denominator is positive"
    case (.float, .decomposition): "a measurement failed"
    case (.float, .uncovered): "a matrix or a rank of the bound isn't known"
    default: description
    }
  }

  /// Why an instance can't be measured.
  init(_ error: MeasurementError) {
    self =
      switch error {
      case .matrix(.tooLarge): .size
      case .matrix: .decomposition
      case .noSuchIndex, .foreignMatrix, .unknownRank: .uncovered
      }
  }

  /// Why a certificate says nothing.
  init(_ reason: NoInformation) {
    self =
      switch reason {
      case .outOfRange: .range
      case .rank: .rank
      case .vanishing: .vanishing
      case .preconditioner: .preconditioner
      case .decomposition, .orthogonality: .decomposition
      case .contradiction: .contradiction
      case .shapes, .noWeights: .uncovered
      }
  }

  /// Runs a certificate and turns its errors into causes.
  @inline(__always)
  static func certifying<Value>(_ body: () throws(NoInformation) -> Value) throws(UndecidedCause) -> Value {
    do { return try body() } catch { throw UndecidedCause(error) }
  }
}

extension UndecidedCause: CustomStringConvertible {}
