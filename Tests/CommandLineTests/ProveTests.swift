import Foundation
import Testing

@Suite("Prove")
struct ProveTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  @Test("what is listed as proved is exported, to standard output and to a file, with its page")
  func proved() throws {
    let folder = try TemporaryFolder()
    let theorems = try tool.run("list", "--json").decoded(Listing.self).theorems
    let proved = theorems.filter { $0.proof?.hasPrefix("proved in Coq") == true }
    #expect(proved.count >= 24)
    for theorem in proved {
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

  @Test("a claim can't be exported, nor what has no proof yet; neither can be written where nothing can be")
  func refusals() throws {
    for theorem in try tool.run("list", "--json").decoded(Listing.self).theorems {
      if theorem.kind != "theorem" {
        #expect(theorem.proof == nil)
        expectRefusal(try tool.run("prove", theorem.id), [theorem.id])
      } else if theorem.proof?.hasPrefix("proved") != true {
        expectRefusal(try tool.run("prove", theorem.id), [theorem.id])
      }
    }
    expectRefusal(try tool.run("prove", "linear.weyl", "--output", "/no/such/folder/a.v"), ["/no/such/folder/a.v"])
  }
}
