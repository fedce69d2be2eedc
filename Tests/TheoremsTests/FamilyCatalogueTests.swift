import BoundKernel
import Networks
import Testing

@testable import Theorems

/// The statements about residual and ReLU networks.
@Suite struct FamilyCatalogueTests {
  /// The formulas, as theory has them.
  static let formulas: [String: String] = [
    "residual.weyl": "κ(Ĝ) ≤ κ(Σ)·(Σ_l σ_max²(P_l)·σ_max²(Q_l)) / (Σ_l σ_row²(P_l)·σ_col²(Q_l))",
    "residual.perturbation":
      "κ(Ĝ) ≤ κ(Σ)·(Σ_l Π_{i≠l} (σ_max(W^i) + |β_i|)²)"
      + " / (Σ_l Π_{i>l} max{0, σ_row(W^i) − |β_i|, σ_row(E_i)·|β_i| − σ_max(W^i)}²"
      + "·Π_{i<l} max{0, σ_col(W^i) − |β_i|, σ_col(E_i)·|β_i| − σ_max(W^i)}²)",
    "residual.aligned":
      "κ(Ĝ) ≤ κ(Σ)·(Σ_l Π_{i≠l} (σ_max(W^i) + |β_i|)²)"
      + " / (Σ_l Π_{i>l} (σ_row(W^i) + |β_i|)²·Π_{i<l} (σ_col(W^i) + |β_i|)²)",
    "conjecture.residual-monotone":
      "κ(Ĝ) ≤ κ(Σ)·(Σ_l Π_{i≠l} σ_max²(W^i)) / (Σ_l Π_{i>l} σ_row²(W^i)·Π_{i<l} σ_col²(W^i))",
    "relu.weyl": "κ(nK) ≤ (σ_max²(X)·σ_max²(W) + σ_max²(Φ)) / (σ_col²(X)·α²·σ_row²(W) + σ_col²(Φ))",
    "relu.masked":
      "κ(nK) ≤ (σ_max²(X)·(max_j σ_max²(W Δ_j)) + σ_max²(Φ)) / (σ_col²(X)·(min_j σ_row²(W Δ_j)) + σ_col²(Φ))",
    "relu.schur":
      "κ(nK) ≤ (min{σ_max²(H)·(max_j ‖x_j‖²), σ_max²(X)·(max_j σ_max²(W Δ_j))} + σ_max²(Φ))"
      + " / (max{σ_row²(H)·(min_j ‖x_j‖²), σ_col²(X)·(min_j σ_row²(W Δ_j))} + σ_col²(Φ))",
    "relu.coupled":
      "κ(nK) ≤ min{λ_max(diag_j(σ_max²(X)·σ_max²(W Δ_j) + σ_row²(H)·‖x_j‖² − σ_max²(X)·σ_row²(H)) + Φᵀ Φ), "
      + "λ_max(diag_j(σ_col²(X)·σ_max²(W Δ_j) + σ_max²(H)·‖x_j‖² − σ_col²(X)·σ_max²(H)) + Φᵀ Φ)}"
      + " / λ_min(diag_j(σ_col²(X)·σ_row²(W Δ_j) + σ_row²(H)·‖x_j‖² − σ_col²(X)·σ_row²(H)) + Φᵀ Φ)",
    "relu.lower": "κ(nK) ≥ λ_max(K_1)·‖u_2‖² / (λ_min(K_2)·‖u_1‖²)",
    "gram.duality": "κ(nK) = σ_max²(J) / σ⁺²(J)",
    "conjecture.relu-preactivation-upper":
      "κ(nK) ≤ (σ_max²(X)·σ_max²(W) + σ_max²(V X)) / (α²·σ_col²(X)·σ_row²(W) + σ_col²(Φ))",
    "batchnorm.weyl":
      "κ(Ĝ) ≤ (σ_max²(W diag_i(max{σ_max(S) / s_i, 1})) + σ_max²(U))"
      + " / (σ_row²(W diag_i(min{σ_row(S) / s_i, 1})) + σ_col²(U))",
    "batchnorm.lower": "κ(Ĝ) ≥ λ_max(T_1)·‖u_2‖² / (λ_min(T_2)·‖u_1‖²)",
    "batchnorm.rank": "rank(Ĝ) = rank(W)·d + (k − rank(W))·rank(V)",
    "conv.weyl": "κ(Ĝ) ≤ κ(M_0)·(Σ_l σ_max²(C_l)) / (Σ_l σ_row²(C_l))",
    "conv.congruence": "κ(Ĝ) ≤ κ(M_0)·σ_max²(C) / σ⁺²(C)",
    "conv.rank": "rank(Ĝ) = Σ_l (|r_l| − 1) + 1",
    "control.slope-unsquared":
      "κ(nK) ≤ (σ_max²(X)·σ_max²(W) + σ_max²(Φ)) / (α·σ_col²(X)·σ_row²(W) + σ_col²(Φ))",
  ]

  @Test(arguments: formulas.keys.sorted()) func formulaIsTheorys(_ identifier: String) throws {
    let catalogue = try Catalogue.standard()
    let theorem = try #require(catalogue[identifier])
    #expect(theorem.formula(.text) == Self.formulas[identifier])
  }

