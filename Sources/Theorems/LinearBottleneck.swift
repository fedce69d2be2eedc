import BoundKernel

extension Theorem {
  /// κ(Ĝ) = λ₁/λ_r ≤ min(u_d, u_k) / max(l⁺_d, l⁺_k) when r = p_1d + (k − p_1)q_L. Ours: finite on singular Ĝ too.
  public static func linearBottleneck() throws(TheoremError) -> Theorem {
    try Theorem(
      "linear.bottleneck",
      summary:
        "The coupled bound for a singular matrix of known rank: projectors along the flags of the layers' ranges.",
      source: "ours, by projectors along the flags of ranges",
      derived: .upper(
        try derive("linear.bottleneck") { () throws(RuleFailure) in
          let coupled = try linearCoupledEnclosure()
          return .quotient(
            try PositiveEnclosure.flags(coupled, from: .left).intersection(.flags(coupled, from: .right)))
        }))
  }
}
