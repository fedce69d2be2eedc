/// An end of a spectrum.
public enum SpectrumEnd: String, Sendable, Hashable, CaseIterable, Codable {
  /// λ₁.
  case largest
  /// The smallest eigenvalue.
  case smallest
}

/// How one knows that a converged eigenvalue is the extreme one.
public enum ExtremeEvidence: String, Sendable, Hashable, Codable {
  /// By a proof: an operator ⪯ Ĝ of known spectrum has no more eigenvalues so small than were found, or none smaller.
  case comparison
  /// By a search from an independent random start, which came to the next eigenvalue.
  case independentStart = "independent start"
  /// All eigenvalues were computed.
  case complete
}

/// An extreme eigenvalue with what is known of its error.
public struct ExtremeEigenvalue: Sendable, Hashable {
  /// Its value.
  public let value: Double
  /// An eigenvalue lies this near to the value, rounding apart: the residual norm ‖Mx − θx‖ of a unit vector x, or
  /// ‖Mx − θx‖²/(ρ − θ) with all other eigenvalues beyond ρ [Temple]. 0 where nothing was iterated.
  public let errorBound: Double
  /// How one knows that it's the extreme one.
  public let evidence: ExtremeEvidence
  /// How many times the operator was applied.
  public let applications: Int
}
