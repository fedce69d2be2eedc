/// What a header says of the size of its file, so that nothing larger is decompressed or allocated.
struct DeclaredSize: Equatable {
  /// The bytes of the whole file, header included.
  var bytes: Int
  /// The numbers in it.
  var elements: Int

  /// Makes sure that the file's bytes and the table made of them, 8 bytes an element, fit into `memory` bytes.
  ///
  /// - Parameter origin: who says so.
  func check(memory: Int, file: String, by origin: String = "its header declares") throws(DataFormatError) {
    let (table, overflow) = elements.multipliedReportingOverflow(by: MemoryLayout<Double>.size)
    guard !overflow, table <= memory, bytes <= memory - table else {
      throw DataFormatError(
        file: file, place: .wholeFile,
        reason:
          "\(origin) \(bytes) bytes with \(elements) numbers, too many for the \(memory) bytes of memory there are for it"
      )
    }
  }
}
