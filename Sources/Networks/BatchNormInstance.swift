public import LinearAlgebra

/// A two-layer network with batch normalisation on the covariance Σ = SSᵀ of its data, reduced to their range: everything
/// that decides κ(G). The data's mean doesn't.
public struct BatchNormInstance: Sendable, Hashable {
  /// The network.
  public let network: BatchNormNetwork
  /// The same weights on the same data without batch normalisation.
  public let withoutNormalization: LinearInstance
  /// s_i = ‖Sᵀv_i‖.
  public let deviations: [Double]
  /// U, m×d, of the rows u_iᵀ = v_iᵀS/s_i.
  public let units: Matrix

  /// A network on data of as many inputs.
  ///
  /// - Parameter ranks: of `network.plain`; `nil` computes them exactly.
  /// - Throws: `NetworkError` when S isn't d×d, or a deviation underflows or overflows.
  public init(network: BatchNormNetwork, data: SecondMoment, ranks: PartialRanks? = nil) throws(NetworkError) {
    withoutNormalization = try LinearInstance(network: network.plain, data: data, ranks: ranks)
    let images = network.hidden * data.factor
    let columns = images.transposed
    deviations = (0..<network.width).map { columns.column($0).frobeniusNorm }
    for (unit, deviation) in deviations.enumerated() where !(deviation > 0) { throw .constantUnit(unit + 1) }
    let deviations = deviations
    do {
      units = try Matrix(
        rows: images.rows, columns: images.columns,
        elements: images.elements.enumerated().map { $1 / deviations[$0 % images.rows] })
    } catch { throw .matrix(error) }
    self.network = network
  }

  /// Σ, the covariance.
  public var data: SecondMoment { withoutNormalization.data }
  /// The ranks of V and W, as of the network without batch normalisation.
  public var ranks: PartialRanks { withoutNormalization.ranks }

  /// kd, the order of Ĝ.
  public var order: Int { network.inputs * network.outputs }
  /// r = pd + (k − p)q with p = rank W, q = rank V: `batchnorm.rank`.
  public var rank: Int { ranks.gaussNewton }

  /// The number of roundings that an entry of Ĝ and an eigenvalue meet, up to a constant: kd for the eigenvalue, the sizes
  /// that sums run over, and how much larger than u_i the terms are that cancel in it: with c = ‖S‖‖v_i‖/s_i, the error of
  /// Π_iSᵀ/s_i is about c‖S‖/s_i, in Π_iSᵀSΠ_i/s_i² that times ‖Π_iSᵀ‖/s_i, and λ_max(Ĝ) is at least ‖w_i‖² times the
  /// larger of 1 and the square of the last.
  public var roundings: Int {
    let size = Double(order + network.inputs + network.width + network.outputs)
    let norm = data.factor.frobeniusNorm
    var amplification = 1.0
    let rows = network.hidden.transposed
    for unit in 0..<network.width {
      let scale = norm / deviations[unit]
      let left = max(projectedFactor(unit).frobeniusNorm, .leastNormalMagnitude)
      amplification = max(
        amplification, rows.column(unit).frobeniusNorm * scale * max(1, scale * min(left, 1 / left)))
    }
    return Int(min(size * amplification, 1e15).rounded(.up))
  }

  /// Π_iSᵀ/s_i, d×d.
  func projectedFactor(_ unit: Int) -> Matrix {
    let (factor, inputs, deviation) = (data.factor, network.inputs, deviations[unit])
    let u = (0..<inputs).map { units[unit, $0] }
    let image = (0..<inputs).map { row in (0..<inputs).reduce(0) { $0 + factor[row, $1] * u[$1] } }
    return Matrix(rows: inputs, columns: inputs) { (factor[$1, $0] - u[$0] * image[$1]) / deviation }
  }

  /// N_i = Π_iSᵀSΠ_i/s_i² + u_iu_iᵀ, d×d.
  public func normalizedMoment(_ unit: Int) -> Matrix {
    var moment = projectedFactor(unit).gram()
    let units = units
    moment.add(1, Matrix(rows: moment.rows, columns: moment.rows) { units[unit, $0] * units[unit, $1] })
    return moment
  }

  /// Ĝ = Σ_i w_iw_iᵀ ⊗ N_i + I_k ⊗ UᵀU, kd×kd, with the nonzero spectrum of the Gauss-Newton matrix; its lower blocks only:
  /// decompositions of symmetric matrices don't read the others.
  ///
  /// - Throws: `MatrixError` when an entry overflows.
  /// - Complexity: O(m(d³ + k²d²)).
  public func matrix() throws(MatrixError) -> Matrix {
    let (k, d, m) = (network.outputs, network.inputs, network.width)
    let output = network.output
    var moments: [Double] = []
    moments.reserveCapacity(d * d * m)
    for unit in 0..<m { moments += normalizedMoment(unit).elements }
    let pairs = (0..<k).flatMap { a in (a..<k).map { (a, $0) } }
    let weights = Matrix(rows: m, columns: pairs.count) { output[pairs[$1].0, $0] * output[pairs[$1].1, $0] }
    // Column (a, b) is Σ_i w_aiw_bi N_i: one product for all blocks.
    let blocks = try Matrix(rows: d * d, columns: m, elements: moments) * weights
    let own = units.transposedGram()
    var result = Matrix.zero(rows: k * d, columns: k * d)
    for (position, (a, b)) in pairs.enumerated() {
      for j in 0..<d {
        for i in 0..<d { result[b * d + i, a * d + j] = blocks[i + j * d, position] + (a == b ? own[i, j] : 0) }
      }
    }
    return result
  }
}

extension GaussNewtonSpectrum {
  /// The spectrum of a network with batch normalisation: all eigenvalues of Ĝ.
  ///
  /// - Throws: `MatrixError` when an entry overflows or LAPACK doesn't converge.
  /// - Complexity: O(m(d³ + k²d²) + (kd)³).
  public init(_ instance: BatchNormInstance, _ workspace: inout Workspace) throws(MatrixError) {
    self.init(
      try workspace.eigenvalues(ofSymmetric: instance.matrix()), rank: instance.rank, route: .dense)
  }
}