  @Test func everyTheoremOfTheorySectionsThreeToSixIsDerived() throws {
    for (catalogue, names) in [
      (try Catalogue.residual(), ["weyl", "coupled", "perturbation", "aligned"].map { "residual.\($0)" }),
      (
        try Catalogue.relu(), ["weyl", "masked", "schur", "coupled", "lower"].map { "relu.\($0)" } + ["gram.duality"]
      ),
      (try Catalogue.batchNorm(), ["weyl", "lower", "rank"].map { "batchnorm.\($0)" }),
      (try Catalogue.convolution(), ["weyl", "congruence", "rank"].map { "conv.\($0)" }),
    ] {
      let theorems = catalogue.theorems.filter { $0.kind == .theorem }
      #expect(Set(theorems.map(\.identifier)) == Set(names))
      for theorem in theorems {
        #expect(theorem.judgement != nil && theorem.subject == theorem.family.subject)
        #expect(theorem.ensemble == nil)
      }
    }
  }

  /// A residual theorem is the linear one about the layers V^l: the same judgement.
  @Test func residualTheoremsAreTheLinearOnesOnTheLayers() throws {
    for name in ["weyl", "coupled"] {
      let (residual, linear) = (try Catalogue.residual()["residual.\(name)"], try Catalogue.linear()["linear.\(name)"])
      guard case .upper(let a) = residual?.evidence, case .upper(let b) = linear?.evidence else {
        Issue.record("\(name) isn't an upper bound")
        continue
      }
      #expect(a.bound == b.bound && a.assumptions == b.assumptions)
    }
  }

  /// `relu.schur` and `relu.coupled` don't say more than they may: all upper bounds rest on signs only.
  @Test func assumptionsAreThoseOfTheory() throws {
    for theorem in try Catalogue.relu().theorems where theorem.kind == .theorem && theorem.relation == .upper {
      #expect(theorem.assumptions.allSatisfy { $0.failureIsVacuous }, "\(theorem.identifier)")
    }
    let notation = NetworkFamily.relu.notation(.text)
    let lower = try #require(try Catalogue.relu()["relu.lower"])
    #expect(notation.print(lower.assumptions[0]) == "rank(nK) = kn")
    let aligned = try #require(try Catalogue.residual()["residual.aligned"])
    #expect(
      notation.print(aligned.assumptions[0]) == "square layers, W^l symmetric positive semidefinite, β_l ≥ 0")
    #expect(try Theorem.residualPerturbation().assumptions.allSatisfy { $0.failureIsVacuous })
    let (batchNorm, convolution) = (try Theorem.batchNormRank(), try Theorem.convolutionRank())
    #expect(batchNorm.assumptions.map(NetworkFamily.batchnorm.notation(.text).print) == ["λ_min(Σ) > 0"])
    #expect(
      convolution.assumptions.map(NetworkFamily.conv.notation(.text).print)
        == ["one channel in every layer, kernels pairwise coprime", "λ_min(M_0) > 0"])
  }

  /// The abbreviations of a formula are explained.
  @Test func abbreviationsAreDefined() throws {
    let notation = NetworkFamily.relu.notation(.text)
    let formula = try Theorem.reluLower().formula(.text)
    let definitions = notation.definitions(usedIn: formula)
    #expect(definitions.contains("nK = (1 1ᵀ ⊗ Xᵀ X) ∘ H Hᵀ + I ⊗ Φᵀ Φ"))
    #expect(definitions.contains("H = W ⊙ Dᵀ"))
    #expect(definitions.contains("K_1 = Xᵀ X ∘ (u_1ᵀ W ⊙ Dᵀ) (u_1ᵀ W ⊙ Dᵀ)ᵀ + ‖u_1‖²·Φᵀ Φ"))
  }

  @Test func batchNormDefinitions() throws {
    let definitions = NetworkFamily.batchnorm.notation(.text).definitions(
      usedIn: try Theorem.batchNormLower().formula(.text))
    #expect(definitions.contains("Ĝ = Σ_i w_i w_iᵀ ⊗ N_i + I ⊗ Uᵀ U"))
    #expect(definitions.contains("N_i = (1 / s_i²)·Π_i Sᵀ (Π_i Sᵀ)ᵀ + u_i u_iᵀ"))
    #expect(definitions.contains("T_1 = Σ_i |u_1ᵀ w_i|²·N_i + ‖u_1‖²·Uᵀ U"))
  }

  /// No definition only says another name.
  @Test(arguments: NetworkFamily.allCases) func noMatrixHasTwoNames(_ family: NetworkFamily) throws {
    let formulas = try Catalogue.standard().theorems.filter { $0.family == family }.map { $0.formula(.text) }
    let definitions = family.notation(.text).definitions(usedIn: formulas.joined(separator: "\n"))
    let (names, meanings) = (
      definitions.map { $0.prefix { $0 != " " } }, definitions.map { $0.drop { $0 != "=" }.dropFirst(2) }
    )
    #expect(!definitions.isEmpty && Set(names).isDisjoint(with: meanings), "\(definitions)")
  }
}
