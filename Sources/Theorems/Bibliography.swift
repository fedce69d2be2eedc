/// The literature behind the abbreviations in sources.
public enum Bibliography {
  /// The full references, by abbreviation.
  public static let references: [(key: String, reference: String)] = [
    (
      "[ZSL24]",
      "J. Zhao, S. P. Singh, A. Lucchi, Theoretical characterisation of the Gauss-Newton conditioning in neural "
        + "networks, NeurIPS 2024, arXiv 2411.02139"
    ),
    (
      "[SBH21]",
      "S. P. Singh, G. Bachmann, T. Hofmann, Analytic insights into structure and rank of neural network Hessian maps, "
        + "NeurIPS 2021"
    ),
    (
      "[CGH19]",
      "T. Cai, R. Gao, J. Hou, et al., Gram-Gauss-Newton method: learning overparameterized neural networks for "
        + "regression problems, arXiv 1905.11675"
    ),
    (
      "[McC76]",
      "G. P. McCormick, Computability of global solutions to factorable nonconvex programs: Part I, Mathematical "
        + "Programming 10 (1976)"
    ),
    ("[HJ]", "R. Horn, C. Johnson, Matrix Analysis, and Topics in Matrix Analysis, Cambridge University Press"),
  ]

  /// The references that a text uses, one a line.
  public static func references(usedIn text: String) -> [String] {
    // Without its bracket: "[ZSL24, Lemma 2]" cites too.
    references.filter { text.contains($0.key.dropLast()) }.map { "\($0.key) \($0.reference)" }
  }
}
