import Foundation
import LinearAlgebra
import Networks
import TestSupport
import Testing
import Theorems
import Verification

@Suite struct CounterexampleTests {
  @Test func everyBitSurvives() throws {
    var stream = Draw.stream(1, "counterexample")
    var first = Draw.matrix(3, 2, &stream)
    first[0, 0] = 0x1p-1074
    first[1, 0] = -1.7976931348623157e308
    first[2, 0] = 0.1
    first[0, 1] = -0.0
    let instance = try LinearInstance(
      network: LinearNetwork(weights: [first, Draw.matrix(1, 3, &stream)]),
      data: SecondMoment(factor: Draw.matrix(2, 2, &stream)))
    let example = Counterexample(instance.values, refuting: "x", conditionNumber: 2, bound: 1)
    let read = try Counterexample(decoding: example.encoded())
    #expect(read == example)
    let again = try #require(try read.measurements() as? LinearMeasurements).instance
    for (a, b) in zip(again.network.weights, instance.network.weights) {
      #expect(a.elements.map(\.bitPattern) == b.elements.map(\.bitPattern))
    }
    #expect(again.data.factor == instance.data.factor)
    #expect(again.ranks.provenance == .exact)
  }

  @Test func everyFamilySurvives() throws {
    var workspace = Workspace()
    for index in 0..<40 {
      let residual = try TrialSource(ResidualEnsemble(), seed: 1).instance(index, &workspace)
      let relu = try TrialSource(ReLUEnsemble(), seed: 1).instance(index, &workspace)
      for values in [residual.values, relu.values] {
        let example = Counterexample(values, refuting: "x", conditionNumber: 2, bound: 1)
        let again = try Counterexample(decoding: example.encoded())
        #expect(again == example)
        #expect(try again.measurements().values == values)
      }
      // The same κ from the values as from the trial.
      let measured = try residual.values.measurements().spectrum().conditionNumber
      let κ = try ResidualMeasurements(residual).spectrum().conditionNumber
      if let κ, κ < 1e6 { #expect(relativeDifference(try #require(measured), κ) < 1e-9) }
      let condition = try relu.values.measurements().spectrum().conditionNumber
      #expect(condition == relu.spectrum.gaussNewton.conditionNumber)
    }
  }

  @Test(arguments: [
    (
      #""family": "residual", "weights": [[["1"]]], "dataFactor": [["1"]]"#,
      "strengths: an instance of the family residual needs strengths"
    ),
    (
      #""family": "residual", "weights": [[["1"]]], "strengths": ["1"]"#,
      "dataFactor: an instance of the family residual needs dataFactor"
    ),
    (
      #""family": "residual", "weights": [[["1", "2"]]], "strengths": ["1"], "dataFactor": [["1", "0"], ["0", "1"]], "basis": [["2", "0"], ["0", "1"]]"#,
      "basis: the columns of the data's basis U aren't orthonormal: ‖UᵀU − I‖ = 3.0, which rounding can't explain"
    ),
    (
      #""family": "conv", "weights": [[["1"]]], "data": [["1e200"]], "kernels": [[1, 1]], "image": [1, 1]"#,
      "data: the images' autocorrelation exceeds the largest 64-bit floating-point number: scale the images down"
    ),
    (
      #""family": "relu", "weights": [[["1"]], [["1"]]], "slope": "0.5""#,
      "data: an instance of the family relu needs data"
    ),
    (
      #""family": "relu", "weights": [[["1"]], [["1"]]], "data": [["1"]]"#,
      "slope: an instance of the family relu needs slope"
    ),
    (
      #""family": "relu", "weights": [[["1"]]], "slope": "0.5", "data": [["1"]]"#,
      "weights V and W: an instance of the family relu needs weights V and W"
    ),
    (
      #""family": "relu", "weights": [[["1"]], [["1"]]], "slope": "x", "data": [["1"]]"#,
      "slope: entry 1: 'x' is not a finite number"
    ),
  ])
  func whatAFamilyNeedsIsAskedFor(_ content: String, _ message: String) throws {
    let text = """
      {"schema": "gnbounds.counterexample/2", "theorem": "x", \(content), "conditionNumber": 4, "bound": 1}
      """
    let example = try Counterexample(decoding: Data(text.utf8))
    let error = #expect(throws: CounterexampleError.self) { try example.measurements() }
    #expect(error?.description == message)
  }

  @Test func decimalNumbersAreRead() throws {
    let text = """
      {"schema": "gnbounds.counterexample/2", "family": "linear", "theorem": "x", "weights": [[["1", "0.5"]]],
       "dataFactor": [["2", "0"], ["0", "1e0"]], "conditionNumber": 4, "bound": 1}
      """
    let values = try Counterexample(decoding: Data(text.utf8)).measurements().values
    #expect(values.weights[0].elements == [1, 0.5])
  }

  @Test(arguments: [
    ("{}", "missing"), ("[1, 2", "not a counterexample"), ("[]", "not a counterexample"),
    (
      #"{"schema": "other/1", "family": "linear", "theorem": "x", "weights": [], "dataFactor": [], "conditionNumber": 1, "bound": 1}"#,
      "other/1"
    ),
  ])
  func otherFilesAreRefused(_ text: String, _ reason: String) {
    let error = #expect(throws: CounterexampleError.self) { try Counterexample(decoding: Data(text.utf8)) }
    #expect(error?.description.contains(reason) == true)
    // Of the file as a whole no part is named.
    #expect(error?.place == (reason == "other/1" ? "schema" : nil))
  }

  @Test(arguments: [
    (#"[[["a"]]]"#, #"[["1"]]"#, "weights.1: row 1, column 1: 'a' is not a finite number"),
    (#"[[["nan"]]]"#, #"[["1"]]"#, "weights.1: row 1, column 1: 'nan' is not a finite number"),
    (#"[[["1", "2"], ["3"]]]"#, #"[["1"]]"#, "weights.1: row 2 has 1 entries where row 1 has 2"),
    (#"[[["1"]], [["1", "1"]]]"#, #"[["1"]]"#, "weights: layer 2: 1×2 can't follow 1×1 (2 ≠ 1)"),
    ("[]", #"[["1"]]"#, "weights: a network needs at least one layer"),
    (
      #"[[["1"]]]"#, #"[["0"]]"#,
      "dataFactor: the data factor S has rank 0 of 1: remove the data's null directions first"
    ),
    (#"[[["1"]]]"#, "[]", "dataFactor: 0×0: a matrix needs at least one row and one column"),
  ])
  func badInstancesAreRefusedWithTheirPlace(_ weights: String, _ factor: String, _ message: String) throws {
    let text = """
      {"schema": "gnbounds.counterexample/2", "family": "linear", "theorem": "x", "weights": \(weights), "dataFactor": \(factor),
       "conditionNumber": 4, "bound": 1}
      """
    let example = try Counterexample(decoding: Data(text.utf8))
    let error = #expect(throws: CounterexampleError.self) { try example.measurements() }
    #expect(error?.description == message)
  }
}
