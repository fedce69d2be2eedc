import Foundation
import Testing

/// The pages of the repository, as they're committed.
struct CommittedLinksTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL

  /// The pages of a folder, by their paths in the repository.
  private static func pages(_ folder: String) throws -> [String: String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
    let pairs = try paths.filter { $0.hasSuffix(".md") }.map { path in
      ("\(folder)/\(path)", try String(contentsOf: root.appending(path: "\(folder)/\(path)"), encoding: .utf8))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// What a page links to, by its path in the repository.
  private static func targets(_ page: String, _ text: String) -> [String] {
    let folder = root.appending(path: page).deletingLastPathComponent()
    return text.matches(of: /\]\(([^)#\s]+)[^)]*\)/).map(\.1).filter { !$0.contains("://") }.map { link in
      String(folder.appending(path: String(link)).standardizedFileURL.path.dropFirst(root.path.count + 1))
    }
  }

  @Test("Every link of reports and proofs leads to a file, and each theorem's two pages to each other")
  func links() throws {
    let (reports, proofs) = (try Self.pages("Reports"), try Self.pages("Proofs"))
    #expect(!reports.isEmpty && !proofs.isEmpty)
    for (page, text) in reports.merging(proofs, uniquingKeysWith: { first, _ in first }) {
      for target in Self.targets(page, text) {
        let file = Self.root.appending(path: target).path
        #expect(FileManager.default.fileExists(atPath: file), "\(page) links to \(target)")
      }
    }
    for (page, text) in proofs where page != "Proofs/README.md" {
      let report = "Reports" + page.dropFirst("Proofs".count)
      #expect(Self.targets(page, text).contains(report), "\(page)")
      #expect(Self.targets(report, try #require(reports[report], "\(report)")).contains(page), "\(report)")
      let overview = try #require(reports["Reports/tightness.md"])
      #expect(Self.targets("Reports/tightness.md", overview).contains(page), "\(page)")
    }
  }
}
