public import LinearAlgebra

/// A kernel of a convolutional layer, from c to c′ channels with taps on a height×width grid; height 1 for 1-D. Convolution
/// is true convolution: flip the kernels of a framework that computes cross-correlations, along every axis.
public struct ConvolutionKernel: Sendable, Hashable {
  /// c′×(c·taps): in column (channel·height + row)·width + column the tap of that channel, all from 0.
  public let weights: Matrix
  /// Taps from top to bottom.
  public let height: Int
  /// Taps from left to right.
  public let width: Int

  /// A kernel of some weights.
  ///
  /// - Throws: `NetworkError.kernelShape` when the extents aren't positive or the columns are no multiple of the taps.
  public init(weights: Matrix, height: Int, width: Int) throws(NetworkError) {
    guard height > 0, width > 0, weights.columns.isMultiple(of: height * width) else {
      throw .kernelShape(columns: weights.columns, height: height, width: width)
    }
    self.init(trusted: weights, height: height, width: width)
  }

  private init(trusted weights: Matrix, height: Int, width: Int) {
    (self.weights, self.height, self.width) = (weights, height, width)
  }

  /// One tap that does nothing.
  public static func identity(_ channels: Int) -> ConvolutionKernel {
    ConvolutionKernel(trusted: .identity(channels), height: 1, width: 1)
  }

  /// |r|, the number of taps.
  public var taps: Int { height * width }
  /// c.
  public var inputs: Int { weights.columns / taps }
  /// c′.
  public var outputs: Int { weights.rows }
  /// c′c|r|.
  public var parameters: Int { weights.rows * weights.columns }

  /// The weight from a channel to a channel at a tap.
  public subscript(output: Int, input: Int, row: Int, column: Int) -> Double {
    weights[output, (input * height + row) * width + column]
  }

  /// The kernel turned round along every axis: the other convention of convolution.
  public var flipped: ConvolutionKernel {
    let taps = taps
    return ConvolutionKernel(
      trusted: Matrix(rows: weights.rows, columns: weights.columns) { row, column in
        weights[row, column / taps * taps + (taps - 1 - column % taps)]
      }, height: height, width: width)
  }

  /// The kernel with its input and output channels exchanged, taps as they are.
  public var exchanged: ConvolutionKernel {
    let (taps, inputs) = (taps, inputs)
    return ConvolutionKernel(
      trusted: Matrix(rows: inputs, columns: weights.rows * taps) { row, column in
        weights[column / taps, row * taps + column % taps]
      }, height: height, width: width)
  }

  /// a * b, the kernel of a layer after another: full convolution of the taps, channels summed.
  ///
  /// - Precondition: a has as many input channels as b has output channels.
  public static func * (a: ConvolutionKernel, b: ConvolutionKernel) -> ConvolutionKernel {
    let map = a.multiplication(channels: b.inputs, height: b.height, width: b.width)
    let (height, width) = (a.height + b.height - 1, a.width + b.width - 1)
    let image = (map * Self.column(b)).elements
    let columns = b.inputs * height * width
    return ConvolutionKernel(
      trusted: Matrix(rows: a.outputs, columns: columns) { image[$0 * columns + $1] }, height: height, width: width)
  }

  /// The entries as one column, by output channel, input channel, tap.
  private static func column(_ kernel: ConvolutionKernel) -> Matrix {
    let (weights, columns) = (kernel.weights, kernel.weights.columns)
    return Matrix(rows: weights.rows * columns, columns: 1) { row, _ in weights[row / columns, row % columns] }
  }

  /// The matrix of y ↦ self * y for kernels or images y of the given shape with as many output channels as this has inputs:
  /// a block Toeplitz matrix. With `channels` 1, images; with them `channels` copies of that one.
  ///
  /// Entries are ordered by output channel, input channel, tap.
  public func multiplication(channels: Int, height: Int, width: Int) -> Matrix {
    let (tall, wide) = (self.height + height - 1, self.width + width - 1)
    var result = Matrix.zero(rows: outputs * channels * tall * wide, columns: inputs * channels * height * width)
    for output in 0..<outputs {
      for input in 0..<inputs {
        for row in 0..<self.height {
          for column in 0..<self.width {
            let value = self[output, input, row, column]
            if value == 0 { continue }
            for channel in 0..<channels {
              for y in 0..<height {
                for x in 0..<width {
                  result[
                    ((output * channels + channel) * tall + row + y) * wide + column + x,
                    ((input * channels + channel) * height + y) * width + x] = value
                }
              }
            }
          }
        }
      }
    }
    return result
  }

  /// The matrix of y ↦ y * self for kernels y of the given shape with `channels` output channels and as many inputs as this
  /// has outputs: one block for each output channel, that of the multiplication by the kernel with its channels exchanged.
  public func rightMultiplication(channels: Int, height: Int, width: Int) -> Matrix {
    .kronecker(.identity(channels), exchanged.multiplication(channels: 1, height: height, width: width))
  }
}
