public import BoundKernel
import Theorems

/// Which lemmas of `Proofs/` prove which rules of the kernel.
public enum RuleLemmas {
  /// The lemmas that prove a rule, in one form or another of its use.
  public static let table: [String: [String]] = [
    Rule.gram.name: ["rule_gram"],
    Rule.kronecker.name: ["rule_kronecker"],
    Rule.weylSum.name: ["rule_weyl_sum"],
    Rule.congruence.name: ["rule_congruence"],
    Rule.isotropicCongruence.name: ["rule_isotropic_congruence"],
    Rule.submultiplicativity.name: ["rule_submultiplicative_after", "rule_submultiplicative_before"],
    Rule.spectralTheorem.name: ["rule_spectral_theorem"],
    Rule.intersection.name: ["rule_intersection", "rule_intersection_positive"],
    Rule.monotonicity.name: ["rule_monotonicity"],
    Rule.kroneckerSumSpectrum.name: [
      "rule_spectrum_kron_left", "rule_spectrum_kron_left_above", "rule_spectrum_kron_right",
      "rule_spectrum_kron_right_above", "rule_spectrum_kron_sum", "rule_spectrum_kron_sum_above",
      "rule_spectrum_shifted", "rule_spectrum_shifted_above", "rule_spectrum_gram", "rule_spectrum_gram_above",
      "rule_kron_sum_is_lambda_min",
      "rule_kron_sum_is_lambda_max", "rule_gram_is_lambda_min", "rule_gram_is_lambda_max",
    ],
    Rule.kroneckerMonotone.name: ["rule_kronecker_monotone", "rule_kronecker_monotone_mirrored"],
    Rule.mcCormick.name: ["rule_mccormick", "rule_mccormick_mirrored"],
    Rule.loewnerSum.name: ["rule_loewner_sum"],
    Rule.quotient.name: ["rule_quotient", "rule_quotient_positive"],
    Rule.factors.name: ["rule_factors"],
    Rule.mediant.name: ["rule_mediant"],
    Rule.convexAtMostMaximum.name: ["rule_convex_maximum"],
    Rule.attainedQuotient.name: ["rule_attained_quotient", "rule_attained_quotient_cancelled"],
    Rule.rayleigh.name: ["rule_rayleigh"],
    Rule.flags.name: ["rule_flags", "rule_flags_mirrored", "rule_flags_network", "rule_flags_network_mirrored"],
    MatrixLaw.mixedProduct.rule.name: ["rule_mixed_product"],
    MatrixLaw.sumInsideKronecker.rule.name: [
      "rule_sum_inside_kronecker", "rule_sum_inside_kronecker_mirrored",
    ],
    MatrixLaw.sumInsideKroneckerSum.rule.name: ["rule_sum_inside_kronecker_sum"],
    MatrixLaw.twoLayers(LinearTerms.l).rule.name: ["rule_two_layers"],
  ]

  /// The lemmas of a rule; none where the rule isn't proved yet.
  public static func lemmas(of rule: Rule) -> [String] { table[rule.name] ?? [] }
}
