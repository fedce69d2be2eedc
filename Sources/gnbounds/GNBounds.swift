import Theorems
import BoundKernel
import Verification
@main struct GNBounds {
  static func main() async throws {
    let catalogue = try Catalogue.standard()
    for t in catalogue.theorems { print(t.identifier, t.formula(in: LinearTerms.notation(.text))) }
    let c = ContinuousClock()
    let start = c.now
    let result = try await Check(catalogue.theorems, trials: 10000, jobs: 2).run()
    print(c.now - start)
    for s in result.summaries { print(s.theorem.identifier, s.trials, s.counts, s.quantiles.map { "\($0)" } ?? "-") }
  }
}
