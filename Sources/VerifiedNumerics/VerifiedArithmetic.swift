import LinearAlgebra

/// Arithmetic that has shown, on this machine and in this process, what every certificate assumes of it: float64 rounded to
/// nearest with gradual underflow, and matrix products whose entries are plain sums of their products.
///
/// Only the self-test makes one, and every certificate needs one: without the test nothing is certified.
public struct VerifiedArithmetic: Sendable {
  let kernel: any MultiplicationKernel
  /// What error bounds leave out: nothing but in tests of the tests.
  let dropped: ErrorTerm?

  /// Tests the scalar arithmetic and a kernel of matrix products.
  ///
  /// - Throws: `SelfTestFailure` naming the first thing that isn't as assumed.
  /// - Complexity: a few products of order 512.
  public init(testing kernel: some MultiplicationKernel = BLASKernel()) throws(SelfTestFailure) {
    try SelfTest.scalarArithmetic()
    try SelfTest.products(of: kernel)
    self.kernel = kernel
    dropped = nil
  }

  /// A copy whose error bounds lack a term, so that a test can see what notices.
  init(_ intact: VerifiedArithmetic, dropping term: ErrorTerm) {
    kernel = intact.kernel
    dropped = term
  }

  /// The arithmetic on the BLAS library, tested once in the life of the process.
  ///
  /// - Throws: `SelfTestFailure` when the test failed.
  public static func onBLAS() throws(SelfTestFailure) -> VerifiedArithmetic { try tested.get() }

  private static let tested: Result<VerifiedArithmetic, SelfTestFailure> = {
    do throws(SelfTestFailure) { return .success(try VerifiedArithmetic()) } catch { return .failure(error) }
  }()
}

/// What the arithmetic does that a certificate can't bear.
public enum SelfTestFailure: Error, Hashable, Sendable {
  /// Scalar operations aren't rounded to nearest.
  case scalarRounding
  /// Tiny results are flushed to 0.
  case scalarUnderflow
  /// A product of integer matrices isn't exact.
  case integers(kernel: String, order: Int)
  /// A matrix product doesn't round to nearest.
  case rounding(kernel: String, order: Int)
  /// A matrix product flushes tiny results to 0.
  case underflow(kernel: String, order: Int)
  /// An entry is further from the sum of its products than any order of summation allows.
  case accuracy(kernel: String, order: Int)
}

extension SelfTestFailure: CustomStringConvertible {
  /// What failed, and what is needed.
  public var description: String {
    switch self {
    case .scalarRounding: "scalar arithmetic doesn't round to nearest: certificates need IEEE 754 float64"
    case .scalarUnderflow: "tiny numbers are flushed to 0: certificates need gradual underflow"
    case .integers(let kernel, let n): "\(kernel): a product of \(n)×\(n) integer matrices isn't exact"
    case .rounding(let kernel, let n): "\(kernel): a product of \(n)×\(n) matrices isn't rounded to nearest"
    case .underflow(let kernel, let n): "\(kernel): a product of \(n)×\(n) matrices flushes tiny numbers to 0"
    case .accuracy(let kernel, let n):
      "\(kernel): a \(n)×\(n) product isn't the sum of its products in float64 (Strassen's scheme, or lower precision?)"
    }
  }
}

/// V0: the start-up test of the assumptions.
enum SelfTest {
  /// Sizes on both sides of a BLAS library's blocks and of its threshold for threads.
  static let orders = [1, 3, 17, 64, 130, 512]

  static func scalarArithmetic() throws(SelfTestFailure) {
    // Read through an array, so that the compiler doesn't fold the constants.
    let x = [1, 0x1p-53, 0x1p-53 * (1 + 0x1p-52), 0x1p-600, 0x1p-470, 0x1p-1070, 3]
    guard x[0] + x[1] == 1, x[0] + x[2] == 1 + 0x1p-52, -x[0] - x[2] == -1 - 0x1p-52,
      (x[0] / x[6]) == 0x1.5555555555555p-2, x[6].squareRoot() == 0x1.bb67ae8584caap+0
    else { throw .scalarRounding }
    guard x[3] * x[4] == 0x1p-1070, x[5] * 0.125 == 0x1p-1073, x[5] - 0x1.8p-1071 == 0x1p-1072 else {
      throw .scalarUnderflow
    }
  }

