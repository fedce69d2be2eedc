/// κ(G) and the bound of `linear.weyl` by plain Swift: lists of rows, a cyclic Jacobi method, and none of the package's code.
enum Oracle {
  typealias Rows = [[Double]]

  static func product(_ a: Rows, _ b: Rows) -> Rows {
    a.map { row in b[0].indices.map { j in row.indices.reduce(0) { $0 + row[$1] * b[$1][j] } } }
  }

  static func transposed(_ a: Rows) -> Rows { a[0].indices.map { j in a.map { $0[j] } } }

  static func identity(_ order: Int) -> Rows {
    (0..<order).map { i in (0..<order).map { $0 == i ? 1 : 0 } }
  }

  static func kronecker(_ a: Rows, _ b: Rows) -> Rows {
    a.flatMap { left in b.map { right in left.flatMap { x in right.map { x * $0 } } } }
  }

  static func sum(_ a: Rows, _ b: Rows) -> Rows { zip(a, b).map { zip($0, $1).map { $0 + $1 } } }

  /// The eigenvalues of a symmetric matrix, ascending, by rotations that zero one pair of entries at a time
  /// (Golub and Van Loan, Matrix Computations, 4th edition, 8.5).
  static func eigenvalues(ofSymmetric matrix: Rows) -> [Double] {
    var a = matrix
    let order = a.count
    let scale = a.joined().reduce(0) { max($0, abs($1)) }
    for _ in 0..<60 {
      var rotated = false
      for p in 0..<order {
        for q in (p + 1)..<max(order, p + 1)
        where abs(a[p][q]) > 1e-17 * (abs(a[p][p]) * abs(a[q][q])).squareRoot() && abs(a[p][q]) > 1e-40 * scale {
          rotated = true
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let tangent = (theta < 0 ? -1 : 1) / (abs(theta) + (1 + theta * theta).squareRoot())
          let cosine = 1 / (1 + tangent * tangent).squareRoot()
          let sine = tangent * cosine
          for k in 0..<order {
            (a[k][p], a[k][q]) = (cosine * a[k][p] - sine * a[k][q], sine * a[k][p] + cosine * a[k][q])
          }
          for k in 0..<order {
            (a[p][k], a[q][k]) = (cosine * a[p][k] - sine * a[q][k], sine * a[p][k] + cosine * a[q][k])
          }
        }
      }
      if !rotated { break }
    }
    return (0..<order).map { a[$0][$0] }.sorted()
  }

