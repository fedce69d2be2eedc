/// NumPy's archive of arrays, of which one is read as a table: a ZIP archive whose members are NPY files, stored or
/// compressed by deflate, with or without the zip64 extension.
///
/// The array `x` is the member `x.npy`. Members of other names are ignored; names are compared byte by byte.
///
/// Source of the format: NumPy's reference, `numpy.savez`.
public enum NPZFile {
  static let name = "NPZ"
  static let fileExtensions = ["npz"]
  private static let suffix = Array(".npy".utf8)

  static func recognizes(_ bytes: Span<UInt8>) -> Bool { ZipDirectory.recognizes(bytes) }

  /// Reads an array of the archive `bytes`, the content of the file that errors call `file`: the one named `member`,
  /// with or without `.npy`, or else the only one.
  ///
  /// - Throws: `DataFormatError` for an archive that breaks the format or contradicts itself, no array or several where
  ///   none is named, a name that no array has, a member that is encrypted, damaged or declares more than its data
  ///   can hold, and whatever `NPYFile` refuses.
  /// - Complexity: O(number of bytes of the archive and of the array); at most the declared size of the array is
  ///   decompressed.
  public static func parse(
    _ bytes: Span<UInt8>, member: String? = nil, file: String
  ) throws(DataFormatError) -> NumericTable {
    try parse(bytes, member: member, file: file, memory: .max)
  }

  /// Reads an array as above, refused where it does not fit into `memory` bytes.
  static func parse(
    _ bytes: Span<UInt8>, member: String?, file: String, memory: Int
  ) throws(DataFormatError) -> NumericTable {
    let directory = try ZipDirectory(bytes, file: file)
    let entry = try chosenEntry(directory, member: member)
    let data = try ZipMember(entry, bytes, limit: directory.start, file: file)
    let name = entry.quotedName
    let prefix = try data.prefix(bytes, count: TableReader.prefixSize)
    do throws(DataFormatError) {
      let declared = try NPYHeader(prefix.span, file: file).array.declaredSize(file: file)
      guard declared.bytes == data.size else {
        throw DataFormatError(
          file: file, place: .wholeFile, reason: "its header declares \(declared.bytes) bytes",
          expected: "\(data.size), as the archive's directory declares")
      }
      try declared.check(memory: memory, file: file)
    } catch {
      throw error.inside { .member(name, $0) }
    }
    let content = try data.content(bytes)
    do {
      return try NPYFile.parse(content.span, file: file)
    } catch {
      throw error.inside { .member(name, $0) }
    }
  }

  private static func chosenEntry(_ directory: ZipDirectory, member: String?) throws(DataFormatError) -> ZipEntry {
    func fault(_ reason: String, _ expected: String? = nil) -> DataFormatError {
      DataFormatError(file: directory.file, place: .wholeFile, reason: reason, expected: expected)
    }
    let arrays = directory.entries.filter { $0.name.suffix(suffix.count) == suffix[...] }
    guard let first = arrays.first else { throw fault("holds no array", "a member whose name ends with .npy") }
    let shown = arrays.prefix(20).map { entry in
      var array = entry
      array.name.removeLast(suffix.count)
      return array.quotedName
    }
    let list =
      shown.joined(separator: ", ") + (arrays.count > shown.count ? " and \(arrays.count - shown.count) more" : "")
    guard let member else {
      guard arrays.count == 1 else {
        throw fault("holds \(arrays.count) arrays: \(list): name one with --array \(shown[0])")
      }
      return first
    }
    // NumPy too looks for the whole name first, as `x.npy.npy` is the array `x.npy`.
    let wanted = Array(member.utf8)
    guard let entry = arrays.first(where: { $0.name == wanted }) ?? arrays.first(where: { $0.name == wanted + suffix })
    else { throw fault("holds no array \(member.quoted)", "--array with one of \(list)") }
    return entry
  }
}
