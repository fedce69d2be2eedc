import Networks
import Testing

/// The choice of a route, by shapes whose order of times was measured.
@Suite struct SpectrumCostTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let widths: [Int]
    let form: SecondMoment.Form
    let route: SpectrumRoute
    var testDescription: String { "\(widths) \(form): \(route)" }
  }

  static let shapes = [
    Shape(widths: [64, 10], form: .general, route: .singleLayer),
    Shape(widths: [64, 256, 10], form: .whitened, route: .closed),
    Shape(widths: [64, 256, 10], form: .isotropic, route: .closed),
    Shape(widths: [64, 256, 10], form: .general, route: .split),
    Shape(widths: [784, 1024, 10], form: .general, route: .split),
    Shape(widths: [8, 16, 16, 16, 4], form: .whitened, route: .dense),
    Shape(widths: [4, 8, 8, 2], form: .general, route: .dense),
    Shape(widths: [64, 500, 500, 10], form: .whitened, route: .matrixFree),
    Shape(widths: [64, 256, 256, 256, 256, 256, 256, 256, 10], form: .whitened, route: .matrixFree),
    Shape(widths: [784, 1024, 1024, 10], form: .general, route: .matrixFree),
    Shape(widths: [3136, 4096, 4096, 10], form: .whitened, route: .matrixFree),
    Shape(widths: [10, 256, 256, 200], form: .whitened, route: .matrixFree),
  ]

  private func cost(_ widths: [Int], _ form: SecondMoment.Form, rank: Int? = nil) -> SpectrumCost {
    SpectrumCost(widths: widths, form: form, rank: rank ?? widths[0] * widths[widths.count - 1])
  }

  @Test(arguments: shapes) func shapesGetTheirRoute(_ shape: Shape) {
    #expect(cost(shape.widths, shape.form).cheapest() == shape.route)
  }

  /// Whatever is chosen is the cheapest by the model, and what doesn't apply is never chosen.
  @Test func theCheapestIsChosen() {
    for d in [1, 2, 8, 30, 100, 1000] {
      for k in [1, 3, 10, 50] {
        for depth in 1...5 {
          for form in [SecondMoment.Form.whitened, .isotropic, .general] {
            let cost = cost([d] + Array(repeating: 2 * d, count: depth - 1) + [k], form)
            let ranking = cost.ranking
            #expect(ranking.allSatisfy { $0.seconds > 0 && $0.seconds.isFinite })
            #expect(zip(ranking, ranking.dropFirst()).allSatisfy { $0.seconds <= $1.seconds })
            #expect(cost.cheapest(within: SpectrumBudget(denseBytes: .max)) == ranking.first?.route)
            #expect((cost.seconds(for: .singleLayer) != nil) == (depth == 1))
            #expect((cost.seconds(for: .closed) != nil) == (depth == 2 && form != .general))
            #expect((cost.seconds(for: .split) != nil) == (depth == 2 && form == .general))
            #expect((cost.seconds(for: .matrixFree) != nil) == (depth > 1))
          }
        }
      }
    }
  }

  @Test func memoryAndRankDecide() {
    let large = cost([784, 1024, 1024, 10], .whitened)
    #expect(large.denseBytes == 16 * 7840 * 7840)
    // More bytes than an integer counts.
    let huge = cost([1 << 20, 1, 1 << 20], .whitened, rank: 1)
    #expect(huge.denseBytes == 0x1p84 && huge.cheapest() != .dense)
    // Singular: the smallest nonzero eigenvalue isn't at an end.
    let singular = cost([784, 5, 1024, 10], .whitened, rank: 3925)
    #expect(singular.seconds(for: .matrixFree) == nil)
    #expect(singular.cheapest() == .dense)
    #expect(singular.cheapest(within: SpectrumBudget(denseBytes: 900 << 20)) == nil)
    let tiny = SpectrumBudget(denseBytes: 0)
    #expect(cost([8, 16, 16, 4], .whitened).cheapest(within: tiny) == .matrixFree)
  }

  /// Times grow with every width and with the depth.
  @Test func timesGrow() {
    for route in [SpectrumRoute.dense, .matrixFree] {
      let base = cost([20, 40, 40, 5], .general).seconds(for: route) ?? .infinity
      for widths in [[21, 40, 40, 5], [20, 41, 40, 5], [20, 40, 41, 5], [20, 40, 40, 6], [20, 40, 40, 40, 5]] {
        #expect((cost(widths, .general).seconds(for: route) ?? 0) > base, "\(widths) \(route)")
      }
    }
  }
}
