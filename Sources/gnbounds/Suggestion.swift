/// The nearest match to a mistyped word.
enum Suggestion {
  /// «; did you mean …?», or what there is to choose from.
  static func sentence(for word: String, among known: [String]) -> String {
    if let near = nearest(to: word, among: known) { return ": did you mean '\(near)'?" }
    return known.count <= 20 ? "; there are \(known.joined(separator: ", "))" : ""
  }

  /// The known word at the least edit distance, if that is at most a third of its length (at least 2).
  static func nearest(to word: String, among known: [String]) -> String? {
    let distances = known.map { (word: $0, distance: distance(word, $0)) }
    guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= max(2, best.word.count / 3)
    else { return nil }
    return best.word
  }

  /// Damerau's edit distance with adjacent transpositions (optimal string alignment).
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
