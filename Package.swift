// swift-tools-version: 6.1
import PackageDescription

// Optimised even in debug builds would hide the checks that the tests rely on, so only the C and
// C++ shims are compiled with optimisation in every configuration.
let fast: [CXXSetting] = [.unsafeFlags(["-O2"])]
let fastC: [CSetting] = [.unsafeFlags(["-O2"])]

let package = Package(
  name: "tocsin",
  products: [
    .executable(name: "tocsin", targets: ["tocsin"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
  ],
  targets: [
    .target(name: "SocialModel"),
    .target(
      name: "Intake", dependencies: ["SocialModel", "CSimdjson", "CZlib", "CZstd"]),
    .target(name: "Signals", dependencies: ["SocialModel", "CUnicode"]),
    .target(name: "Templates", dependencies: ["SocialModel", "Signals", "CUnicode"]),
    .target(
      name: "Threats", dependencies: ["CUnicode", "CThreatData"],
      exclude: ["Resources"]),
    .target(name: "Meaning", dependencies: ["CBlas", "CSentencePiece", "CSodium"]),
    .target(name: "Graphs"),
    .target(name: "Coordination", dependencies: ["SocialModel", "Graphs"]),
    .target(
      name: "Exchange",
      dependencies: [
        "SocialModel", "Templates", "Threats", "Media",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Resources/report.mustache")]),
    .target(
      name: "Store",
      dependencies: [
        "SocialModel", "CUnicode", "CSodium",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "Simulation", dependencies: ["SocialModel", "Media"]),
    .target(name: "Media", dependencies: ["CMedia", "CSodium"]),
    .target(name: "Banks", dependencies: ["Media"]),
    .target(name: "Casework", dependencies: ["SocialModel", "CSodium", "CCrypto"]),
    .target(
      name: "Evidence",
      dependencies: [
        "SocialModel", "Casework", "Exchange", "CSodium", "CZlib", "CZip", "CPango", "CTimeStamp",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Resources/evidence.mustache")]),
    .target(
      name: "Console",
      dependencies: [
        "SocialModel", "Templates", "Exchange", "Store", "Casework", "Desk", "Threats", "Media",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      exclude: ["Resources/NOTICE", "Resources/htmx-LICENSE", "Resources/django-htmx-LICENSE"],
      resources: [
        .embedInCode("Resources/console.mustache"), .embedInCode("Resources/media.mustache"),
        .embedInCode("Resources/console.css"),
        .embedInCode("Resources/console.js"), .embedInCode("Resources/icon.svg"),
        .embedInCode("Resources/htmx.min.js"), .embedInCode("Resources/htmx-sse.min.js"),
      ]),
    .target(
      name: "Pipeline",
      dependencies: [
        "SocialModel", "Intake", "Signals", "Templates", "Coordination", "Threats", "Media",
        "Meaning",
        "Store",
        "CSodium",
      ]),
    .target(
      name: "Desk",
      dependencies: [
        "SocialModel", "Intake", "Store", "Casework", "Coordination", "Evidence", "Pipeline",
        "Threats", "Media",
      ]),
    .executableTarget(
      name: "tocsin",
      dependencies: [
        "SocialModel", "Intake", "Templates", "Coordination", "Threats", "Pipeline", "Exchange",
        "Simulation", "Media", "Banks", "Meaning", "Store", "Casework", "Evidence", "Desk",
        "Console",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .executableTarget(
      name: "tocsin-bench",
      dependencies: [
        "SocialModel", "Intake", "Templates", "Coordination", "Threats", "Simulation", "Pipeline",
        "Media", "Banks", "Meaning", "Store", "Casework", "Desk", "Console",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Benchmarks"),

    .target(
      name: "CSimdjson", path: "Sources/Native/CSimdjson", cxxSettings: fast,
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(
      name: "CUnicode", path: "Sources/Native/CUnicode", cxxSettings: fast,
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    .target(
      name: "CMedia", path: "Sources/Native/CMedia", cSettings: fastC,
      linkerSettings: [
        "jpeg", "png", "webp", "webpdemux", "heif", "avformat", "avcodec", "avutil", "swscale",
        "crypto",
      ]
      .map { .linkedLibrary($0) }),
    .target(name: "CBlas", path: "Sources/Native/CBlas", cSettings: fastC),
    .target(
      name: "CSentencePiece", path: "Sources/Native/CSentencePiece", cxxSettings: fast,
      linkerSettings: [.linkedLibrary("sentencepiece")]),
    .target(
      name: "CZip", path: "Sources/Native/CZip", cSettings: fastC,
      linkerSettings: [.linkedLibrary("zip")]),
    .systemLibrary(
      name: "CPangoCairo", path: "Sources/Native/CPangoCairo", pkgConfig: "pangocairo"),
    .target(
      name: "CPango", dependencies: ["CPangoCairo"], path: "Sources/Native/CPango",
      cSettings: fastC),
    .target(
      name: "CTimeStamp", path: "Sources/Native/CTimeStamp", cSettings: fastC,
      linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "CThreatData", path: "Sources/Native/CThreatData"),
    .systemLibrary(name: "CZlib", path: "Sources/Native/CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CZstd", path: "Sources/Native/CZstd", pkgConfig: "libzstd"),
    .systemLibrary(name: "CCrypto", path: "Sources/Native/CCrypto", pkgConfig: "libcrypto"),
    .systemLibrary(name: "CSodium", path: "Sources/Native/CSodium", pkgConfig: "libsodium"),

    .testTarget(name: "SocialModelTests", dependencies: ["SocialModel"]),
    .testTarget(name: "IntakeTests", dependencies: ["Intake"]),
    .testTarget(name: "SignalsTests", dependencies: ["Signals"]),
    .testTarget(name: "TemplatesTests", dependencies: ["Templates", "Simulation", "SocialModel"]),
    .testTarget(name: "ThreatsTests", dependencies: ["Threats"], exclude: ["Fixtures"]),
    .testTarget(
      name: "MeaningTests", dependencies: ["Meaning"], exclude: ["Fixtures"]),
    .testTarget(name: "GraphsTests", dependencies: ["Graphs"]),
    .testTarget(name: "CoordinationTests", dependencies: ["Coordination"]),
    .testTarget(name: "ExchangeTests", dependencies: ["Exchange", "Media", "Threats"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Media", "tocsin"]),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Simulation", "Intake", "Coordination", "SocialModel", "Exchange", "Media",
        "Meaning", "Store", "Threats", "tocsin",
      ]),
    .testTarget(
      name: "MediaTests", dependencies: ["Media", "Simulation", "tocsin"], exclude: ["Fixtures"]),
    .testTarget(
      name: "StoreTests",
      dependencies: ["Store", "SocialModel", "Simulation", "Signals", "Desk", "tocsin"],
      exclude: ["Fixtures"]),
    .testTarget(name: "BanksTests", dependencies: ["Banks", "Media"]),
    .testTarget(name: "CaseworkTests", dependencies: ["Casework", "SocialModel"]),
    .testTarget(
      name: "EvidenceTests", dependencies: ["Evidence", "Casework", "SocialModel", "tocsin"]),
    .testTarget(
      name: "DeskTests",
      dependencies: [
        "Desk", "Store", "Casework", "Evidence", "Pipeline", "SocialModel", "Threats", "tocsin",
      ]),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "Desk", "Store", "Casework", "Evidence", "Templates", "SocialModel", "Media",
        "Pipeline", "tocsin",
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ]),
    .testTarget(name: "ProgramTests", dependencies: ["tocsin", "Casework", "SocialModel"]),
    .testTarget(name: "ArchitectureTests"),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
