@testable import DataFormats

/// Files made in memory for the tests.
enum Samples {
  /// An NPY file, version 1.0 unless told otherwise, of a header's text and the data's bytes.
  static func npy(_ header: String, data: [UInt8], version: UInt8 = 1, length: Int? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    let length = length ?? text.count
    let lengthBytes = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    return NPYHeader.signature + [version, 0] + lengthBytes + text + data
  }

  /// The header's text for an array of the given type and shape.
  static func header(_ type: String, shape: String, fortranOrder: String = "False") -> String {
    "{'descr': '\(type)', 'fortran_order': \(fortranOrder), 'shape': \(shape), }\n"
  }

  /// The bytes of values in little-endian order.
  static func littleEndian(_ values: [Double]) -> [UInt8] {
    values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) } }
  }
}

func parseNPY(_ bytes: [UInt8]) throws(DataFormatError) -> NumericTable {
  try NPYFile.parse(bytes.span, file: "x.npy")
}

func parseCSV(_ text: String) throws(DataFormatError) -> NumericTable {
  try CSVFile.parse(Array(text.utf8).span, file: "x.csv")
}
