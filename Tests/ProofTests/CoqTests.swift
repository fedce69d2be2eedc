import Foundation
import Formalization
import Testing
import Theorems

/// What Coq says of the proofs.
@Suite struct CoqTests {
  @Test(.enabled(if: ProofFolder.hasCoq, ProofFolder.missing))
  func coqAcceptsEveryProofWithoutAxioms() throws {
    let workshop = try ProofWorkshop.shared.get()
    #expect(workshop.status == 0, "\(workshop.output)")
    let asked = try ProofFolder.sources().values.reduce(0) { $0 + $1.ranges(of: "Print Assumptions").count }
    #expect(asked > 60)
    #expect(workshop.output.ranges(of: "Closed under the global context").count == asked)
    #expect(!workshop.output.contains("Axioms:"))
  }

  /// The compiled-in table against Coq itself: every theorem that is said to be proved exists under its name and rests on
  /// nothing.
  @Test(.enabled(if: ProofFolder.hasCoq, ProofFolder.missing))
  func whatTheToolCallsProvedIsWhatCoqAccepts() throws {
    let workshop = try ProofWorkshop.shared.get()
    var text = ""
    for proof in CheckedProof.all.values {
      let module = proof.file.dropFirst("Proofs/".count).dropLast(".v".count)
      text += "From GNBounds Require \(module).\nPrint Assumptions \(module).\(proof.theorem).\n"
    }
    let (accepted, output) = try workshop.compile(text)
    #expect(accepted, "\(output)")
    #expect(output.ranges(of: "Closed under the global context").count == CheckedProof.all.count)
  }

  /// A false relative isn't accepted: each is a generated file with one thing wrong.
  @Test(
    .enabled(if: ProofFolder.hasCoq, ProofFolder.missing),
    arguments: [
      Falsehood("LinearWeyl.v", "((lambda_max_Sigma / lambda_min_Sigma) * (", "((1 / 1) * ("),
      Falsehood("LinearWeyl.v", "rule_weyl_sum step_3", "rule_weyl_sum step_2"),
      Falsehood("LinearWeyl.v", "below_sigma_row (after l) (row_P l)", "above_sigma_max (after l) (row_P l)"),
      Falsehood("LinearConvex.v", "row_P l * col_Q l", "row_P l * max_Q l"),
      Falsehood("LinearLoose.v", "Num.max/0", "Num.min/0"),
      Falsehood("LinearLayerwise.v", "behind i l", "behind l i"),
      Falsehood("LinearOnehidden.v", "gram S = lambda_max_Sigma%:M", "gram S = gram S"),
      Falsehood("LinearDatacoupled.v", "\\sum_(l : layers N) max_P l * max_QS l", "\\sum_(l : layers N) max_P l"),
      Falsehood("LinearCoupled.v", "Num.min", "Num.max"),
      Falsehood("LinearEnvelope.v", ") - (\\sum", ") + (\\sum"),
      Falsehood("LinearLower.v", "sqn u_2 * sqn v_2", "sqn u_1 * sqn v_2"),
      Falsehood("LinearLower.v", "exists y, mxvec (u_2 *m v_2^T) = y", "exists y, mxvec (u_1 *m v_1^T) = y"),
      Falsehood(
        "LinearBottleneck.v", "(k - \\rank (after first)) * \\rank (before last))", "(k - \\rank (after first)) * d)"),
      Falsehood("LinearBottleneck.v", "0 < lambda_min_Sigma.", "0 <= lambda_min_Sigma."),
      Falsehood("LinearRank.v", "rank_of (1%:M : 'M[R]_k) (preceding l)", "0"),
      Falsehood("LinearRank.v", "0 < lambda_min_Sigma.", "0 <= lambda_min_Sigma."),
      Falsehood("ResidualCoupled.v", "Num.max", "Num.min"),
      Falsehood("ResidualPerturbation.v", "above_sigma_max (skip Net l) 1", "above_sigma_max (skip Net l) 2%:R"),
      Falsehood("ResidualPerturbation.v", " - `|strength", " + `|strength"),
      Falsehood(
        "ResidualAligned.v", "aligned (branch Net l) (skip Net l) (strength Net l)", "0 <= strength Net l"),
      Falsehood("ReluWeyl.v", "alpha ^+ 2 * row_W", "row_W"),
      Falsehood("ReluWeyl.v", "0 <= alpha <= 1", "0 <= alpha"),
      Falsehood("ReluMasked.v", "below_sigma_row (W *m", "above_sigma_max (W *m"),
      Falsehood("ReluSchur.v", "Num.min", "Num.max"),
      Falsehood("ReluCoupled.v", ") - col_X * row_H", ") + col_X * row_H"),
      Falsehood("ReluLower.v", "is_lambda_max (compressed", "above_lambda_max (compressed"),
      Falsehood("GramDuality.v", "is_sigma_positive J", "below_sigma_positive J"),
      Falsehood("BatchnormWeyl.v", "Num.min (", "Num.max ("),
      Falsehood("BatchnormWeyl.v", "0 < s i /\\ s i ^+ 2", "0 < s i /\\ s i"),
      Falsehood("BatchnormLower.v", "is_lambda_min (compressed", "below_lambda_min (compressed"),
      Falsehood("BatchnormRank.v", "0 < lambda_min_Sigma.", "0 <= lambda_min_Sigma."),
      Falsehood("ConvWeyl.v", "below_sigma_row (kernel_map l)", "above_sigma_max (kernel_map l)"),
      Falsehood("ConvWeyl.v", "autocorrelation X Net = gram S", "gram S = gram S"),
      Falsehood("ConvWeyl.v", "((lambda_max_Sigma / lambda_min_Sigma) * (", "((1 / 1) * ("),
      Falsehood("ConvCongruence.v", "below_sigma_positive", "above_sigma_max"),
      Falsehood("ConvCongruence.v", "(max_maps / positive_maps)", "(positive_maps / max_maps)"),
      Falsehood("ConvRank.v", "(kernel_size l - 1)) + 1", "(kernel_size l - 1))"),
      Falsehood("ConvRank.v", "0 < lambda_min_Sigma.", "0 <= lambda_min_Sigma."),
      Falsehood(
        "ConvRank.v", "coprime_kernels Net",
        "[/\\ (0 < #|layers N|)%N, single_channels N & forall l : layers N, weight l != 0]"),
      Falsehood("BatchnormWeyl.v", "gram (centered X)", "gram X"),
      Falsehood("BatchnormLower.v", "n%:R^-1 *: gram", "gram"),
      Falsehood("BatchnormLower.v", "X V W s) lo hi", "X V W s) hi lo"),
      Falsehood("BatchnormRank.v", "gram (centered X)", "gram X"),
      Falsehood("BatchNorm.v", "(centered X) n%:R^-1 i) 0 j)", "(centered X) 0 i) 0 j)"),
      Falsehood("BatchNorm.v", "const_mx 1 + t *: hg", "t *: hg"),
    ])
  func coqRejectsFalsehoods(_ falsehood: Falsehood) throws {
    let workshop = try ProofWorkshop.shared.get()
    try #require(workshop.status == 0, "where the proofs themselves don't compile, a rejection says nothing")
    let text = try ProofFolder.text(falsehood.file)
    #expect(text.contains(falsehood.truth))
    let (accepted, _) = try workshop.compile(text.replacing(falsehood.truth, with: falsehood.lie))
    #expect(!accepted)
  }

