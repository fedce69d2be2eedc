/// Numbers that label trials, against which bound/κ is plotted.
enum NumericLabel: String, CaseIterable {
  case depth, narrowest, width, samples

  /// The title of the axis.
  var title: String {
    switch self {
    case .depth: "depth L"
    case .narrowest: "narrowest hidden layer"
    case .width: "hidden width m"
    case .samples: "samples n"
    }
  }

  /// In a sentence.
  var words: String {
    switch self {
    case .depth: "depth"
    case .narrowest: "narrowest width"
    case .width: "width"
    case .samples: "sample count"
    }
  }
}
