import LinearAlgebra
@testable import VerifiedNumerics

/// V1 to V4: an error bound next to an error that is known exactly and nearly attains it. Random data never come near.
struct AttainingCheck: Sendable {
  let name: String
  /// The parts of error bounds without which the check must fail.
  let notices: [ErrorTerm]
  let passes: @Sendable (VerifiedArithmetic) throws -> Bool
}

/// Numbers whose sum in blocks, from the first to the last, loses all it can.
enum Attaining {
  /// A number whose square is just below 2⁻⁵³, so that adding it to 1 changes nothing, and is a float64 number.
  static let root = 45 * 0x1p-32
  static let square = root * root
  /// Half the distance of neighbouring numbers near 1.
  static let radius = 0x1p-10
  static let length = 128
  /// How many numbers of `vector` are lost.
  static let lost = Double(Rounding.depth(length) - 1)

  /// 1 first, `small` where it's lost, 0 elsewhere: within the first block each is added to 1, of the other blocks the first.
  static func vector(_ small: Double) -> [Double] {
    let block = Rounding.blockLength(length)
    return (0..<length).map { $0 == 0 ? 1 : $0 < block || $0.isMultiple(of: block) ? small : 0 }
  }

  static func row(_ entries: [Double]) throws -> IntervalMatrix {
    try IntervalMatrix(rows: 1, columns: entries.count, midpoint: entries, radius: nil)
  }

  static func column(_ entries: [Double]) throws -> IntervalMatrix {
    try IntervalMatrix(rows: entries.count, columns: 1, midpoint: entries, radius: nil)
  }

  static func scalar(_ value: Double, _ radius: Double? = nil) throws -> IntervalMatrix {
    try IntervalMatrix(rows: 1, columns: 1, midpoint: [value], radius: radius.map { [$0] })
  }

  /// ρ of a 1×1 Ĝ, and M_G.
  static func formed(
    _ terms: [(left: IntervalMatrix, right: IntervalMatrix)], _ arithmetic: VerifiedArithmetic
  ) throws -> (midpoint: Double, radius: Double) {
    let terms = terms.map { GaussNewtonFactors.Term(left: $0.left, right: $0.right) }
    let matrix = try arithmetic.gaussNewtonMatrix(
      GaussNewtonFactors(terms: terms, exponent: 0, outputs: 1, inputs: 1, maximalRank: 1))
    return (matrix.midpoint[0], matrix.radius)
  }