  /// The Jacobian of W φ(Vx) with respect to V, then W, row after row; outputs ordered (output, sample).
  static func twoLayerJacobian(_ v: Rows, _ w: Rows, slope: Double, data: Rows) -> Rows {
    w.indices.flatMap { output in
      data[0].indices.map { sample in
        let x = data.map { $0[sample] }
        let activations = v.map { row in zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } }
        let derivatives = activations.map { $0 > 0 ? 1 : slope }
        let hidden = v.indices.flatMap { unit in x.map { w[output][unit] * derivatives[unit] * $0 } }
        let outer = w.indices.flatMap { other in
          v.indices.map { unit in other == output ? derivatives[unit] * activations[unit] : 0 }
        }
        return hidden + outer
      }
    }
  }

  /// The Jacobian of W·diag(g)·BN(VX) at g = 1 with respect to V, g and W, row after row, on the 2d samples ±√d S e_j: their
  /// mean is 0, their covariance SSᵀ. Batch normalisation projects the gradient of a unit's values z, of mean square 1, to
  /// what is orthogonal to 1 and z, and divides it by the deviation.
  static func batchNormJacobian(_ v: Rows, _ w: Rows, factor: Rows) -> Rows {
    let root = Double(factor.count).squareRoot()
    let x = factor.map { row in row.map { root * $0 } + row.map { -root * $0 } }
    let (count, samples) = (Double(x[0].count), x[0].indices)
    let values = product(v, x)
    let deviations = values.map { row in (row.reduce(0) { $0 + $1 * $1 } / count).squareRoot() }
    let z = zip(values, deviations).map { row, deviation in row.map { $0 / deviation } }
    return w.indices.flatMap { output in
      samples.map { j in
        let hidden = v.indices.flatMap { unit in
          x.map { feature in
            let along = samples.reduce(0) { $0 + z[unit][$1] * feature[$1] } / count
            return w[output][unit] * (feature[j] - z[unit][j] * along) / deviations[unit]
          }
        }
        let scales = v.indices.map { w[output][$0] * z[$0][j] }
        let outer = w.indices.flatMap { other in v.indices.map { other == output ? z[$0][j] : 0 } }
        return hidden + scales + outer
      }
    }
  }

  /// The Jacobian of a chain of fully padded convolutions, row after row: with one weight of a kernel 1 and its others 0, the
  /// outputs are the derivative. Kernels are lists by output channel, in order of input channel, row, column.
  static func convolutionJacobian(_ weights: [Rows], extents: [[Int]], images: Rows, image: [Int]) -> Rows {
    func outputs(_ kernels: [Rows]) -> [Double] {
      images.flatMap { pixels in
        var (map, height, width) = (pixels, image[0], image[1])
        for (kernel, extent) in zip(kernels, extents) {
          let (tall, wide) = (height + extent[0] - 1, width + extent[1] - 1)
          var next = Array(repeating: 0.0, count: kernel.count * tall * wide)
          for (position, value) in map.enumerated() {
            let (channel, y, x) = (position / (height * width), position / width % height, position % width)
            for (output, row) in kernel.enumerated() {
              for down in 0..<extent[0] {
                for right in 0..<extent[1] {
                  next[(output * tall + y + down) * wide + x + right] +=
                    value * row[(channel * extent[0] + down) * extent[1] + right]
                }
              }
            }
          }
          (map, height, width) = (next, tall, wide)
        }
        return map
      }
    }
    var columns: Rows = []
    for layer in weights.indices {
      for row in weights[layer].indices {
        for column in weights[layer][row].indices {
          var kernels = weights
          kernels[layer] = weights[layer].map { $0.map { _ in 0 } }
          kernels[layer][row][column] = 1
          columns.append(outputs(kernels))
        }
      }
    }
    return transposed(columns)
  }

  /// P_1 … P_L with P_l = W^L ⋯ W^{l+1}, and Q_1 … Q_L with Q_l = W^{l−1} ⋯ W^1.
  static func partialProducts(_ weights: [Rows]) -> (after: [Rows], before: [Rows]) {
    var after = [identity(weights[weights.count - 1].count)]
    for weight in weights.dropFirst().reversed() { after.insert(product(after[0], weight), at: 0) }
    var before = [identity(weights[0][0].count)]
    for weight in weights.dropLast() { before.append(product(weight, before[before.count - 1])) }
    return (after, before)
  }

  /// The rank that the widths d_0 … d_L allow: Σ_l (p_l − p_{l−1}) q_l with p_l, q_l the narrowest width on either side.
  static func rank(_ weights: [Rows]) -> Int {
    let widths = [weights[0][0].count] + weights.map(\.count)
    var (rank, previous) = (0, 0)
    for layer in 1..<widths.count {
      let after = widths[layer...].min() ?? 0
      rank += (after - previous) * (widths[..<layer].min() ?? 0)
      previous = after
    }
    return rank
  }

  /// Ĝ = Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS).
  static func gaussNewton(_ weights: [Rows], factor: Rows) -> Rows {
    let (after, before) = partialProducts(weights)
    let terms = zip(after, before).map { after, before in
      let fed = product(before, factor)
      return kronecker(product(after, transposed(after)), product(transposed(fed), fed))
    }
    return terms.dropFirst().reduce(terms[0], sum)
  }

  static func conditionNumber(_ weights: [Rows], factor: Rows, rank: Int) -> Double {
    let values = eigenvalues(ofSymmetric: gaussNewton(weights, factor: factor))
    return values[values.count - 1] / values[values.count - rank]
  }

  /// κ(Σ)·(Σ_l σ_max²(P_l) σ_max²(Q_l)) / (Σ_l σ_row²(P_l) σ_col²(Q_l)), where σ_row² is the least eigenvalue of PPᵀ and
  /// σ_col² that of QᵀQ.
  static func weylBound(_ weights: [Rows], covariance: Rows) -> Double {
    let (after, before) = partialProducts(weights)
    var (largest, smallest) = (0.0, 0.0)
    for (after, before) in zip(after, before) {
      let outer = eigenvalues(ofSymmetric: product(after, transposed(after)))
      let inner = eigenvalues(ofSymmetric: product(transposed(before), before))
      largest += outer[outer.count - 1] * inner[inner.count - 1]
      smallest += max(0, outer[0]) * max(0, inner[0])
    }
    let moment = eigenvalues(ofSymmetric: covariance)
    return moment[moment.count - 1] / moment[0] * largest / smallest
  }

  static func relativeDifference(_ a: Double, _ b: Double) -> Double { abs(a - b) / max(abs(a), abs(b)) }
}
