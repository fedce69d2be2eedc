// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, resources: [Resource]? = nil, exclude: [String] = [], _ dependencies: Target.Dependency...)
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "gnbounds",
  products: [
    .executable(name: "gnbounds", targets: ["gnbounds"]),
    .library(
      name: "GaussNewtonBounds",
      targets: [
        "BoundKernel", "DataFormats", "Falsification", "Formalization", "LinearAlgebra", "Networks", "RandomStreams",
        "Theorems", "Verification", "VerifiedNumerics",
      ]),
  ],
  targets: [
    .systemLibrary(name: "CLapacke", providers: [.apt(["liblapacke-dev", "libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    module("BoundKernel"),
    module("RandomStreams"),
    module("Plotting"),
    module("Falsification"),
    module("DataFormats", "CZlib"),
    module("LinearAlgebra", "CLapacke"),
    module("VerifiedNumerics", "LinearAlgebra"),
    module("Networks", "LinearAlgebra", "RandomStreams"),
    module("Theorems", "BoundKernel", "Networks"),
    module("Formalization", "BoundKernel", "Theorems"),
    module(
      "Verification", "BoundKernel", "DataFormats", "Falsification", "LinearAlgebra", "Networks", "RandomStreams",
      "Theorems",
      "VerifiedNumerics"),
    module(
      "Reporting", "BoundKernel", "Falsification", "Formalization", "LinearAlgebra", "Networks", "Plotting",
      "RandomStreams", "Theorems", "Verification", "VerifiedNumerics"),
    .executableTarget(
      name: "gnbounds",
      dependencies: [
        "BoundKernel", "DataFormats", "Falsification", "Formalization", "LinearAlgebra", "Networks", "RandomStreams",
        "Reporting", "Theorems", "Verification", "VerifiedNumerics",
      ],
      swiftSettings: strict),
    tests("BoundKernelTests", "BoundKernel"),
    tests("LinearAlgebraTests", resources: [.copy("Golden")], "LinearAlgebra"),
    tests("FalsificationTests", "Falsification"),
    tests("PlottingTests", "Plotting", "TestSupport"),
    tests("CommandLineTests", "gnbounds"),
    tests(
      "ReportingTests", "BoundKernel", "LinearAlgebra", "Networks", "Plotting", "RandomStreams", "Reporting",
      "Theorems",
      "Verification"),
    tests("RandomStreamsTests", exclude: ["Golden"], "RandomStreams"),
    tests("DataFormatsTests", resources: [.copy("Golden")], "DataFormats", "TestSupport"),
    .target(
      name: "TestSupport", dependencies: ["LinearAlgebra", "Networks", "RandomStreams"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("NetworksTests", "LinearAlgebra", "Networks", "RandomStreams", "TestSupport"),
    tests("VerifiedNumericsTests", resources: [.copy("Golden")], "LinearAlgebra", "VerifiedNumerics"),
    tests("ProofTests", "BoundKernel", "Formalization", "Theorems"),
    tests("TheoremsTests", "BoundKernel", "Networks", "Theorems"),
    tests(
      "VerificationTests", resources: [.copy("Golden")], "BoundKernel", "LinearAlgebra", "Networks", "RandomStreams",
      "TestSupport", "Theorems", "Verification", "VerifiedNumerics"),
  ],
  swiftLanguageModes: [.v6])