  /// Products of two numbers just above 1 whose rounding errors are nearly half the distance of neighbouring numbers, one
  /// upward and one downward, and whose rounded values are the same.
  static let opposed: (up: (Double, Double), down: (Double, Double), value: Double) = {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return 1 + Double(state >> 11) * 0x1p-53 * 0x1p-8
    }
    func error(_ a: Double, _ b: Double) -> Double { (-(a * b)).addingProduct(a, b) }
    while true {
      let up = (next(), next())
      guard error(up.0, up.1) > 0.98 * 0x1p-53 else { continue }
      let value = up.0 * up.1
      for _ in 0..<4000 {
        let first = next()
        let second = value / first
        if first * second == value, error(first, second) < -0.98 * 0x1p-53 { return (up, (first, second), value) }
      }
    }
  }()

  static let checks: [AttainingCheck] = [
    AttainingCheck(name: "rounding of a product", notices: [.productRounding]) { arithmetic in
      let product = try arithmetic.product(row(vector(0x1p-53)), column(Array(repeating: 1, count: length)))
      return product.midpoint == [1] && (product.radius?[0] ?? 0) >= lost * 0x1p-53
    },
    AttainingCheck(name: "radius on the left of a product", notices: [.productLeftRadius]) { arithmetic in
      try arithmetic.product(scalar(1, radius), scalar(3))[0, 0].contains(3 * (1 + radius))
    },
    AttainingCheck(name: "radius on the right of a product", notices: [.productRightRadius]) { arithmetic in
      try arithmetic.product(scalar(3), scalar(1, radius))[0, 0].contains(3 * (1 + radius))
    },
    AttainingCheck(name: "radii on both sides", notices: [.productLeftRadius, .productRightRadius]) { arithmetic in
      let product = try arithmetic.product(scalar(1, radius), scalar(1, radius))[0, 0]
      return product.contains((1 + radius) * (1 + radius)) && product.contains((1 - radius) * (1 - radius))
    },
    AttainingCheck(name: "rounding of a sum", notices: [.sumRounding]) { arithmetic in
      (try arithmetic.sum(scalar(1), scalar(square)).radius?[0] ?? 0) >= square
    },
    AttainingCheck(name: "radius of a summand", notices: [.sumRadius]) { arithmetic in
      try arithmetic.sum(scalar(1, radius), scalar(1, radius))[0, 0].contains(2 + 2 * radius)
    },
    AttainingCheck(name: "entries pushed into the subnormals", notices: [.scalingUnderflow]) { arithmetic in
      // 3η/2 isn't a float64 number.
      let half = try scalar(3 * .leastNonzeroMagnitude).scaled(byPowerOfTwo: -1, arithmetic)[0, 0]
      return half.lower <= .leastNonzeroMagnitude && half.upper >= 2 * .leastNonzeroMagnitude
    },
    AttainingCheck(name: "squares of an interval", notices: [.squareRadius]) { arithmetic in
      let squares = try arithmetic.sumOfSquares(scalar(1, radius))
      return squares.contains((1 + radius) * (1 + radius)) && squares.contains((1 - radius) * (1 - radius))
    },
    AttainingCheck(name: "a wrong Cholesky factor", notices: [.certificateResidual]) { arithmetic in
      let factor = TriangularFactor(matrix: .diagonal([0.5]), isLower: true)
      return arithmetic.defect(of: [1], [factor], order: 1, splitting: 0) >= 0.75
    },
    AttainingCheck(name: "rounding of LLᵀ", notices: [.certificateRounding]) { arithmetic in
      // L has one row: LLᵀ has one entry, which comes out as 1.
      let last = length - 1
      let entries = vector(root)
      let factor = TriangularFactor(
        matrix: Matrix(rows: length, columns: length) { $0 == last ? entries[$1] : 0 }, isLower: true)
      var exact = Array(repeating: 0.0, count: length * length)
      exact[last + last * length] = 1
      return arithmetic.defect(of: exact, [factor], order: length, splitting: 0) >= lost * square
    },
    AttainingCheck(name: "a shift that the diagonal rounds away", notices: [.certificateSplitting]) { arithmetic in
      // Cholesky gives back l from H = fl(l²); M − s = H + e, and LLᵀ = H + δ.
      let l = opposed.up.0
      let value = l * l
      let δ = (-value).addingProduct(l, l)
      let e = (δ > 0 ? -0.99 : 0.99) * 0x1p-53
      var workspace = Workspace()
      guard
        let certificate = arithmetic.semidefiniteCertificate(
          lowerTriangle: [value], order: 1, shift: -e, &workspace), certificate.factor[0, 0] == l
      else { return false }
      return certificate.defect >= (abs(e) + abs(δ)).nextDown
    },
    AttainingCheck(name: "P_lP_lᵀ rounded", notices: [.formingLeftRadius]) { arithmetic in
      let found = try formed([(row(vector(root)), scalar(1))], arithmetic)
      return found.midpoint == 1 && found.radius >= lost * square
    },
    AttainingCheck(name: "Q_lᵀQ_l rounded", notices: [.formingRightRadius]) { arithmetic in
      let found = try formed([(scalar(1), column(vector(root)))], arithmetic)
      return found.midpoint == 1 && found.radius >= lost * square
    },
    AttainingCheck(name: "the sum over layers rounded", notices: [.formingRounding]) { arithmetic in
      let layers = 64
      let terms = try (0..<layers).map { (left: try scalar($0 == 0 ? 1 : root), right: try scalar(1)) }
      let found = try formed(terms, arithmetic)
      return found.midpoint == 1 && found.radius >= Double(layers - 1) * square
    },
    AttainingCheck(name: "columns that aren't orthonormal", notices: [.identityResidual]) { arithmetic in
      try arithmetic.identityDefect(of: [scalar(0.5)]) >= 0.75
    },
    AttainingCheck(name: "rounding of YᵀY", notices: [.identityRounding]) { arithmetic in
      try arithmetic.identityDefect(of: [column(vector(root))]) >= lost * square
    },
    AttainingCheck(name: "radius of Y", notices: [.identityRadius]) { arithmetic in
      try arithmetic.identityDefect(of: [scalar(1, radius)]) >= 2 * radius + radius * radius
    },
    AttainingCheck(name: "a wrong eigenvalue", notices: [.residualDifference]) { arithmetic in
      try arithmetic.residual(of: scalar(1), times: scalar(1), minus: scalar(1), scaledBy: [0.75]) >= 0.25
    },
    AttainingCheck(name: "eigenvalues of an interval matrix", notices: [.residualRadius]) { arithmetic in
      try arithmetic.residual(of: scalar(1, radius), times: scalar(1), minus: scalar(1), scaledBy: [1]) >= radius
    },
    AttainingCheck(name: "rounding of XD", notices: [.residualRounding]) { arithmetic in
      let (up, down) = (opposed.up, opposed.down)
      let found = try arithmetic.residual(
        of: scalar(up.0), times: scalar(up.1), minus: scalar(down.0), scaledBy: [down.1])
      return found >= 1.96 * 0x1p-53
    },
  ]
}
