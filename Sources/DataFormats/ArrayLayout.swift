/// Where the entries of the table lie in the data of a binary file, once the shape is known to fit the data.
struct ArrayLayout: Equatable {
  let rows: Int
  let columns: Int
  /// The axes of one sample; a sample that is a single number has one axis of extent 1.
  let sampleShape: [Int]
  /// The distance in elements from a row to the next, in one column.
  let rowStride: Int
  /// The position of each column's first element; `nil` where they follow each other.
  let columnOffsets: [Int]?

  /// Checks the shape against the bytes present, then lays out the table.
  init(_ array: ArrayDescription, dataSize: Int, file: String) throws(DataFormatError) {
    try array.checkShape(file: file)
    guard array.dataSize == dataSize else {
      throw array.shapeFault("\(array.sizeText), \(dataSize) are present", file: file)
    }
    rows = array.shape[0]
    let featureAxes = array.shape.dropFirst()
    columns = featureAxes.reduce(1, *)
    sampleShape = featureAxes.isEmpty ? [1] : Array(featureAxes)
    rowStride = array.isFortranOrder ? 1 : columns
    columnOffsets = array.isFortranOrder ? Self.fortranOffsets(rows: rows, featureAxes) : nil
  }

  /// In Fortran order the first axis varies fastest; the columns are numbered with the last axis varying fastest.
  private static func fortranOffsets(rows: Int, _ featureAxes: ArraySlice<Int>) -> [Int] {
    var stride = rows
    var offsets = [0]
    for extent in featureAxes {
      offsets = offsets.flatMap { offset in (0..<extent).map { offset + $0 * stride } }
      stride *= extent
    }
    return offsets
  }
}