  struct Falsehood: Sendable, CustomTestStringConvertible {
    let file: String
    let truth: String
    let lie: String

    init(_ file: String, _ truth: String, _ lie: String) {
      self.file = file
      self.truth = truth
      self.lie = lie
    }

    var testDescription: String { "\(file): \(lie) for \(truth)" }
  }

  /// A rejection means something only where the same file, unchanged, is accepted.
  @Test(.enabled(if: ProofFolder.hasCoq, ProofFolder.missing))
  func theWorkshopAcceptsWhatIsTrue() throws {
    let (accepted, output) = try ProofWorkshop.shared.get().compile(try ProofFolder.text("LinearLower.v"))
    #expect(accepted, "\(output)")
  }

  @Test func nothingIsAdmitted() throws {
    for (name, text) in try ProofFolder.sources() {
      for word in ["Admitted", "admit", "Axiom", "Parameter", "Conjecture", "bypass_check"] {
        #expect(!text.contains(word), "\(name) contains \(word)")
      }
    }
  }

  /// No theorem goes unasked, and no lemma that the README cites.
  @Test func whatIsClaimedIsAskedForItsAxioms() throws {
    let cited = Set(try ProofFolder.text("README.md").matches(of: /`(\w+)`/).map { String($0.1) })
    var known: Set<String> = []
    for (name, text) in try ProofFolder.sources() {
      for match in text.matches(of: /(Theorem|Lemma) (\w+)/) {
        let statement = String(match.2)
        known.insert(statement)
        guard match.1 == "Theorem" || cited.contains(statement) else { continue }
        let isAsked = text.contains("Print Assumptions \(statement).")
        #expect(isAsked, "\(name): \(statement)")
      }
    }
    #expect(cited.count(where: known.contains) > 30)
  }

  /// Every lemma is used by another, named by a rule or cited in the README.
  @Test func nothingIsProvedForNothing() throws {
    let words = try ProofFolder.sources().values.flatMap { text in
      text.replacing(/\(\*.*?\*\)|Print Assumptions \w+/.dotMatchesNewlines(), with: "")
        .split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "'" }
    }
    let uses = Dictionary(grouping: words, by: \.self).mapValues(\.count)
    let readme = try ProofFolder.text("README.md")
    for (name, text) in try ProofFolder.sources() {
      for lemma in text.matches(of: /Lemma ([\w']+)/).map(\.1) where !lemma.hasPrefix("rule_") {
        let isOfUse = uses[lemma, default: 0] > 1 || readme.contains("`\(lemma)`")
        #expect(isOfUse, "\(name): \(lemma)")
      }
    }
  }

  @Test func theProjectListsEveryFile() throws {
    let project = try ProofFolder.text("_CoqProject").split(separator: "\n").filter { $0.hasSuffix(".v") }
    #expect(project.map(String.init).sorted() == (try ProofFolder.names(ending: ".v")))
  }
}
