import LinearAlgebra

/// How the kernels and images of a convolutional network are made smaller. What doesn't fit afterwards is no instance, and
/// left out by whoever judges it.
enum ConvolutionShrinking {
  private static func changed(
    _ instance: InstanceValues, _ change: (inout InstanceValues, inout ConvolutionExtents) -> Void
  ) -> [InstanceValues] {
    guard var extents = instance.extents else { return [] }
    var result = instance
    change(&result, &extents)
    result.extents = extents
    return [result]
  }

  private static func columns(_ matrix: Matrix, _ kept: [Int]) -> Matrix {
    Matrix(rows: matrix.rows, columns: kept.count) { matrix[$0, kept[$1]] }
  }

  /// Without the taps or pixels of the positions in every channel.
  private static func kept(_ count: Int, _ extent: ConvolutionExtents.Extent, _ isKept: (Int, Int) -> Bool) -> [Int] {
    (0..<count).filter { isKept($0 % extent.taps / extent.width, $0 % extent.width) }
  }

  /// A layer less; the first and last may change the channels of images and outputs.
  static func fewerLayers(_ instance: InstanceValues) -> [InstanceValues] {
    guard instance.weights.count > 1 else { return [] }
    return instance.weights.indices.flatMap { layer in
      changed(instance) { values, extents in
        values.weights.remove(at: layer)
        extents.kernels.remove(at: layer)
      }
    }
  }

  /// A row or column of taps less in one layer.
  static func smallerKernels(_ instance: InstanceValues) -> [InstanceValues] {
    guard let kernels = instance.extents?.kernels else { return [] }
    return kernels.enumerated().flatMap { layer, extent -> [InstanceValues] in
      let matrix = instance.weights[layer]
      let rows = extent.height > 1 ? [0, extent.height - 1] : []
      let columns = extent.width > 1 ? [0, extent.width - 1] : []
      return rows.flatMap { row in
        changed(instance) { values, extents in
          values.weights[layer] = Self.columns(matrix, kept(matrix.columns, extent) { tap, _ in tap != row })
          extents.kernels[layer].height -= 1
        }
      }
        + columns.flatMap { column in
          changed(instance) { values, extents in
            values.weights[layer] = Self.columns(matrix, kept(matrix.columns, extent) { _, tap in tap != column })
            extents.kernels[layer].width -= 1
          }
        }
    }
  }

  /// A row or column of pixels less.
  static func smallerImages(_ instance: InstanceValues) -> [InstanceValues] {
    guard let extent = instance.extents?.image, let data = instance.data else { return [] }
    func without(_ isKept: @escaping (Int, Int) -> Bool, _ shrink: @escaping (inout ConvolutionExtents.Extent) -> Void)
      -> [InstanceValues]
    {
      changed(instance) { values, extents in
        values.data = Self.columns(data.transposed, kept(data.rows, extent, isKept)).transposed
        shrink(&extents.image)
      }
    }
    let rows = extent.height > 1 ? [0, extent.height - 1] : []
    let columns = extent.width > 1 ? [0, extent.width - 1] : []
    return rows.flatMap { row in without({ y, _ in y != row }, { $0.height -= 1 }) }
      + columns.flatMap { column in without({ _, x in x != column }, { $0.width -= 1 }) }
  }

  /// A channel less: of the images, with the first layer's weights, or of a hidden layer.
  static func fewerChannels(_ instance: InstanceValues) -> [InstanceValues] {
    guard let extents = instance.extents else { return [] }
    let channels = instance.widths
    return channels.indices.dropLast().filter { channels[$0] > 1 }.flatMap { layer in
      (0..<channels[layer]).flatMap { channel in
        changed(instance) { values, _ in
          let (matrix, taps) = (instance.weights[layer], extents.kernels[layer].taps)
          values.weights[layer] = columns(matrix, (0..<matrix.columns).filter { $0 / taps != channel })
          if layer == 0 {
            guard let data = instance.data else { return }
            let pixels = extents.image.taps
            values.data = columns(data.transposed, (0..<data.rows).filter { $0 / pixels != channel }).transposed
          } else {
            let before = instance.weights[layer - 1]
            values.weights[layer - 1] =
              columns(before.transposed, (0..<before.rows).filter { $0 != channel })
              .transposed
          }
        }
      }
    }
  }
}
