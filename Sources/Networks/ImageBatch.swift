public import LinearAlgebra

/// Images of one size, the inputs of a convolutional network; height 1 for signals.
public struct ImageBatch: Sendable, Hashable {
  /// A column an image: entry (channel·height + row)·width + column, from 0.
  public let samples: Matrix
  /// c_0.
  public let channels: Int
  /// Pixels from top to bottom.
  public let height: Int
  /// Pixels from left to right.
  public let width: Int

  /// Images in columns.
  ///
  /// - Throws: `NetworkError.imageShape` when the extents aren't positive or a column isn't an image of them.
  public init(samples: Matrix, channels: Int, height: Int, width: Int) throws(NetworkError) {
    guard channels > 0, height > 0, width > 0, samples.rows == channels * height * width else {
      throw .imageShape(values: samples.rows, channels: channels, height: height, width: width)
    }
    (self.samples, self.channels, self.height, self.width) = (samples, channels, height, width)
  }

  /// channels·height·width.
  public var pixels: Int { samples.rows }
  /// n.
  public var count: Int { samples.columns }

  private subscript(sample: Int, channel: Int, row: Int, column: Int) -> Double {
    samples[(channel * height + row) * width + column, sample]
  }

  /// M_0, the averaged block autocorrelation of the zero-padded images in the coordinates of a kernel of the given support:
  /// M_0[(c,p),(c′,p′)] = (1/n) Σ_samples Σ_t x_c(t−p)x_c′(t−p′), a function of p − p′.
  ///
  /// - Complexity: O(n·c_0²·|S|·pixels) besides the c_0²|S|² entries.
  public func autocorrelation(height supportHeight: Int, width supportWidth: Int) -> Matrix {
    let (tall, wide) = (2 * supportHeight - 1, 2 * supportWidth - 1)
    var lags = Array(repeating: 0.0, count: channels * channels * tall * wide)
    for first in 0..<channels {
      for second in 0..<channels {
        for down in max(-supportHeight, -height) + 1..<min(supportHeight, height) {
          for right in max(-supportWidth, -width) + 1..<min(supportWidth, width) {
            var sum = 0.0
            // x_c(s)x_c′(s + lag) with lag = p − p′ and s = t − p.
            for sample in 0..<count {
              for row in max(0, -down)..<min(height, height - down) {
                for column in max(0, -right)..<min(width, width - right) {
                  sum +=
                    self[sample, first, row, column] * self[sample, second, row + down, column + right]
                }
              }
            }
            lags[((first * channels + second) * tall + down + supportHeight - 1) * wide + right + supportWidth - 1] =
              sum / Double(count)
          }
        }
      }
    }
    let support = supportHeight * supportWidth
    return Matrix(rows: channels * support, columns: channels * support) { i, j in
      let (p, q) = (i % support, j % support)
      let down = p / supportWidth - q / supportWidth + supportHeight - 1
      let right = p % supportWidth - q % supportWidth + supportWidth - 1
      return lags[((i / support * channels + j / support) * tall + down) * wide + right]
    }
  }

  /// The windows that a kernel of the given support sees of the images continued periodically, a row a window, in the
  /// coordinates of `autocorrelation`: without the padding another second moment.
  public func periodicWindows(height supportHeight: Int, width supportWidth: Int) -> Matrix {
    let (pixels, support) = (height * width, supportHeight * supportWidth)
    let wrapped = { (position: Int, extent: Int) in ((position % extent) + extent) % extent }
    return Matrix(rows: count * pixels, columns: channels * support) { window, coordinate in
      let (sample, position, p) = (window / pixels, window % pixels, coordinate % support)
      return self[
        sample, coordinate / support, wrapped(position / width - p / supportWidth, height),
        wrapped(position % width - p % supportWidth, width)]
    }
  }
}
