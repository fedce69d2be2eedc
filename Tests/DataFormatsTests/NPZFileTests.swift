import Testing

@testable import DataFormats

@Suite struct NPZFileTests {
  typealias Member = SampleArchive.Member

  private static let npy = Samples.npy(Samples.header("|u1", shape: "(2, 3)"), data: [1, 2, 3, 4, 5, 6])
  private static let other = Samples.npy(Samples.header("|u1", shape: "(1, 1)"), data: [9])
  private static let stored = Member("x.npy", npy)
  private static let deflated = stored.deflated()
  private let elements: [Double] = [1, 2, 3, 4, 5, 6]

  private func read(_ archive: SampleArchive, member: String? = nil) throws(DataFormatError) -> NumericTable {
    try NPZFile.parse(archive.bytes.span, member: member, file: "x.npz")
  }

  private func refuse(
    _ archive: SampleArchive, _ reason: String, member: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: DataFormatError.self, sourceLocation: sourceLocation) {
      try read(archive, member: member)
    }
    #expect(
      error?.description.contains(reason) == true, "\(error?.description ?? "accepted")", sourceLocation: sourceLocation
    )
  }

  private func changed(_ member: Member = stored, _ change: (inout Member) -> Void) -> SampleArchive {
    var member = member
    change(&member)
    return SampleArchive(member)
  }

  @Test func theOnlyArrayOrTheNamedOneIsRead() throws {
    #expect(try read(SampleArchive(Self.stored)).elements == elements)
    #expect(try read(SampleArchive(Self.deflated)).elements == elements)
    #expect(try read(SampleArchive(Member("readme", [1]), Self.deflated, Member("a/", []))).elements == elements)
    let two = SampleArchive(Self.stored, Member("y.npy", Self.other))
    for name in ["x", "x.npy"] { #expect(try read(two, member: name).elements == elements) }
    for name in ["y", "y.npy"] { #expect(try read(two, member: name).elements == [9]) }
    refuse(two, "x.npz: holds 2 arrays: \"x\", \"y\": name one with --array \"x\"")
    refuse(two, "holds no array \"z\"; expected --array with one of \"x\", \"y\"", member: "z")
    refuse(two, "holds no array \"\"", member: "")
    refuse(SampleArchive(Member("x", Self.npy)), "holds no array")
    refuse(SampleArchive(), "holds no array")
  }

  @Test func theWholeNameIsLookedForFirst() throws {
    let archive = SampleArchive(Member("x.npy.npy", Self.other), Self.stored)
    #expect(try read(archive, member: "x.npy").elements == elements)
    #expect(try read(archive, member: "x.npy.npy").elements == [9])
  }

  @Test func namesAreComparedByteByByteAndShownSafely() throws {
    // "é" as one scalar and as two: equal as Swift strings, not as names.
    let archive = SampleArchive(Member("\u{E9}.npy", Self.npy), Member("e\u{301}.npy", Self.other))
    #expect(try read(archive, member: "\u{E9}").elements == elements)
    #expect(try read(archive, member: "e\u{301}").elements == [9])
    var odd = Self.stored
    odd.name = [0xFF, 0x00, 0x0A, 0x1B] + Array("../.npy".utf8)
    #expect(try read(SampleArchive(odd)).elements == elements)
    let error = #expect(throws: DataFormatError.self) { try read(SampleArchive(odd, Self.stored)) }
    #expect(error?.description.utf8.allSatisfy { $0 >= 0x20 } == true)
    var empty = Self.stored
    empty.name = Array(".npy".utf8)
    #expect(try read(SampleArchive(empty, Member("y.npy", Self.other)), member: "").elements == elements)
    let many = (0..<30).map { Member("array\($0).npy", Self.other) }
    var crowd = SampleArchive()
    crowd.members = many
    refuse(crowd, "\"array19\" and 10 more: name one with --array \"array0\"")
  }

  @Test func duplicateNamesAreRefused() {
    refuse(SampleArchive(Self.stored, Member("x.npy", Self.other)), "a second member of the name \"x.npy\"")
    refuse(SampleArchive(Self.stored, Member("a", []), Member("a", [])), "a second member", member: "x")
  }

  @Test func encryptionAndOtherMethodsAreRefused() {
    for bit in [0, 6, 13] {
      refuse(changed { $0.centralPatches[8] = word(1 << bit) }, "member \"x.npy\": is encrypted")
      refuse(changed { $0.localPatches[6] = word(1 << bit) }, "differs from the central directory")
    }
    for method in [1, 6, 9, 12, 14, 93, 99, 0xFFFF] {
      refuse(changed { $0.method = method }, "is compressed by the method \(method); expected 0")
    }
    refuse(changed { $0.centralPatches[8] = word(1 << 5) }, "is compressed by the method")
  }

  @Test func wrongContentIsRefusedByItsCRC() {
    for member in [Self.stored, Self.deflated] {
      refuse(
        changed(member) {
          $0.centralPatches[16] = long(5)
          $0.localPatches[14] = long(5)
        }, "its content has the CRC-32 0x\(String(Samples.crc32(Self.npy), radix: 16)); expected 0x5,")
    }
    refuse(changed { $0.data = Self.npy.dropLast() + [7] }, "its content has the CRC-32")
    refuse(
      changed(Self.deflated) { $0.data = Samples.deflated(Self.npy.dropLast() + [7]) }, "its content has the CRC-32")
  }

  @Test func localHeadersThatLieAreRefused() throws {
    for member in [Self.stored, Self.deflated] {
      for (offset, bytes) in [
        (8, word(member.method ^ 8)), (14, long(1)), (18, long(1)), (18, long(0)), (22, long(Self.npy.count + 1)),
        (18, long(0xFFFF_FFFF)), (22, long(0xFFFF_FFFF)),
      ] {
        refuse(changed(member) { $0.localPatches[offset] = bytes }, "differs from the central directory")
      }
      refuse(changed(member) { $0.localPatches[26] = word(4) }, "differs from the central directory")
      refuse(changed(member) { $0.localPatches[0] = [0x50, 0x4B, 1, 2] }, "not the header of a ZIP archive's member")
      for offset in [26, 28] {
        refuse(changed(member) { $0.localPatches[offset] = word(0xFFFF) }, "ends inside the central directory")
      }
      refuse(changed(member) { $0.localPatches[28] = word(20) }, "")
      // Sizes and CRC after the data: the header before it may hold anything.
      let piped = changed(member) {
        $0.localPatches = [6: word(8), 14: long(0), 18: long(0), 22: long(0)]
        $0.centralPatches[8] = word(8)
      }
      #expect(try read(piped).elements == elements)
    }
  }

  @Test func zip64SizesAreRead() throws {
    for member in [Self.stored, Self.deflated] {
      let (size, compressed) = (member.content.count, (member.data ?? member.content).count)
      let extra = [word(0xCAFE), word(1), [7], word(1), word(16), wide(size), wide(compressed)].flatMap { $0 }
      let sentinels = long(0xFFFF_FFFF) + long(0xFFFF_FFFF)
      let local = changed(member) {
        $0.localPatches[18] = sentinels
        $0.localExtra = extra
      }
      #expect(try read(local).elements == elements)
      var both = local
      both.members[0].centralPatches[20] = sentinels
      both.members[0].centralExtra = extra
      #expect(try read(both).elements == elements)
      let offset = changed(member) {
        $0.centralPatches[42] = long(0xFFFF_FFFF)
        $0.centralExtra = word(1) + word(8) + wide(0)
      }
      #expect(try read(offset).elements == elements)

      for lie in [wide(size + 1) + wide(compressed), wide(size) + wide(compressed + 1), wide(-1) + wide(-1)] {
        var wrong = local
        wrong.members[0].localExtra = word(1) + word(16) + lie
        refuse(wrong, "differs from the central directory")
        wrong = both
        wrong.members[0].centralExtra = word(1) + word(16) + lie
        refuse(wrong, "differs from the central directory")
        wrong.members[0].localExtra = wrong.members[0].centralExtra
        refuse(wrong, "member \"x.npy\": ")
      }
      var doubled = local
      doubled.members[0].localExtra += extra
      refuse(doubled, "a second zip64 extra field")
      var short = both
      short.members[0].centralExtra = word(1) + word(8) + wide(size)
      refuse(short, "differs from the central directory")
      short.members[0].centralExtra = word(1) + word(17) + wide(size) + wide(compressed)
      refuse(short, "an extra field longer than its place")
    }
  }

  /// Sizes that both headers agree on, and are wrong.
  @Test func declaredSizesMustBeTheDatasOwn() {
    func declaring(_ member: Member, compressed: Int, size: Int) -> SampleArchive {
      changed(member) {
        $0.centralPatches[20] = long(compressed) + long(size)
        $0.localPatches[18] = long(compressed) + long(size)
      }
    }
    let (size, compressed) = (Self.npy.count, Self.npy.count + 5)
    refuse(declaring(Self.stored, compressed: size, size: size + 1), "cannot hold its declared \(size + 1) bytes")
    refuse(declaring(Self.stored, compressed: size - 1, size: size), "cannot hold its declared")
    refuse(declaring(Self.stored, compressed: size + 1, size: size + 1), "an end before the central directory")
    refuse(declaring(Self.stored, compressed: size - 1, size: size - 1), "its header declares \(size) bytes")
    refuse(declaring(Self.deflated, compressed: compressed, size: size + 1), "its header declares \(size) bytes")
    refuse(declaring(Self.deflated, compressed: compressed, size: size - 1), "its header declares \(size) bytes")
    refuse(declaring(Self.deflated, compressed: compressed - 1, size: size), "ends too early")
    refuse(declaring(Self.deflated, compressed: compressed + 1, size: size), "an end before the central directory")
    refuse(declaring(Self.deflated, compressed: compressed, size: compressed * 1032 + 1), "cannot hold its declared")
    refuse(declaring(Self.deflated, compressed: compressed, size: compressed * 1032), "its header declares")
    refuse(declaring(Self.deflated, compressed: 0, size: 0), "header, byte 0: not an NPY file")
    refuse(changed(Self.deflated) { $0.data = Samples.deflated(Self.npy) + [0] }, "1 bytes after the end")
    refuse(
      changed(Self.deflated) { $0.data = Samples.deflated(Self.npy + [0]) }, "more than its declared \(size) bytes")
    refuse(changed(Self.deflated) { $0.data = Samples.deflated(Self.npy.dropLast()) }, "only \(size - 1) bytes")
    refuse(changed(Self.deflated) { $0.data = [7, 7, 7, 7] }, "is damaged (invalid block type)")
    refuse(changed(Self.deflated) { $0.data = [] }, "member \"x.npy\": ")
  }

  @Test func bombsAreRefused() {
    // The directory declares 26 million bytes, the array inside it six.
    let zeros = [UInt8](repeating: 0, count: 1 + 258 * 100_000)
    var stream = Samples.deflated(Self.npy)
    stream[0] = 0
    stream += Samples.deflatedZeros(repeats: 100_000)
    refuse(
      SampleArchive(Member("x.npy", Self.npy + zeros).deflated(stream)), "its header declares \(Self.npy.count) bytes")
    // Both declare six.
    refuse(
      SampleArchive(Member("x.npy", Self.npy).deflated(stream)), "holds more than its declared \(Self.npy.count) bytes")
    // Both declare all of it, more than the memory.
    let header = Samples.npy(Samples.header("|u1", shape: "(\(zeros.count),)"), data: [])
    stream = Samples.deflated(header)
    stream[0] = 0
    stream += Samples.deflatedZeros(repeats: 100_000)
    let honest = SampleArchive(Member("x.npy", header + zeros).deflated(stream))
    let error = #expect(throws: DataFormatError.self) { try readTable(honest.bytes, memory: 9 * zeros.count) }
    #expect(error?.reason.contains("with \(zeros.count) numbers, too many for the") == true)
    #expect(error?.place == .member("\"x.npy\"", .wholeFile))
  }

  @Test func theDirectoryMustLieWhereTheEndSays() throws {
    let archive = SampleArchive(Self.stored)
    func refusePatched(_ offset: Int, _ bytes: [UInt8], _ reason: String) {
      var wrong = archive
      wrong.endPatches[offset] = bytes
      refuse(wrong, reason)
    }
    refusePatched(4, word(1), "part of an archive in several files")
    refusePatched(6, word(1), "part of an archive in several files")
    for count in [0, 2, 0xFFFF] { refusePatched(10, word(count), "\(count) members declared; expected 1") }
    for size in [0, 1, 50, 52, 0xFFFF_FFFF] { refusePatched(12, long(size), "a central directory of") }
    for start in [0, 1, 1 << 20, 0xFFFF_FFFF] { refusePatched(16, long(start), "a central directory of") }
    refusePatched(20, word(1), "no end of a ZIP archive here")
    refusePatched(0, [0x51], "no end of a ZIP archive here")
    refuse(changed { $0.centralPatches[0] = [0] }, "not an entry of a ZIP archive's central directory")
    for offset in [28, 30, 32] {
      refuse(changed { $0.centralPatches[offset] = word(0xFFFF) }, "ends after the directory")
    }
    refuse(changed { $0.centralPatches[42] = long(1) }, "not the header of a ZIP archive's member")
    for start in [1 << 20, 0xFFFF_FFFF] { refuse(changed { $0.centralPatches[42] = long(start) }, "begins at byte") }
    for bytes in [[0] + archive.bytes, archive.bytes + [0], Array(archive.bytes.dropFirst())] {
      #expect(throws: DataFormatError.self) { try NPZFile.parse(bytes.span, file: "x.npz") }
    }
    var between = archive
    between.beforeEnd = [0]
    refuse(between, "a central directory of")
  }

  @Test func commentsMayHoldAnythingButAnotherEnd() throws {
    var archive = SampleArchive(Self.stored)
    for comment in [[0x50, 0x4B, 5, 6], Array(repeating: 0x50, count: 0xFFFF), Array("PK\u{5}\u{6} and more".utf8)] {
      archive.comment = comment
      #expect(try read(archive).elements == elements)
    }
    archive.comment = SampleArchive(Member("y.npy", Self.other)).bytes
    refuse(archive, "two ends of a ZIP archive in one")
  }

  @Test func zip64EndsMustAgree() throws {
    var archive = SampleArchive(Self.stored)
    archive.hasZip64End = true
    #expect(try read(archive).elements == elements)
    archive.endPatches = [10: word(0xFFFF), 12: long(0xFFFF_FFFF), 16: long(0xFFFF_FFFF)]
    #expect(try read(archive).elements == elements)
    for (offset, value) in [(10, word(2)), (12, long(1)), (16, long(1))] {
      var wrong = archive
      wrong.endPatches[offset] = value
      refuse(wrong, "contradict each other")
    }
    for (offset, value) in [
      (0, [0]), (4, wide(45)), (4, wide(-1)), (16, long(1)), (20, long(1)), (32, wide(2)), (32, wide(-1)),
      (40, wide(1)),
      (40, wide(-1)), (48, wide(1)), (48, wide(-1)),
    ] {
      var wrong = archive
      wrong.zip64EndPatches[offset] = value
      refuse(wrong, "")
    }
    for offset in [0, 1, 1 << 40, -1] {
      var wrong = archive
      wrong.locatorPatches[8] = wide(offset)
      refuse(wrong, "no zip64 record of the archive's end")
    }
  }

  @Test func everyTruncationIsRefused() {
    var archive = SampleArchive(Self.deflated)
    archive.hasZip64End = true
    let bytes = archive.bytes
    for count in bytes.indices {
      #expect(throws: DataFormatError.self, "\(count) bytes") {
        try NPZFile.parse(Array(bytes.prefix(count)).span, file: "x.npz")
      }
    }
  }

  @Test func faultsOfTheArrayNameTheMember() {
    let wrong = Samples.npy(Samples.header("|u1", shape: "(2, 4)"), data: [1, 2, 3, 4, 5, 6, 7])
    refuse(SampleArchive(Member("x.npy", wrong)), "x.npz: member \"x.npy\": its header declares")
    let shape = Samples.npy(Samples.header("<f8", shape: "(4611686018427387904, 4)"), data: [])
    refuse(SampleArchive(Member("x.npy", shape)), "x.npz: member \"x.npy\": header, byte 60: shape")
    refuse(SampleArchive(Member("x.npy", [])), "x.npz: member \"x.npy\": header, byte 0: not an NPY file")
    let boolean = Samples.npy(Samples.header("|b1", shape: "(2,)"), data: [1, 2])
    refuse(SampleArchive(Member("x.npy", boolean).deflated()), "x.npz: member \"x.npy\": row 2, column 1 ")
  }
}
