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

let package = Package(
  name: "gnbounds",
  products: [
    .executable(name: "gnbounds", targets: ["gnbounds"]),
    .library(
      name: "GaussNewtonBounds",
      targets: [
        "BoundKernel", "DataFormats", "Falsification", "LinearAlgebra", "Networks", "RandomStreams", "Theorems",
        "Verification",
      ]),
  ],
  targets: [
    .systemLibrary(name: "CLapacke", providers: [.apt(["liblapacke-dev", "libopenblas-dev"])]),
    module("BoundKernel"),
    module("RandomStreams"),
    module("Falsification", "RandomStreams"),
    module("DataFormats"),
    module("LinearAlgebra", "CLapacke"),
    module("Networks", "LinearAlgebra", "RandomStreams"),
    module("Theorems", "BoundKernel", "Networks"),
    module("Verification", "BoundKernel", "Falsification", "LinearAlgebra", "Networks", "RandomStreams", "Theorems"),
    .executableTarget(
      name: "gnbounds",
      dependencies: [
        "BoundKernel", "DataFormats", "Falsification", "LinearAlgebra", "Networks", "RandomStreams", "Theorems",
        "Verification",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6])
