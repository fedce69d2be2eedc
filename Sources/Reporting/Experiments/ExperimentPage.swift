import Foundation

/// The page of an experiment.
struct ExperimentPage {
  private let experiment: any Experiment
  private let findings: ExperimentFindings
  private let values: ExperimentValues
  private let run: ExperimentRun

  init(_ experiment: any Experiment, _ values: ExperimentValues, _ run: ExperimentRun) throws {
    self.experiment = experiment
    self.values = values
    self.run = run
    findings = try experiment.findings(values, run.scale)
  }

  /// What is seen, in one sentence.
  var headline: String { findings.headline }

  /// The page and its plots, below the folder of figures.
  var files: [ReportFile] {
    var lines = ["# \(experiment.title)", "", "**Seen here:** \(findings.headline)", ""]
    for (name, title, _) in findings.plots { lines += ["![\(title)](\(path(name)))", ""] }
    lines += ["## What was run", "", experiment.description(run.scale), "", "Data: \(run.data.description).", ""]
    lines += ["## What the paper reports", "", experiment.reported + " [ZSL24]", "", "## What is seen here", ""]
    lines += findings.remarks.filter { !$0.isEmpty }.map { "- " + $0 }
    lines.append(
      values.violations == 0
        ? "- No bound was violated on any of \(CountText.plural(values.networks, "network"))."
        : "- **VIOLATED:** \(CountText.plural(values.violations, "bound")).")
    lines.append("")
    for table in findings.tables { lines += table + [""] }
    lines += ["## Provenance", ""] + run.provenance
    lines += [
      "- [all experiments](../figures.md)", "", "## Reproduce", "", "```sh", run.command([experiment.name]), "```",
    ]
    return [ReportFile("figures/\(experiment.name).md", lines: lines)]
      + findings.plots.map { ReportFile("figures/\(path($0.name))", $0.svg) }
  }

  private func path(_ name: String) -> String { "\(experiment.name)-\(name).svg" }

  /// The list of all experiments with what is seen in each.
  static func index(_ pages: [(experiment: any Experiment, page: ExperimentPage)], _ run: ExperimentRun) -> ReportFile {
    var lines = [
      "# The experiments of [ZSL24], run again", "",
      "κ and its bounds over depth, width, data and architecture. Data: \(run.data.description).", "",
    ]
    var table = MarkdownTable(["experiment", "seen here"], textColumns: [0, 1])
    for (experiment, page) in pages {
      table.append(["[\(experiment.title)](figures/\(experiment.name).md)", page.headline])
    }
    lines += table.lines + ["", "## Provenance", ""] + run.provenance
    lines += ["", "## Reproduce", "", "```sh", run.command([]), "```"]
    return ReportFile("figures.md", lines: lines)
  }
}
