import BoundKernel
import LinearAlgebra
import Networks
import Testing
import Theorems

@testable import Verification

/// What a plan refuses, and what rank theorems say where an assumption fails.
@Suite struct PlanRefusalTests {
  /// Linear and residual networks have one subject; a residual network's weights aren't its layers.
  @Test func aPlanIsAboutOneFamily() throws {
    let failure = #expect(throws: TheoremError.self) { try TheoremPlan([.linearWeyl(), .residualWeyl()]) }
    #expect(
      failure?.description
        == "residual.weyl: the derivation fails: evaluation: needs a theorem about the family 'linear', as the first is, "
        + "found one about 'residual'")
    #expect(throws: TheoremError.self) { try TheoremPlan([.residualWeyl(), .linearRank()]) }
    #expect(try TheoremPlan([.linearWeyl(), .linearRank()]).theorems.count == 2)
  }

  /// A linear network whose data factor is said to be nonsingular, but comes out as 0.
  private final class WithoutData: LayeredMeasurements, InstanceMeasurements {
    init(_ instance: LinearInstance) { super.init(layers: instance) }
    func restart(_ instance: LinearInstance) { restart(layers: instance) }
    var instance: LinearInstance { layers }

    override func matrix(_ name: NamedMatrix) throws(MeasurementError) -> MatrixHandle {
      name == .dataFactor ? insert(.zero(rows: 1, columns: 1), rank: 0) : try super.matrix(name)
    }
  }

  /// L = 1, k = d = 1, S = 0: the formula says 1, the rank is 0.
  @Test func rankTheoremsNeedNonsingularData() throws {
    let instance = try LinearInstance(
      network: LinearNetwork(weights: [Matrix([[2]])]), data: SecondMoment(factor: Matrix([[3]])))
    let plan = try TheoremPlan([.linearRank()])
    #expect(try plan.judge(LinearMeasurements(instance)).outcomes.map(\.verdict) == [.holds])
    #expect(try plan.judge(WithoutData(instance)).outcomes.map(\.verdict) == [.inapplicable])
  }

  /// The samples are numbered 1 … n.
  @Test func aSampleThatIsNotThereIsRefused() throws {
    let network = try ReLUNetwork(hidden: Matrix([[1, 2], [3, -1]]), output: Matrix([[1, 1]]), slope: 0.5)
    let instance = try ReLUInstance(network: network, data: Matrix([[1, 0, 2], [0, 1, -1]]))
    var workspace = Workspace()
    let measurements = ReLUMeasurements(try RankedReLUInstance(instance, &workspace))
    for number in [0, 4] {
      let error = #expect(throws: MeasurementError.self) { try measurements.matrix(FamilyMatrix.sample(number)) }
      #expect(error?.description == "a bound speaks of sample \(number): they're numbered from 1 to 3")
      #expect(throws: MeasurementError.self) { try measurements.matrix(FamilyMatrix.activationPattern(number)) }
    }
    #expect(try measurements.matrix(FamilyMatrix.sample(3)) != nil)
    #expect(try measurements.matrix(FamilyMatrix.activationPattern(3)) != nil)
  }
}
