/// Finds out the format of a file's content, decompresses it where necessary, and reads its table.
struct TableReader {
  /// The formats of one table, in the order in which they are tried.
  static let formats: [any TableFormat.Type] = [NPYFile.self, IDXFile.self, CIFAR10File.self, CSVFile.self]
  /// Enough bytes for the header of every format: NPY's is the longest.
  static let prefixSize = 16 + NPYHeader.lengthLimit

  let file: String
  /// The file's extensions in small letters, the last one first.
  let fileExtensions: [String]
  /// The name of an array of an archive, where one was chosen.
  let member: String?
  /// The bytes of memory that the content and the table may take.
  let memory: Int

  /// Reads the table of a file with the content `bytes`.
  func table(_ bytes: Span<UInt8>) throws(DataFormatError) -> NumericTable {
    let isCompressed = GzipStream.recognizes(bytes)
    let isArchive = !isCompressed && NPZFile.recognizes(bytes)
    let format = isCompressed || isArchive ? nil : format(bytes, fileExtension: fileExtensions.first)
    let isNamedArchive = !isCompressed && NPZFile.fileExtensions.contains(fileExtensions.first ?? "")
    if isArchive || format == nil && isNamedArchive {
      return try NPZFile.parse(bytes, member: member, file: file, memory: memory)
    }
    guard member == nil else {
      throw fault(.wholeFile, "is no archive of arrays to choose from: leave --array out")
    }
    if isCompressed { return try decompressedTable(bytes) }
    guard let format else { throw unknownFormat(.wholeFile) }
    try format.declaredSize(bytes, file: file)?.check(memory: memory, file: file)
    return try parse(bytes, format)
  }

  private func parse(_ bytes: Span<UInt8>, _ format: any TableFormat.Type) throws(DataFormatError) -> NumericTable {
    if let elements = format.mostElements(bytes) {
      try DeclaredSize(bytes: bytes.count, elements: elements).check(memory: memory, file: file, by: "has")
    }
    return try format.parse(bytes, file: file)
  }

  /// Decompresses first what holds the header, then no more than the header declares, or else the limit allows.
  private func decompressedTable(_ bytes: Span<UInt8>) throws(DataFormatError) -> NumericTable {
    var stream = try GzipStream(file: file)
    try stream.read(bytes, upTo: Self.prefixSize)
    guard !stream.content.isEmpty else { throw fault(.decompressed(.wholeFile), "is empty") }
    guard !GzipStream.recognizes(stream.content.span), !NPZFile.recognizes(stream.content.span) else {
      throw fault(
        .decompressed(.wholeFile), "is compressed or an archive itself", expected: "a table compressed at most once")
    }
    let isNamedCompressed = ["gz", "gzip"].contains(fileExtensions.first)
    let innerExtension = isNamedCompressed ? fileExtensions.dropFirst().first : fileExtensions.first
    guard let format = format(stream.content.span, fileExtension: innerExtension) else {
      throw unknownFormat(.decompressed(.wholeFile))
    }
    // A format without a header is text or bytes: a number of 8 bytes may come from each.
    var limit = memory / 8
    do {
      if let declared = try format.declaredSize(stream.content.span, file: file) {
        try declared.check(memory: memory, file: file)
        limit = declared.bytes
      }
    } catch {
      throw error.inside { .decompressed($0) }
    }
    try stream.read(bytes, upTo: limit + 1)
    guard stream.content.count <= limit else {
      throw fault(
        .decompressed(.wholeFile), "goes on after \(limit) bytes",
        expected: "no more than its header or the memory allows")
    }
    do {
      return try parse(stream.content.span, format)
    } catch {
      throw error.inside { .decompressed($0) }
    }
  }

  /// A signature decides before the extension; but the extension of CIFAR-10 before IDX's signature, which is two black
  /// pixels after the label 0 as well.
  private func format(_ bytes: Span<UInt8>, fileExtension: String?) -> (any TableFormat.Type)? {
    let bySignature = Self.formats.first { $0.recognizes(bytes) }
    let byExtension = Self.formats.first { $0.fileExtensions.contains(fileExtension ?? "") }
    if bySignature is IDXFile.Type, byExtension is CIFAR10File.Type { return byExtension }
    return bySignature ?? byExtension
  }

  private func unknownFormat(_ place: DataFormatError.Place) -> DataFormatError {
    let names = Self.formats.map { ($0.name, $0.fileExtensions) } + [(NPZFile.name, NPZFile.fileExtensions)]
    let understood = names.map { name, extensions in
      "\(name) (\(extensions.map { ".\($0)" }.joined(separator: ", ")))"
    }
    return fault(
      place, "neither the content nor the extension is of a known format",
      expected: understood.joined(separator: " or "))
  }

  private func fault(
    _ place: DataFormatError.Place, _ reason: String, expected: String? = nil
  ) -> DataFormatError {
    DataFormatError(file: file, place: place, reason: reason, expected: expected)
  }
}
