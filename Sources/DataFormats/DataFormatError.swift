/// Why a file could not be read: which file, where in it, what is wrong and what would be right.
public struct DataFormatError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A place inside a file.
  public indirect enum Place: Sendable, Equatable, CustomStringConvertible {
    /// The file as a whole.
    case wholeFile
    /// A byte of a binary header; offsets from the start of the file, counted from 0.
    case header(byte: Int)
    /// An entry of a binary array seen as a table; counted from 1.
    case entry(row: Int, column: Int)
    /// A line of a text file, counted from 1.
    case line(Int)
    /// A cell of a text file: its line and its position among that line's cells, both counted from 1.
    case cell(line: Int, column: Int)
    /// A byte of a compressed file or an archive; offsets from the start of the file, counted from 0.
    case byte(Int)
    /// A place inside the decompressed content of a file, where offsets count from that content's start.
    case decompressed(Place)
    /// A place inside a member of an archive, by the member's name, where offsets count from the member's start.
    case member(String, Place)

    /// The place in words, empty for the whole file.
    public var description: String {
      switch self {
      case .wholeFile: ""
      case .header(let byte): "header, byte \(byte)"
      case .entry(let row, let column): "row \(row), column \(column) (counted from 1)"
      case .line(let line): "line \(line)"
      case .cell(let line, let column): "line \(line), column \(column)"
      case .byte(let byte): "byte \(byte)"
      case .decompressed(let place): Self.path("decompressed content", place)
      case .member(let name, let place): Self.path("member \(name)", place)
      }
    }

    private static func path(_ outer: String, _ inner: Place) -> String {
      inner == .wholeFile ? outer : "\(outer): \(inner)"
    }
  }

  /// The file as the user named it.
  public let file: String
  /// Where in the file.
  public let place: Place
  /// What is wrong.
  public let reason: String
  /// What would be right, where the reason does not say it already.
  public let expected: String?

  /// Describes a fault of `file` at `place`.
  public init(file: String, place: Place, reason: String, expected: String? = nil) {
    self.file = file
    self.place = place
    self.reason = reason
    self.expected = expected
  }

  /// The same fault with its place inside another.
  func inside(_ outer: (Place) -> Place) -> Self {
    Self(file: file, place: outer(place), reason: reason, expected: expected)
  }

  /// One line: file, place, reason, and what would be right.
  public var description: String {
    let parts = [file, place.description, reason].filter { !$0.isEmpty }
    return parts.joined(separator: ": ") + (expected.map { "; expected \($0)" } ?? "")
  }
}
