import BoundKernel
import Foundation
import Testing
import Theorems

/// The proofs of `Proofs/`, compiled by Coq in a copy.
@Suite struct LinearWeylProofTests {
  static let proofs = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Proofs").standardizedFileURL

  static var hasCoq: Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/coqc")
    }
  }

  private func sources() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.proofs.path).filter { $0.hasSuffix(".v") }
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        ($0, try String(contentsOf: Self.proofs.appending(path: $0), encoding: .utf8))
      })
  }

  /// Compiles a copy, changed by `edit`; the status of make and everything that was printed.
  private func compile(_ edit: (inout [String: String]) -> Void = { _ in }) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gnbounds-proofs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files = try sources()
    edit(&files)
    files["_CoqProject"] = try String(contentsOf: Self.proofs.appending(path: "_CoqProject"), encoding: .utf8)
    for (name, text) in files { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "coq_makefile -f _CoqProject -o Makefile.coq && make -f Makefile.coq"]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  @Test(.enabled(if: hasCoq, "coqc isn't installed: the README's test command installs it"))
  func coqAcceptsEveryProofWithoutAxioms() throws {
    let (status, output) = try compile()
    #expect(status == 0, "\(output)")
    let asked = try sources().values.reduce(0) { $0 + $1.ranges(of: "Print Assumptions").count }
    #expect(asked >= 5)
    #expect(output.ranges(of: "Closed under the global context").count == asked)
    #expect(!output.contains("Axioms:"))
  }

  @Test func nothingIsAdmitted() throws {
    for (name, text) in try sources() {
      for word in ["Admitted", "admit", "Axiom", "Parameter", "Conjecture"] {
        #expect(!text.contains(word), "\(name) contains \(word)")
      }
    }
  }

  /// A false relative isn't accepted: Coq is really asked. Each is linear.weyl with one thing wrong.
  @Test(
    .enabled(if: hasCoq, "coqc isn't installed: the README's test command installs it"),
    arguments: [
      ("(lambda_max / lambda_min * (high / low))", "(high / low)"),
      ("(lambda_max / lambda_min * (high / low))", "(lambda_min / lambda_max * (high / low))"),
      ("(lambda_max / lambda_min * (high / low))", "(lambda_max / lambda_min * (low / high))"),
      ("Let high := \\sum_l max_P l * max_Q l.", "Let high := \\sum_l max_P l * col_Q l."),
    ])
  func coqRejectsFalsehoods(_ truth: String, _ falsehood: String) throws {
    let text = try #require(try sources()["LinearWeyl.v"])
    #expect(text.contains(truth))
    let (status, _) = try compile { $0["LinearWeyl.v"] = text.replacing(truth, with: falsehood) }
    #expect(status != 0)
  }

  /// The rules of the derivation of linear.weyl that name a lemma name one that exists; the others are arithmetic.
  @Test func rulesNameTheirLemmas() throws {
    let text = try #require(try sources()["Rules.v"])
    let theorem = try Theorem.linearWeyl()
    var lemmas: Set<String> = []
    func visit(_ judgement: any Judgement) {
      if let lemma = judgement.derivation.rule.lemma { lemmas.insert(lemma) }
      #expect(judgement.derivation.rule.lemma != nil, "\(judgement.derivation.rule.name) has no lemma")
      judgement.derivation.premises.forEach(visit)
    }
    try visit(#require(theorem.judgement))
    for lemma in lemmas { #expect(text.contains("Lemma \(lemma) "), "\(lemma)") }
    let stated = text.matches(of: /Lemma (rule_\w+)/).map { String($0.1) }
    #expect(Set(stated) == lemmas)
  }
}
