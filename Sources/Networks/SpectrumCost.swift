/// What the routes to κ(G) cost on an instance: a model in seconds on one core, by which `ExtremeSpectrum` chooses.
///
/// The constants were measured on an x86-64 core with AVX-512 and OpenBLAS 0.3.21 running its Haswell kernels, one thread;
/// other machines scale them about alike, and only their ratios decide. They're good to a factor of about two.
public struct SpectrumCost: Sendable, Hashable {
  /// m_0 … m_L.
  public let widths: [Int]
  /// What is known of Σ.
  public let form: SecondMoment.Form
  /// r.
  public let rank: Int

  /// The costs for an instance.
  public init(_ instance: LinearInstance) {
    self.init(widths: instance.network.widths, form: instance.data.form, rank: instance.rank)
  }

  /// The costs for widths m_0 … m_L, L ≥ 1, and a Gauss-Newton matrix of rank r.
  public init(widths: [Int], form: SecondMoment.Form, rank: Int) {
    precondition(widths.count >= 2, "a network has at least one layer")
    self.widths = widths
    self.form = form
    self.rank = rank
  }

  private var depth: Int { widths.count - 1 }
  private var inputs: Double { Double(widths[0]) }
  private var outputs: Double { Double(widths[depth]) }
  /// kd.
  public var order: Int { widths[0] * widths[depth] }

  /// Memory of the dense route: Ĝ and LAPACK's copy of it.
  public var denseBytes: Double { 16 * Double(order) * Double(order) }

  func denseFits(_ budget: SpectrumBudget) -> Bool {
    denseBytes <= Double(budget.denseBytes) && (seconds(for: .dense) ?? .infinity) <= budget.denseSeconds
  }

  /// Whether the ends alone cost less than half of all eigenvalues: the model is good to a factor of about two.
  var prefersMatrixFree: Bool {
    guard let ends = seconds(for: .matrixFree), let all = seconds(for: .dense) else { return false }
    return 2 * ends < all
  }

  /// The routes that apply, cheapest first.
  public var ranking: [(route: SpectrumRoute, seconds: Double)] {
    SpectrumRoute.allCases.compactMap { route in seconds(for: route).map { (route, $0) } }
      .sorted { $0.seconds < $1.seconds }
  }

  /// The cheapest route whose memory is in the budget; nil when none is.
  public func cheapest(within budget: SpectrumBudget = SpectrumBudget()) -> SpectrumRoute? {
    ranking.first { $0.route != .dense || denseBytes <= Double(budget.denseBytes) }?.route
  }

  /// The time of a route from the weights to κ; nil where it doesn't apply.
  public func seconds(for route: SpectrumRoute) -> Double? {
    let (d, k, isIsotropic) = (inputs, outputs, form != .general)
    switch route {
    case .singleLayer: return depth == 1 ? (isIsotropic ? 1e-6 : Self.singularValues(d, d)) : nil
    case .closed:
      guard depth == 2, isIsotropic else { return nil }
      let m = Double(widths[1])
      return Self.squares(k, m) + Self.squares(m, d)
    case .split:
      guard depth == 2, !isIsotropic else { return nil }
      let m = Double(widths[1])
      return Self.squares(k, m) + Self.product(m, d, d) + Self.gram(m, d) + Self.gram(d, d)
        + 2 * Self.eigenvalues(d)
    case .dense:
      let n = k * d
      return factors + Double(depth) * n * n / 2 * Self.secondsPerUpdate + Self.eigenvalues(n)
    case .toeplitz: return nil
    case .matrixFree:
      // Of a singular Ĝ the smallest nonzero eigenvalue isn't at the end of the spectrum.
      guard depth >= 2, rank == order else { return nil }
      return factors + basis + Self.expectedApplications * application
    }
  }

  // MARK: Parts

  /// Both ends together: 12 to 33 were measured, whatever the size.
  private static let expectedApplications = 22.0
  private static let secondsPerUpdate = 0.6e-9

  /// The partial products and their Gram matrices.
  private var factors: Double {
    let (d, k) = (inputs, outputs)
    var total = form == .general ? Self.gram(d, d) : 0
    for layer in 1..<depth {
      let (here, before, after) = (Double(widths[layer]), Double(widths[layer - 1]), Double(widths[layer + 1]))
      if layer > 1 { total += Self.product(here, before, d) }
      if layer < depth - 1 { total += Self.product(k, after, here) }
      if form == .general { total += Self.product(here, d, d) }
      total += Self.gram(here, d) + Self.gram(here, k)
    }
    return total
  }

  /// Eigenvectors of both sides, rotations or diagonals, and lower bounds by Cholesky.
  private var basis: Double {
    let (d, k, layers) = (inputs, outputs, Double(depth - 1))
    return 2.3 * Self.eigenvalues(d) + (layers + 3.3) * Self.eigenvalues(k)
      + layers * (2 * Self.product(d, d, d) + 2 * Self.product(k, k, k) + 0.4 * Self.product(d, d, d))
  }

  private var application: Double {
    let (d, k, layers) = (inputs, outputs, Double(depth))
    // With it, the basis is read and written a few times, and a small eigenproblem solved.
    return layers * (Self.product(d, d, k) + Self.product(d, k, k)) + 80 * d * k * 0.5e-9 + 4e-6
  }

  // MARK: LAPACK and BLAS, one thread

  /// dgemm, m×n by n×p: 50 Gflop/s and a call.
  static func product(_ m: Double, _ n: Double, _ p: Double) -> Double { 2 * m * n * p / 50e9 + 0.3e-6 }

  /// dsyrk on n columns of length m.
  static func gram(_ m: Double, _ n: Double) -> Double { m * n * n / 35e9 + 1e-6 }

  /// dsyevd, values only: 8 µs at n = 16, 0.1 ms at 64, 0.95 ms at 200, 45 ms at 1,000, 1.3 s at 3,000.
  static func eigenvalues(_ n: Double) -> Double { 1e-6 + 2e-8 * n * n + 4e-11 * n * n * n }

  /// dgesdd, values only: 10 µs at 16×16, 0.13 ms at 64×64, 0.3 ms at 256×64, 1.5 ms at 200×200, 98 ms at 1,000×1,000.
  static func singularValues(_ m: Double, _ n: Double) -> Double {
    let (smaller, excess) = (min(m, n), abs(m - n))
    return 1e-6 + smaller * smaller * (2.5e-8 + 7e-11 * smaller + 1.6e-10 * excess)
  }

  /// Squared singular values, by the Gram matrix where one side is twice the other.
  static func squares(_ m: Double, _ n: Double) -> Double {
    let (smaller, larger) = (min(m, n), max(m, n))
    return larger >= 2 * smaller ? gram(larger, smaller) + eigenvalues(smaller) : singularValues(m, n)
  }
}
