import Foundation
import Testing

@Suite("Usage")
struct UsageTests {
  let tool: Tool

  init() throws { tool = try Tool() }

  private static let commands = ["list", "show", "check", "merge", "replay", "prove", "bench"]

  @Test("help, asked for, succeeds and names every command", arguments: ["--help", "-h", "help"])
  func help(argument: String) throws {
    let run = try tool.run(argument)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    for command in Self.commands { #expect(run.output.contains("  \(command) ")) }
    #expect(run.output.contains("Usage: gnbounds COMMAND"))
  }

  @Test("without a command, the help is printed and the exit status is 2")
  func noArguments() throws {
    let run = try tool.run()
    #expect(run.status == 2)
    #expect(run.output == (try tool.run("--help").output))
  }

  @Test("the version is a version")
  func version() throws {
    let run = try tool.run("--version")
    #expect(run.status == 0)
    #expect(run.output.wholeMatch(of: #/gnbounds \d+\.\d+\.\d+\n/#) != nil)
    #expect(run.errors.isEmpty)
  }

  @Test("the help of a command names each of its options once, and the options exist", arguments: commands)
  func commandHelp(command: String) throws {
    let run = try tool.run(command, "--help")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("Usage: gnbounds \(command)"))
    let heads = run.outputLines.compactMap { $0.wholeMatch(of: #/  (--[a-z-]+)( .*)?/#) }
    #expect(heads.contains { $0.1 == "--help" })
    #expect(Set(heads.map(\.1)).count == heads.count)
    // A value-less mention of an option is never an unknown one.
    for head in heads where head.1 != "--help" {
      let mention = try tool.run(command, String(head.1), "--help")
      #expect(!mention.errors.contains("unknown option"), "\(mention.command)")
    }
  }

  @Test("an option isn't taken for another's value")
  func forgottenValue() throws {
    for words in [
      ["--journal", "--resume"], ["--journal", "--help"], ["--seed", "--quiet"], ["--data", "--whiten"],
      ["--journal", "-resume"],
    ] {
      let run = try tool.run(["check", "--trials", "2"] + words)
      #expect(run.status == 2)
      #expect(run.errors.contains("\(words[0]) needs a value"), "\(run.errors)")
    }
  }

  @Test(
    "a mistyped word is refused with the nearest known one",
    arguments: [
      (["chekc"], "'chekc'", "'check'"), (["chek"], "'chek'", "'check'"), (["rpelay"], "'rpelay'", "'replay'"),
      (["check", "--trails", "3"], "'--trails'", "'--trials'"),
      (["check", "--dept", "3"], "'--dept'", "'--depth'"),
      (["check", "-trials", "5"], "'-trials'", "'--trials'"), (["check", "-seed=-5"], "'-seed'", "'--seed'"),
      (["merge", "a.jsonl", "-json"], "'-json'", "'--json'"),
      (["replay", "linear.weyl", "--idnex=3"], "'--idnex'", "'--index'"),
      (["show", "linear.wely"], "'linear.wely'", "'linear.weyl'"),
      (["replay", "linear.rnak", "--index", "1"], "'linear.rnak'", "'linear.rank'"),
      (["check", "--theorem", "linear.lowr"], "'linear.lowr'", "'linear.lower'"),
      (["check", "--theorem", "linear.weyl,control.minimun"], "'control.minimun'", "'control.minimum'"),
      (["check", "--init", "kaiming-norml"], "kaiming-norml", "'kaiming-normal'"),
      (["check", "--moment", "witened"], "witened", "'whitened'"),
    ])
  func suggestions(arguments: [String], given: String, meant: String) throws {
    expectRefusal(try tool.run(arguments), [given, "did you mean \(meant)?"])
  }

  @Test(
    "a word like no other is refused with what there is to choose from",
    arguments: [
      (["xylophone"], ["xylophone", "check", "replay"]), (["list", "--zzzzzzzzzz"], ["--zzzzzzzzzz", "--json"]),
      (["check", "--shape", "zzzzzzzzzzzz"], ["zzzzzzzzzzzz", "bottleneck", "constant"]),
      (["check", "--structure", "q"], ["--structure q", "plain", "balanced"]),
      (["check", "--family", "tanh-tanh"], ["tanh-tanh", "linear"]),
      (["show", "theorem-of-pythagoras"], ["theorem-of-pythagoras", "gnbounds list"]),
    ])
  func choices(arguments: [String], words: [String]) throws { expectRefusal(try tool.run(arguments), words) }

  @Test(
    "a value out of its domain is refused by option and value",
    arguments: [
      ("--width", "0"), ("--width", "0...3"), ("--width", "x"), ("--width", ""), ("--width", "..."),
      ("--width", "2..."), ("--width", "...2"), ("--width", "1..3"), ("--width", "2.5"),
      ("--width", "99999999999999999999"), ("--width", "9223372036854775807"), ("--depth", "-1"), ("--depth", "0"),
      ("--depth", "5...2"), ("--depth", "1...2...3"), ("--depth", "-3...-1"), ("--inputs", "3...1"),
      ("--inputs", "0"), ("--outputs", "0"), ("--outputs", "two"), ("--trials", "0"), ("--trials", "-5"),
      ("--trials", "1e3"), ("--trials", "99999999999999999999"), ("--jobs", "x"), ("--jobs", "0"), ("--jobs", "-2"),
      ("--seed", "-1"), ("--seed", "1.5"), ("--seed", "18446744073709551616"), ("--seed", ""),
    ])
  func values(option: String, value: String) throws {
    expectRefusal(try tool.run("check", option, value), [option, value])
    expectRefusal(try tool.run("check", "\(option)=\(value)"), [option, value])
  }

  @Test(
    "options are refused where they're incomplete, doubled or have no meaning",
    arguments: [
      (["check", "--trials"], ["--trials", "needs a value"]),
      (["check", "--json", "--seed"], ["--seed", "needs a value"]),
      (["check", "--json=yes"], ["--json", "takes no value"]), (["check", "--quiet="], ["--quiet", "takes no value"]),
      (["list", "--json=1"], ["--json", "takes no value"]),
      (["check", "--trials", "3", "--trials", "3"], ["--trials", "2 times"]),
      (["check", "--seed", "1", "--seed=2"], ["--seed", "2 times"]),
      (["check", "--depth", "1", "--depth", "2", "--depth", "3"], ["--depth", "3 times"]),
      (["check", "--center"], ["--center", "--data"]), (["check", "--standardize"], ["--standardize", "--data"]),
      (["check", "--whiten"], ["--whiten", "--data"]), (["check", "--samples", "3"], ["--samples", "--data"]),
      (["check", "linear.weyl"], ["linear.weyl", "--theorem"]), (["list", "linear.weyl"], ["linear.weyl"]),
      (["check", "--init", ""], ["--init", "needs a value"]), (["check", "--init", ","], ["--init", "needs a name"]),
      (["check", "--init", "orthogonal,orthogonal"], ["--init orthogonal,orthogonal", "orthogonal is named twice"]),
      (["check", "--family", "relu", "--family", "conv,relu"], ["--family relu,conv,relu", "relu is named twice"]),
      (["check", "--data="], ["--data", "needs a value"]),
      (["check", "--journal", ""], ["--journal", "needs a value"]),
      (["report", "a.jsonl", "--output", ""], ["--output", "needs a value"]),
      (["report", "a.jsonl", "--output", "o", "--baseline="], ["--baseline", "needs a value"]),
      (["figures", "--output", ""], ["--output", "needs a value"]), (["figures"], ["--output DIR"]),
      (["prove", "linear.weyl", "--output", ""], ["--output", "needs a value"]),
      (["replay", "linear.weyl", "--from", ""], ["--from", "needs a value"]),

      (["check", "--family", "linear", "--slope", "one"], ["--slope", "relu", "linear is asked for"]),
      (["check", "--theorem", "relu.weyl", "--depth", "3"], ["--depth", "linear, residual", "relu is asked for"]),
      (["check", "--theorem", "relu.weyl", "--family", "linear"], ["--family", "relu", "relu.weyl"]),
      (["replay", "residual.weyl", "--index", "1", "--family", "relu"], ["--family", "residual"]),
      (["replay", "residual.weyl", "--index", "1", "--batch", "3"], ["--batch", "relu"]),
      (["check", "--trials", "5", "--theorem", ""], ["--theorem"]),
      (["show"], ["show takes one theorem"]), (["show", "linear.weyl", "linear.rank"], ["show takes one theorem"]),
      (["replay", "--index", "1"], ["replay takes one theorem"]), (["replay", "linear.weyl"], ["--index", "--from"]),
      (["replay", "linear.weyl", "--index", "-1"], ["--index -1"]),
      (["replay", "linear.weyl", "--index", "one"], ["--index one"]),
      (["replay", "linear.weyl", "--index", "9223372036854775808"], ["--index 9223372036854775808"]),
      (["replay", "linear.weyl", "--index", "1", "--from", "a.json"], ["--index", "--from", "not both"]),
      (["replay", "linear.weyl", "--from", "a.json", "--depth", "2"], ["--depth", "--from"]),
      (["bench", "--trials", "0"], ["--trials 0"]), (["bench", "--repetitions", "none"], ["--repetitions none"]),
    ])
  func misuse(arguments: [String], words: [String]) throws { expectRefusal(try tool.run(arguments), words) }

  @Test(
    "sizes beyond the memory are refused at once",
    arguments: [
      ["--inputs", "100000"], ["--inputs", "1048576", "--outputs", "1048576"], ["--outputs", "1000000"],
      ["--width", "1048576"], ["--depth", "1048576", "--width", "1000"],
    ])
  func memory(sizes: [String]) throws {
    expectRefusal(try tool.run(["check"] + sizes), ["GiB", "may be used: leave ", " out with --family"])
    let one = try tool.run(["replay", "linear.weyl", "--index", "0"] + sizes)
    expectRefusal(one, ["linear: ", "GiB", "--inputs or --outputs"])
    #expect(!one.errors.contains("--family") && !one.errors.contains("--jobs"))
  }

  @Test(
    "the family whose networks are too large is named, with the options that decide their size",
    arguments: [
      (["--family", "conv", "--pixels", "200000", "--axes", "plane", "--images", "noise"], ["conv: ", "--pixels"]),
      (["--family", "conv", "--batch", "1000000", "--pixels", "100000", "--axes", "line"], ["conv: ", "--batch"]),
      (
        ["--family", "linear,conv", "--depth", "2", "--width", "1024", "--taps", "9"],
        ["conv: ", "leave conv out with --family", "--taps"]
      ),
      (["--family", "relu", "--batch", "1000000"], ["relu: ", "--batch"]),
    ])
  func memoryByFamily(sizes: [String], words: [String]) throws {
    let run = try tool.run(["check", "--trials", "2", "--jobs", "1"] + sizes)
    expectRefusal(run, words + ["GiB"])
    #expect(!run.errors.contains("at once") && !run.errors.contains("--jobs"))
  }

  @Test("ranges that reach far are taken where no network is drawn that large")
  func wideRanges() throws {
    let run = try tool.run(
      "check", "--family", "conv", "--inputs", "1...50", "--outputs", "1...50", "--trials", "20", "--quiet")
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("the words for one family and for several, and the largest value, are told")
  func words() throws {
    expectRefusal(try tool.run("check", "--family", "linear", "--slope", "one"), ["--slope is about the family relu,"])
    expectRefusal(
      try tool.run("check", "--family", "relu", "--moment", "whitened"), ["is about the families linear, residual,"])
    expectRefusal(try tool.run("check", "--depth", "9223372036854775807"), ["from 1 to 1048576"])
    expectRefusal(try tool.run("check", "--depth", "2,4"), ["--depth 2,4", "a range such as 2...6"])
    expectRefusal(try tool.run("check", "--trials", "99999999999999"), ["from 1 to 1099511627776"])
    expectRefusal(try tool.run("check", "--json", "--quiet"), ["--json and --quiet"])
    expectRefusal(try tool.run("merge", "a.jsonl", "--json", "--quiet"), ["--json and --quiet"])
    #expect(try tool.run("check", "--help").output.contains("a number or a range"))
    #expect(try tool.run("replay", "--help").output.contains("Exit status: 0 whatever the verdict"))
  }

  @Test("a file that isn't there, or is a folder, is named in the same words everywhere")
  func files() throws {
    let folder = try TemporaryFolder()
    let (missing, place) = (folder.path("nosuch"), folder.location.path)
    let journal = try folder.write("journal.jsonl", "")
    for command in [
      ["merge"], ["report", "--output", folder.path("o")], ["replay", "linear.weyl", "--from"], ["check", "--data"],
    ] {
      expectRefusal(try tool.run(command + [missing]), ["\(missing): no such file\n"])
      expectRefusal(try tool.run(command + [place]), ["\(place): is a directory; expected a file\n"])
    }
    expectRefusal(try tool.run("check", "--journal", place), ["\(place): is a directory; expected a file\n"])
    expectRefusal(try tool.run("prove", "linear.weyl", "--output", place), ["\(place): is a directory"])
    expectRefusal(
      try tool.run("prove", "linear.weyl", "--output", missing + "/x.v"),
      ["can't be written: there is no folder \(missing)"])
    expectRefusal(
      try tool.run("check", "--save-counterexamples", journal + "/below"), ["can't be made (Not a directory)"])
    let recorded = folder.path("recorded.jsonl")
    _ = try tool.run("check", "--theorem", "linear.rank", "--trials", "2", "--quiet", "--journal", recorded)
    expectRefusal(
      try tool.run("report", recorded, "--update-baseline", "--baseline", journal + "/below/baseline.json"),
      ["\(journal)/below/baseline.json: can't be written: the folder can't be made (Not a directory)"])
  }

  @Test("the extremes of seeds, indices and jobs are taken")
  func extremes() throws {
    #expect(try tool.run("check", "--trials", "5", "--quiet", "--seed", "18446744073709551615").status == 0)
    #expect(try tool.run("check", "--trials", "5", "--quiet", "--seed", "0").status == 0)
    #expect(try tool.run("check", "--trials", "5", "--quiet", "--jobs", "100000").status == 0)
    let run = try tool.run("replay", "linear.weyl", "--index", "9223372036854775807", "--json")
    #expect(run.status == 0)
    #expect(try run.decoded(Replay.self).schema == "gnbounds.replay/1")
  }

  @Test("a number of jobs beyond the trials costs nothing")
  func manyJobs() throws {
    let run = try tool.run("check", "--trials", "5", "--quiet", "--jobs", "9223372036854775807")
    #expect(run.status == 0 || run.status == 2)
  }
}
