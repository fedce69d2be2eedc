extension NumericTable {
  /// The axes of one sample that is an image.
  private struct ImageAxes {
    let channels: Int
    let height: Int
    let width: Int
    /// Whether a pixel's channels are beside each other, rather than a plane each.
    let isInterleaved: Bool

    /// The position of a value in a sample.
    func offset(channel: Int, row: Int, column: Int) -> Int {
      isInterleaved
        ? (row * width + column) * channels + channel : (channel * height + row) * width + column
    }
  }

  /// Height × width, or channels × height × width or height × width × channels with 1, 3 or 4 channels; where both
  /// readings have as many, the one of square images.
  private func imageAxes() throws(ImageError) -> ImageAxes {
    let shape = sampleShape
    if shape.count == 2 { return ImageAxes(channels: 1, height: shape[0], width: shape[1], isInterleaved: false) }
    guard shape.count == 3 else { throw .notImages(shape) }
    let planes = ImageAxes(channels: shape[0], height: shape[1], width: shape[2], isInterleaved: false)
    let interleaved = ImageAxes(channels: shape[2], height: shape[0], width: shape[1], isInterleaved: true)
    if let hasInterleavedChannels { return hasInterleavedChannels ? interleaved : planes }
    let readings = [planes, interleaved].filter { [1, 3, 4].contains($0.channels) }
    if readings.count == 1 { return readings[0] }
    guard !readings.isEmpty else { throw .notImages(shape) }
    let square = readings.filter { $0.height == $0.width }
    guard square.count == 1 else { throw .ambiguous(shape) }
    return square[0]
  }

  /// The channels, height and width of the samples as images.
  ///
  /// - Throws: `ImageError` when they aren't, or it can't be told which axis the channels are.
  public func imageShape() throws(ImageError) -> (channels: Int, height: Int, width: Int) {
    let axes = try imageAxes()
    return (axes.channels, axes.height, axes.width)
  }

  /// Where in a sample the values of its image are, channel after channel, rows of pixels after each other.
  ///
  /// - Throws: `ImageError` when they aren't images, or it can't be told which axis the channels are.
  public func planePositions() throws(ImageError) -> [Int] {
    let axes = try imageAxes()
    return (0..<axes.channels).flatMap { channel in
      (0..<axes.height).flatMap { row in
        (0..<axes.width).map { axes.offset(channel: channel, row: row, column: $0) }
      }
    }
  }

  /// The images as gray ones of one channel: 0.299 R + 0.587 G + 0.114 B (luma of ITU-R BT.601); gray images as they are.
  ///
  /// - Throws: `ImageError` when the samples aren't images, or have four channels.
  public func grayscale() throws(ImageError) -> NumericTable {
    let axes = try imageAxes()
    let weights: [Double]
    switch axes.channels {
    case 1: weights = [1]
    case 3: weights = [0.299, 0.587, 0.114]
    default: throw .channels(axes.channels)
    }
    var gray: [Double] = []
    gray.reserveCapacity(rows * axes.height * axes.width)
    for sample in 0..<rows {
      for row in 0..<axes.height {
        for column in 0..<axes.width {
          gray.append(
            weights.indices.reduce(0) { sum, channel in
              sum + weights[channel]
                * elements[sample * columns + axes.offset(channel: channel, row: row, column: column)]
            })
        }
      }
    }
    return try images(gray, shape: [axes.height, axes.width])
  }

  /// The images made smaller, each pixel the mean over its area: pixels of the original that lie on an edge count by the
  /// part inside, so that the mean of an image stays the same. The order of the axes stays too.
  ///
  /// - Throws: `ImageError` when the samples aren't images, or are smaller than asked for.
  /// - Complexity: O(samples · pixels).
  public func downsampled(height: Int, width: Int) throws(ImageError) -> NumericTable {
    let axes = try imageAxes()
    guard (1...axes.height).contains(height), (1...axes.width).contains(width) else {
      throw .size(asked: [height, width], found: [axes.height, axes.width])
    }
    let (vertical, horizontal) = (
      AreaWeight.list(from: axes.height, to: height), AreaWeight.list(from: axes.width, to: width)
    )
    let smaller = ImageAxes(
      channels: axes.channels, height: height, width: width, isInterleaved: axes.isInterleaved)
    let count = axes.channels * height * width
    var result = Array(repeating: 0.0, count: rows * count)
    for sample in 0..<rows {
      for channel in 0..<axes.channels {
        for row in vertical {
          for column in horizontal {
            let value =
              elements[sample * columns + axes.offset(channel: channel, row: row.from, column: column.from)]
            result[sample * count + smaller.offset(channel: channel, row: row.to, column: column.to)] +=
              row.weight * column.weight * value
          }
        }
      }
    }
    let shape =
      sampleShape.count == 2
      ? [height, width] : axes.isInterleaved ? [height, width, axes.channels] : [axes.channels, height, width]
    return try images(result, shape: shape, isInterleaved: axes.isInterleaved)
  }

  private func images(
    _ elements: [Double], shape: [Int], isInterleaved: Bool? = nil
  ) throws(ImageError) -> NumericTable {
    do {
      var table = try NumericTable(
        rows: rows, columns: shape.reduce(1, *), elements: elements, sampleShape: shape)
      if let isInterleaved, shape.count == 3 { table.hasInterleavedChannels = isInterleaved }
      return table
    } catch { throw .table(error) }
  }
}

/// How much of a cell of the smaller grid a cell of the larger one makes up, along one axis.
private struct AreaWeight {
  let from: Int
  let to: Int
  let weight: Double

  /// Cell j of `large` covers [j·small, (j+1)·small), cell i of `small` covers [i·large, (i+1)·large).
  static func list(from large: Int, to small: Int) -> [AreaWeight] {
    var weights: [AreaWeight] = []
    for i in 0..<small {
      let (start, end) = (i * large, (i + 1) * large)
      for j in start / small..<(end + small - 1) / small {
        let overlap = min(end, (j + 1) * small) - max(start, j * small)
        weights.append(AreaWeight(from: j, to: i, weight: Double(overlap) / Double(large)))
      }
    }
    return weights
  }
}

/// Why samples can't be treated as images.
public enum ImageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A sample isn't an image; its axes.
  case notImages([Int])
  /// The first axis may be the channels, and so may the last; the axes of a sample.
  case ambiguous([Int])
  /// The images have another number of channels.
  case channels(Int)
  /// The images are smaller than asked for.
  case size(asked: [Int], found: [Int])
  /// The result is no table of finite numbers.
  case table(NumericTableError)

  /// What is wrong and what would be right.
  public var description: String {
    let text = { (shape: [Int]) in shape.map(String.init).joined(separator: "×") }
    return switch self {
    case .notImages(let shape) where shape.count == 1:
      "a sample is a vector of \(text(shape)) features, not an image: an array samples × height × width is needed"
    case .notImages(let shape):
      "a sample has the axes \(text(shape)): height × width is needed, with 1, 3 or 4 channels before or behind"
    case .ambiguous(let shape):
      "a sample of \(text(shape)) may be \(shape[0]) channels of \(shape[1])×\(shape[2]) pixels, or "
        + "\(shape[0])×\(shape[1]) pixels of \(shape[2]) channels: pad the images, so that only the axis of channels is 1, 3 or 4 "
        + "long, or leave that axis out of gray ones"
    case .channels(let count): "the images have \(count) channels: grayscale is made of 1 or 3"
    case .size(let asked, let found): "the images are \(text(found)) pixels: \(text(asked)) is no smaller size"
    case .table(let error): error.description
    }
  }
}
