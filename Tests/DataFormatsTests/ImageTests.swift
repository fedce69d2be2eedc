import DataFormats
import Foundation
import TestSupport
import Testing

@Suite("Images")
struct ImageTests {
  private static func table(_ shape: [Int], rows: Int = 3, seed: UInt64 = 1) throws -> NumericTable {
    var generator = SplitMix64(seed: seed)
    let columns = shape.reduce(1, *)
    let elements = (0..<rows * columns).map { _ in Double(generator.next() >> 11) / 0x1p53 }
    return try NumericTable(rows: rows, columns: columns, elements: elements, sampleShape: shape)
  }

  /// The mean of every sample and channel.
  private static func means(_ table: NumericTable, channels: Int, interleaved: Bool) -> [Double] {
    let pixels = table.columns / channels
    return (0..<table.rows).flatMap { row in
      (0..<channels).map { channel in
        (0..<pixels).reduce(0) { sum, pixel in
          let offset = interleaved ? pixel * channels + channel : channel * pixels + pixel
          return sum + table.elements[row * table.columns + offset] / Double(pixels)
        }
      }
    }
  }

  @Test(
    "the mean of every image and channel is conserved, fractional cells included",
    arguments: [[28, 28], [7, 5], [1, 9], [32, 31]], [[1, 1], [8, 8], [3, 5], [7, 2], [1, 4]])
  func meanIsConserved(from: [Int], to: [Int]) throws {
    guard to[0] <= from[0], to[1] <= from[1] else { return }
    for (shape, channels, interleaved) in [
      (from, 1, false), ([3] + from, 3, false), (from + [3], 3, true),
    ] where shape.count == 2 || ![1, 3, 4].contains(from[interleaved ? 0 : 1]) {
      let table = try Self.table(shape)
      let smaller = try table.downsampled(height: to[0], width: to[1])
      #expect(smaller.sampleShape == (channels == 1 ? to : interleaved ? to + [3] : [3] + to))
      for (a, b) in zip(
        Self.means(table, channels: channels, interleaved: interleaved),
        Self.means(smaller, channels: channels, interleaved: interleaved))
      {
        #expect(abs(a - b) < 1e-14)
      }
    }
  }

  /// By the definition: the integral of the piecewise constant image over a cell, by its area.
  @Test("a pixel is the mean over its area")
  func area() throws {
    let table = try NumericTable(rows: 1, columns: 3, elements: [1, 2, 4], sampleShape: [1, 3])
    let pair = try table.downsampled(height: 1, width: 2)
    // [0, 1.5) holds 1 and half of 2; [1.5, 3) half of 2 and 4.
    #expect(zip(pair.elements, [(1 + 1) / 1.5, (1 + 4) / 1.5]).allSatisfy { abs($0 - $1) < 1e-15 })
    let grid = try NumericTable(rows: 1, columns: 16, elements: (0..<16).map(Double.init), sampleShape: [4, 4])
    #expect(try grid.downsampled(height: 2, width: 2).elements == [2.5, 4.5, 10.5, 12.5])
  }

  @Test("the same size changes nothing; a constant image stays constant")
  func fixed() throws {
    let table = try Self.table([6, 5])
    #expect(try table.downsampled(height: 6, width: 5) == table)
    let constant = try NumericTable(
      rows: 2, columns: 35, elements: Array(repeating: 0.75, count: 70), sampleShape: [5, 7])
    for value in try constant.downsampled(height: 3, width: 4).elements { #expect(abs(value - 0.75) < 1e-15) }
  }

  @Test("planes and interleaved channels give the same gray images and the same smaller ones")
  func layouts() throws {
    let planes = try Self.table([3, 6, 5])
    var elements: [Double] = []
    for row in 0..<3 {
      for pixel in 0..<30 {
        for channel in 0..<3 { elements.append(planes.elements[row * 90 + channel * 30 + pixel]) }
      }
    }
    let interleaved = try NumericTable(rows: 3, columns: 90, elements: elements, sampleShape: [6, 5, 3])
    #expect(try planes.grayscale() == interleaved.grayscale())
    #expect(
      try planes.downsampled(height: 2, width: 2).grayscale()
        == interleaved.downsampled(height: 2, width: 2).grayscale())
  }

  @Test("gray is the luma: white stays white, primary colours have their weights, gray images stay")
  func luma() throws {
    let colours = try NumericTable(
      rows: 4, columns: 6,
      elements: [1, 1, 1, 1, 1, 1] + [1, 1, 0, 0, 0, 0] + [0, 0, 1, 1, 0, 0] + [0, 0, 0, 0, 1, 1],
      sampleShape: [3, 1, 2])
    let gray = try colours.grayscale()
    #expect(gray.sampleShape == [1, 2])
    #expect(gray.elements[2...] == [0.299, 0.299, 0.587, 0.587, 0.114, 0.114])
    #expect(abs(gray.elements[0] - 1) < 1e-15)
    let plain = try Self.table([4, 4])
    #expect(try plain.grayscale() == plain)
  }

  @Test("where first and last axis may be channels, square images decide; smaller ones keep their axes")
  func ambiguity() throws {
    #expect(try Self.table([3, 4, 4]).imageShape() == (3, 4, 4))
    #expect(try Self.table([4, 4, 3]).imageShape() == (3, 4, 4))
    #expect(throws: ImageError.ambiguous([3, 3, 3])) { try Self.table([3, 3, 3]).imageShape() }
    #expect(throws: ImageError.ambiguous([1, 9, 3])) { try Self.table([1, 9, 3]).imageShape() }
    // The advice of the error helps, for colours and for gray.
    #expect(ImageError.ambiguous([3, 5, 3]).description.contains("pad the images, so that only the axis of channels"))
    #expect(try Self.table([3, 5, 5]).imageShape() == (3, 5, 5))
    #expect(try Self.table([5, 5, 3]).imageShape() == (3, 5, 5))
    #expect(try Self.table([9, 3]).imageShape() == (1, 9, 3))
    // 3×3×4 by itself would be square images of 4 channels.
    #expect(try Self.table([3, 8, 8]).downsampled(height: 3, width: 4).imageShape() == (3, 3, 4))
    #expect(try Self.table([8, 8, 3]).downsampled(height: 4, width: 3).imageShape() == (3, 4, 3))
  }

  @Test("what isn't an image, has alpha, or is too small is refused")
  func refusals() throws {
    #expect(throws: ImageError.notImages([12])) { try Self.table([12]).downsampled(height: 2, width: 2) }
    #expect(throws: ImageError.notImages([12])) { try Self.table([12]).grayscale() }
    // Channels first or last can't be told.
    #expect(throws: ImageError.ambiguous([3, 5, 3])) { try Self.table([3, 5, 3]).grayscale() }
    #expect(throws: ImageError.notImages([5, 5, 5])) { try Self.table([5, 5, 5]).grayscale() }
    #expect(throws: ImageError.notImages([2, 2, 2, 2])) { try Self.table([2, 2, 2, 2]).grayscale() }
    #expect(throws: ImageError.channels(4)) { try Self.table([4, 5, 5]).grayscale() }
    for (height, width) in [(0, 2), (2, 0), (-1, 2), (6, 2), (2, 6), (Int.max, 1)] {
      #expect(throws: ImageError.size(asked: [height, width], found: [5, 5])) {
        try Self.table([5, 5]).downsampled(height: height, width: width)
      }
    }
  }
}
