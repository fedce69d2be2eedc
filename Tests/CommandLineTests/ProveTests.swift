import Foundation
import Testing

@Suite("Prove")
struct ProveTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  @Test("every theorem is listed as proved and exported, to standard output and to a file, with its page")
  func proved() throws {
    let folder = try TemporaryFolder()
    let theorems = try tool.run("list", "--json").decoded(Listing.self).theorems.filter { $0.kind == "theorem" }
    #expect(theorems.count >= 27)
    for theorem in theorems {
      #expect(theorem.proof?.hasPrefix("proved in Coq") == true, "\(theorem.id)")
      let run = try tool.run("prove", theorem.id)
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.output.contains("\nTheorem ") && run.output.contains("Qed."), "\(theorem.id)")
      let path = folder.path("a.v")
      #expect(try tool.run("prove", theorem.id, "--output", path).status == 0)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == run.output)
      let page = try tool.run("prove", theorem.id, "--page")
      #expect(page.status == 0 && page.outputLines.first == "# `\(theorem.id)`")
    }
  }

  @Test("a claim can't be exported, nor a theorem written where nothing can be")
  func refusals() throws {
    let claims = try tool.run("list", "--json").decoded(Listing.self).theorems.filter { $0.kind != "theorem" }
    #expect(!claims.isEmpty)
    for claim in claims {
      #expect(claim.proof == nil)
      expectRefusal(try tool.run("prove", claim.id), [claim.id])
    }
    expectRefusal(try tool.run("prove", "linear.weyl", "--output", "/no/such/folder/a.v"), ["/no/such/folder/a.v"])
  }
}
