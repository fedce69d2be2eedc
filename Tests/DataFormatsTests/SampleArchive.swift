/// A ZIP archive made in memory, of which every field can be made to lie.
///
/// Patches replace the bytes at an offset of a record, as PKWARE's specification counts them.
struct SampleArchive {
  struct Member {
    var name: [UInt8]
    var content: [UInt8]
    var method = 0
    /// The member's data, where it is not the content itself.
    var data: [UInt8]?
    var localExtra: [UInt8] = []
    var centralExtra: [UInt8] = []
    var localPatches: [Int: [UInt8]] = [:]
    var centralPatches: [Int: [UInt8]] = [:]

    init(_ name: String, _ content: [UInt8]) {
      self.name = Array(name.utf8)
      self.content = content
    }

    /// The same member compressed by deflate, as a stream of its own where one is given.
    func deflated(_ stream: [UInt8]? = nil) -> Self {
      var member = self
      member.method = 8
      member.data = stream ?? Samples.deflated(content)
      return member
    }
  }

  var members: [Member]
  var comment: [UInt8] = []
  /// Bytes between the directory and the record of the end.
  var beforeEnd: [UInt8] = []
  var endPatches: [Int: [UInt8]] = [:]
  var hasZip64End = false
  var zip64EndPatches: [Int: [UInt8]] = [:]
  var locatorPatches: [Int: [UInt8]] = [:]

  init(_ members: Member...) {
    self.members = members
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let data = member.data ?? member.content
      let shared: [[UInt8]] = [
        word(0), word(member.method), word(0), word(0x21), long(Samples.crc32(member.content)), long(data.count),
        long(member.content.count), word(member.name.count),
      ]
      let central: [[UInt8]] = [
        [0x50, 0x4B, 1, 2], word(45), word(45), shared.flatMap { $0 }, word(member.centralExtra.count), word(0),
        word(0),
        word(0), long(0), long(bytes.count),
      ]
      let local: [[UInt8]] = [
        [0x50, 0x4B, 3, 4], word(45), shared.flatMap { $0 }, word(member.localExtra.count),
      ]
      directory += patched(central, member.centralPatches) + member.name + member.centralExtra
      bytes += patched(local, member.localPatches) + member.name + member.localExtra + data
    }
    let start = bytes.count
    bytes += directory
    if hasZip64End {
      let record: [[UInt8]] = [
        [0x50, 0x4B, 6, 6], wide(44), word(45), word(45), long(0), long(0), wide(members.count), wide(members.count),
        wide(directory.count), wide(start),
      ]
      let locator: [[UInt8]] = [[0x50, 0x4B, 6, 7], long(0), wide(bytes.count), long(1)]
      bytes += patched(record, zip64EndPatches) + patched(locator, locatorPatches)
    }
    let end: [[UInt8]] = [
      [0x50, 0x4B, 5, 6], word(0), word(0), word(members.count), word(members.count), long(directory.count),
      long(start),
      word(comment.count),
    ]
    return bytes + beforeEnd + patched(end, endPatches) + comment
  }

  private func patched(_ record: [[UInt8]], _ patches: [Int: [UInt8]]) -> [UInt8] {
    patches.reduce(into: Array(record.joined())) {
      $0.replaceSubrange($1.key..<$1.key + $1.value.count, with: $1.value)
    }
  }
}

func word(_ value: Int) -> [UInt8] { Samples.littleEndian(value, width: 2) }
func long(_ value: Int) -> [UInt8] { Samples.littleEndian(value, width: 4) }
func wide(_ value: Int) -> [UInt8] { Samples.littleEndian(value, width: 8) }
