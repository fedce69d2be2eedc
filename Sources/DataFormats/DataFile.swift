import Foundation

/// Reads tables of numbers from files, whatever their format.
public enum DataFile {
  /// Reads the table in the file at `path`; `member` chooses an array of an archive that holds several.
  ///
  /// The content decides the format where the format has a signature (NPY, NPZ, IDX), else the extension does (`.npy`,
  /// `.npz`, `.idx`, `.bin` for CIFAR-10, `.csv`, in capitals or not). The extension `.bin` decides before the signature
  /// of IDX, whose bytes may begin an image too. A file of any format but NPZ may be compressed by gzip, whatever its
  /// extension; of `table.csv.gz` the extension is `.csv`.
  ///
  /// - Throws: `DataFormatError` when there is no such file, it cannot be read, is empty, is larger than the memory, has
  ///   a format not understood, or breaks its format's rules (see `NPYFile`, `NPZFile`, `IDXFile`, `CIFAR10File` and
  ///   `CSVFile`); when a compressed file is damaged, or holds more than its header declares or than an eighth of the
  ///   memory for it where it has none; when an archive holds several arrays and none is chosen; when a member is chosen of
  ///   what is no archive.
  /// - Complexity: O(size of the file, decompressed), in time and in memory.
  public static func readTable(atPath path: String, member: String? = nil) throws(DataFormatError) -> NumericTable {
    let content = try readBytes(atPath: path)
    let location = URL(fileURLWithPath: path)
    let fileExtensions = [location, location.deletingPathExtension()].map { $0.pathExtension.lowercased() }
    // What is made of a table takes as much again, and more.
    let memory = AvailableMemory.bytes / 4
    let reader = TableReader(file: path, fileExtensions: fileExtensions, member: member, memory: memory)
    return try reader.table(content.span)
  }

  private static func readBytes(atPath path: String) throws(DataFormatError) -> Data {
    do throws(FileFault) {
      let content = try FileFault.content(ofFileAtPath: path)
      if content.isEmpty { throw FileFault("is empty", expected: "a table of numbers") }
      return content
    } catch {
      throw DataFormatError(file: path, place: .wholeFile, reason: error.reason, expected: error.expected)
    }
  }
}
