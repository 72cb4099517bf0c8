// swift-tools-version: 6.2
import PackageDescription

// Measures Chancery's rooms against the C libraries under them. A package of its own, so that the
// daemon's package neither builds nor ships it. `README.md` says what is measured and how to read
// it.

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "chancery", path: "..")],
    targets: [
        .target(
            name: "CBaseline",
            linkerSettings: [.linkedLibrary("zmq"), .linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "CBaseline", .product(name: "ChanceryRooms", package: "chancery"),
            ],
            path: "Sources/Benchmarks"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.name == "benchmarks" {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
