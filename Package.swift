// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    // The checks of exclusive access at run time are made in debug builds, and so in every test.
    .unsafeFlags(
      ["-cross-module-optimization", "-enforce-exclusivity=unchecked"], .when(configuration: .release)),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// Compiled with optimization in debug builds too: every test of the command line loads the shipped rules and runs
/// their tests, which takes half a minute unoptimized.
let optimized: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "modq",
  products: [
    .executable(name: "modq", targets: ["modq"]),
    .executable(name: "modq-bench", targets: ["modq-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .target(name: "ModQEvent", swiftSettings: strict),
    .target(
      name: "ModQEventLog",
      dependencies: [
        "ModQEvent",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "ModQJudge",
      dependencies: [
        "CPCRE2", "ModQEvent",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: optimized),
    .target(
      name: "ModQProjections",
      dependencies: [
        "ModQEvent", "ModQEventLog", "ModQJudge",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "ModQueue",
      dependencies: [
        "ModQEvent", "ModQEventLog", "ModQJudge", "ModQProjections",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "modq",
      dependencies: [
        "ModQEvent", "ModQEventLog", "ModQJudge", "ModQProjections", "ModQueue",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "modq-bench",
      dependencies: [
        "ModQEvent", "ModQEventLog", "ModQJudge", "ModQProjections", "ModQueue", "SeededNumbers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    // Random numbers of the tests and of what is measured; no part of modq.
    .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: strict),
    .testTarget(name: "ModQEventTests", dependencies: ["ModQEvent", "SeededNumbers"], swiftSettings: strict),
    .testTarget(
      name: "ModQEventLogTests",
      dependencies: [
        "ModQEvent", "ModQEventLog", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ModQJudgeTests", dependencies: ["CPCRE2", "ModQEvent", "ModQJudge", "SeededNumbers"],
      exclude: ["Rules/Golden", "Views/NormalizationSample.txt"], swiftSettings: strict),
    .testTarget(
      name: "ModQProjectionsTests",
      dependencies: [
        "ModQEvent", "ModQEventLog", "ModQJudge", "ModQProjections", "SeededNumbers",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ModQueueTests",
      dependencies: [
        "ModQEvent", "ModQEventLog", "ModQJudge", "ModQProjections", "ModQueue", "SeededNumbers",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["RuleTesting/Texts"], swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "modq", "ModQEvent", "ModQEventLog", "ModQueue", "SeededNumbers",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Disturbance"], swiftSettings: strict),
    .testTarget(
      name: "ModQBenchTests",
      dependencies: ["modq", "modq-bench", "ModQEvent", "ModQJudge", "SeededNumbers"],
      exclude: ["Golden"],
      swiftSettings: strict),
  ]
)

if Context.environment["MODQ_FUZZ"] != nil {
  // Built by `.ci/fuzz` alone, with the flags it needs: what readers of foreign bytes are made of, and the terminal's
  // renderer, which is a part of the program and stands in a target of its own here.
  package.products = []
  package.targets.removeAll { ["modq", "modq-bench"].contains($0.name) || $0.type == .test }
  package.targets += [
    .target(
      name: "ModQTerminal", path: "Sources/modq",
      sources: [
        "Lists/CSV.swift", "Terminal/Defanging.swift", "Terminal/GlyphScanner.swift",
        "Terminal/ScalarDisplay.swift",
        "Terminal/Visible.swift", "Terminal/VisibleText+Layout.swift", "Terminal/WideCharacter.swift",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "modq-fuzz",
      dependencies: ["ModQEvent", "ModQEventLog", "ModQJudge", "ModQueue", "ModQTerminal"],
      path: "Tests/Fuzzing", exclude: ["Corpus"], swiftSettings: strict),
  ]
}