  static func products(of kernel: some MultiplicationKernel) throws(SelfTestFailure) {
    for n in orders {
      for transposed in [false, true] {
        try integers(kernel, n, transposed)
        try rounding(kernel, n, transposed)
        try accuracy(kernel, n, transposed)
      }
    }
  }

  private static func product(
    _ kernel: some MultiplicationKernel, _ a: Matrix, _ b: Matrix, _ transposed: Bool
  ) -> [Double] {
    var target = Array(repeating: Double.nan, count: a.rows * b.columns)
    let left =
      transposed
      ? MatrixBlock(a.transposed.elements, stride: a.columns, isTransposed: true)
      : MatrixBlock(a.elements, stride: a.rows)
    kernel.multiply(
      left, MatrixBlock(b.elements, stride: b.rows), rows: a.rows, columns: b.columns, inner: a.columns, into: &target,
      at: 0, stride: a.rows)
    return target
  }

  /// (i + 2k mod 7 − 3) times ((3k + j) mod 5 − 2): sums of integers far below 2⁵³ are exact in any order.
  private static func integers(
    _ kernel: some MultiplicationKernel, _ n: Int, _ transposed: Bool
  ) throws(SelfTestFailure) {
    let found = product(
      kernel, Matrix(rows: n, columns: n) { Double(($0 + 2 * $1) % 7 - 3) },
      Matrix(rows: n, columns: n) { Double((3 * $0 + $1) % 5 - 2) }, transposed)
    // The entry depends on i mod 7 and j mod 5 only.
    for j in 0..<min(n, 5) {
      for i in 0..<min(n, 7) {
        let exact = (0..<n).reduce(0) { $0 + ((i + 2 * $1) % 7 - 3) * ((3 * $1 + j) % 5 - 2) }
        for column in stride(from: j, to: n, by: 5) {
          for row in stride(from: i, to: n, by: 7) where found[row + column * n] != Double(exact) {
            throw .integers(kernel: kernel.name, order: n)
          }
        }
      }
    }
  }

  /// Inner length 2, every entry alike: ties and half-way cases upward, both signs; sums of subnormals.
  private static func rounding(
    _ kernel: some MultiplicationKernel, _ n: Int, _ transposed: Bool
  ) throws(SelfTestFailure) {
    func agrees(_ first: (Double, Double), _ second: (Double, Double), with expected: Double) -> Bool {
      product(
        kernel, Matrix(rows: n, columns: 2) { $1 == 0 ? first.0 : second.0 },
        Matrix(rows: 2, columns: n) { i, _ in i == 0 ? first.1 : second.1 }, transposed
      ).allSatisfy { $0 == expected }
    }
    let above = 1 + 0x1p-52
    guard agrees((1, 1), (0x1p-53, 1), with: 1), agrees((1, 1), (0x1p-53, above), with: above),
      agrees((-1, 1), (-0x1p-53, 1), with: -1), agrees((-1, 1), (-0x1p-53, above), with: -above)
    else { throw .rounding(kernel: kernel.name, order: n) }
    guard agrees((0x1p-600, 0x1p-470), (0x1p-600, 0x1p-471), with: 0x1.8p-1070) else {
      throw .underflow(kernel: kernel.name, order: n)
    }
  }

  /// Half the rows of A scaled by 2⁸⁰: a Strassen-like scheme lets the large rows spoil the small ones. |A||B| as the loops
  /// compute it is at most a factor (1 + γ) off, for which the bound is doubled.
  private static func accuracy(
    _ kernel: some MultiplicationKernel, _ n: Int, _ transposed: Bool
  ) throws(SelfTestFailure) {
    let a = Matrix(rows: n, columns: n) { i, k in
      (1 + Double((i * 37 + k * 101) % 64) / 97) * (i < n / 2 ? 0x1p80 : 1)
    }
    let b = Matrix(rows: n, columns: n) { k, j in 1 + Double((k * 53 + j * 29) % 64) / 89 }
    let found = product(kernel, a, b, transposed)
    // Entries of a sample of rows and columns against the loops.
    let step = max(1, n / 16)
    for j in stride(from: 0, to: n, by: step) {
      for i in stride(from: 0, to: n, by: step) {
        var sum = 0.0
        for k in 0..<n { sum += a[i, k] * b[k, j] }
        guard abs(found[i + j * n] - sum) <= 2 * Rounding.gamma(n) * sum else {
          throw .accuracy(kernel: kernel.name, order: n)
        }
      }
    }
  }
}
