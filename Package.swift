// swift-tools-version: 6.2
import PackageDescription

// Rooms, from the ground up. A room may only use the rooms named in its line; only Daemon knows
// them all. What each room is for stands at the top of the file named after it.

func system(_ name: String, apt: String, pkgConfig: String? = nil) -> Target {
    .systemLibrary(
        name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func room(_ name: String, needs: Target.Dependency...) -> Target {
    .target(name: name, dependencies: needs)
}

func stage(_ position: Int, _ name: String, needs extra: Target.Dependency...) -> Target {
    .target(
        name: name, dependencies: ["Messages"] + extra, path: "Sources/Stages/\(position)-\(name)")
}

func tests(
    _ room: String, in folder: String = "", needs extra: Target.Dependency...,
    exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(room)Tests",
        dependencies: [.init(stringLiteral: room), "TestSupport"] + extra,
        path: "Tests/\(folder)\(room)Tests", exclude: exclude)
}

let package = Package(
    name: "chancery",
    products: [
        .executable(name: "chancery", targets: ["chancery"]),
        .library(
            name: "ChanceryRooms",
            targets: [
                "Threads", "Logging", "Messages", "ZeroMQ", "Security", "Storage", "Flow",
                "Extract", "Publish", "Knowledge", "Language",
            ]),
        // Tests preload it into a daemon.
        .library(name: "failing-disk", type: .dynamic, targets: ["FailingDisk"]),
    ],
    targets: [
        // C libraries.
        system("CCompression", apt: "zlib1g-dev"),
        system("CCurl", apt: "libcurl4-openssl-dev"),
        system("CICU", apt: "libicu-dev"),
        system("CLinux", apt: "libc6-dev"),
        system("COpenBLAS", apt: "libopenblas-dev"),
        system("CPublicSuffix", apt: "libpsl-dev"),
        system("CSodium", apt: "libsodium-dev"),
        system("CSQLite", apt: "libsqlite3-dev"),
        system("CVector", apt: "libc6-dev"),
        system("CXML", apt: "libxml2-dev", pkgConfig: "libxml-2.0"),
        system("CYAML", apt: "libyaml-dev"),
        system("CZeroMQ", apt: "libzmq3-dev"),

        // C of our own, for instructions that Swift has no name for.
        .target(name: "CBytes", path: "Sources/System/CBytes"),
        .target(name: "CFloats", path: "Sources/System/CFloats"),

        // Ground floor: know nobody.
        room("Threads", needs: "CLinux"),
        room("Notation"),
        room("Logging", needs: "CLinux", "Threads"),
        room("Arguments", needs: "Notation"),
        room("Messages", needs: "CSodium"),

        // What publishers list and archives keep.
        room("Feeds", needs: "Messages", "CCompression", "CLinux", "CXML"),

        // What the language work knows.
        room("Ontology", needs: "Messages", "Language"),
        room("Language"),
        room("Knowledge", needs: "Messages", "Language", "Ontology", "Threads"),

        // What reads a sentence: weights, and the model that they make.
        room("Tensors", needs: "CBytes", "CFloats", "CLinux", "COpenBLAS", "CVector"),
        room("Model", needs: "Tensors", "CICU"),

        // The web.
        room("Web", needs: "CCurl", "CPublicSuffix", "CLinux", "Threads"),

        // Transport and storage.
        room("ZeroMQ", needs: "CZeroMQ", "CLinux", "Threads"),
        room("Storage", needs: "CSQLite", "CLinux", "CSodium", "Threads", "Messages"),

        // Who may come in.
        room("Security", needs: "ZeroMQ", "Messages", "Threads", "Logging"),

        // The five stages.
        stage(1, "Fetch", needs: "CLinux", "Logging", "Threads", "Storage", "Web", "Feeds"),
        stage(2, "Normalize", needs: "CICU", "CXML", "Language", "Threads"),
        stage(3, "Extract", needs: "Language", "Knowledge", "Ontology", "Model", "Threads"),
        stage(4, "Classify", needs: "Language", "Knowledge", "Ontology", "Threads"),
        stage(5, "Publish", needs: "Storage", "ZeroMQ", "Security", "Threads", "Logging"),

        // How good all of that is.
        room(
            "Evaluation",
            needs: "Model", "Language", "CCompression", "Messages", "Ontology", "Knowledge",
            "Extract", "Classify"),

        // What carries and what assembles.
        room(
            "Flow",
            needs: "Messages", "ZeroMQ", "Security", "Storage", "Threads", "Logging", "CSodium"),
        room("Configuration", needs: "CYAML", "Notation", "Web"),
        room(
            "Daemon",
            needs: "Configuration", "Logging", "Threads", "Messages", "ZeroMQ", "Storage", "Flow",
            "Fetch", "Normalize", "Extract", "Classify", "Publish", "Ontology", "Knowledge",
            "Language", "Model", "Security", "CLinux", "Web"),
        .executableTarget(
            name: "chancery",
            dependencies: [
                "Arguments", "Daemon", "Configuration", "Logging", "Messages", "ZeroMQ", "Storage",
                "Fetch", "Publish", "Flow", "Normalize", "Extract", "Classify", "Security",
                "CLinux", "Threads", "Feeds", "Language", "Model", "Evaluation", "Ontology",
                "Knowledge", "Web",
            ],
            path: "Sources/CommandLine"),

        // Tests mirror the rooms.
        .target(
            name: "TestSupport", dependencies: ["CLinux", "Messages", "Threads"],
            path: "Tests/TestSupport"),
        .target(
            name: "FailingDisk", path: "Tests/FailingDisk",
            linkerSettings: [.linkedLibrary("dl")]),
        .target(
            name: "RecordingDisk", path: "Tests/RecordingDisk",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        tests("Threads"),
        tests("Notation"),
        tests("Logging", needs: "Threads"),
        tests("Arguments"),
        tests("Messages"),
        tests("Feeds", needs: "Messages", "CCompression"),
        tests("Ontology", needs: "Messages", "Language"),
        tests("Language"),
        tests(
            "Knowledge", needs: "Messages", "Language", "Ontology", exclude: ["Fixtures"]),
        tests("Tensors"),
        tests("Model", needs: "Tensors", exclude: ["Fixtures"]),
        tests("Evaluation", needs: "Model", "Language", "Messages", "Ontology", "Knowledge"),
        tests("ZeroMQ", needs: "CZeroMQ", "Threads"),
        tests("Web", needs: "Threads"),
        tests("Security", needs: "ZeroMQ", "Messages", "Threads", "Logging"),
        tests("Storage", needs: "CSQLite", "CLinux", "Messages", "RecordingDisk", "Threads"),
        tests(
            "Fetch", in: "Stages/", needs: "Messages", "Logging", "Threads", "Storage", "Web",
            "Feeds"),
        tests("Normalize", in: "Stages/", needs: "Messages", "Threads"),
        tests(
            "Extract", in: "Stages/",
            needs: "Messages", "Normalize", "Classify", "Knowledge", "Language", "Model", "Threads"),
        tests(
            "Classify", in: "Stages/",
            needs: "Messages", "Normalize", "Extract", "Knowledge", "Threads"),
        tests(
            "Publish", in: "Stages/",
            needs: "Messages", "Storage", "ZeroMQ", "Threads", "Logging"),
        tests("Flow", needs: "Messages", "Storage", "ZeroMQ", "Threads", "Logging"),
        tests("Configuration"),
        tests(
            "Daemon",
            needs: "Configuration", "Logging", "Messages", "Flow", "Publish", "Security",
            "Storage", "Threads", "ZeroMQ"),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "TestSupport", "Arguments", "Configuration", "Daemon", "Flow", "Knowledge",
                "Logging",
                "Messages", "Publish", "Storage", "Threads", "ZeroMQ", "CLinux", "chancery",
            ],
            path: "Tests/CommandLineTests"),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "TestSupport", "Messages", "ZeroMQ", "Storage", "Threads", "CLinux", "Daemon",
                "Flow", "Logging", "chancery",
            ],
            path: "Tests/PipelineTests", exclude: ["Python"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
