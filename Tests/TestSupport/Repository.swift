import Glibc

/// Where files of the project lie, for tests that read them.
public enum Repository {
    /// The path of a file of the project.
    public static func path(_ name: String) -> String { root + "/" + name }

    /// The package's root: three levels above this file.
    private static var root: String {
        #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    }
}

/// Articles and annotations that are used in development and are not part of the project.
public enum DevelopmentData {
    /// Whether there is any; tests on it skip otherwise.
    public static var isPresent: Bool { access(path("articles"), R_OK) == 0 }

    /// The path of a file of it, in the folder that `CHANCERY_DEVELOPMENT_DATA` names, else in
    /// `shared/data` beside the checkout.
    public static func path(_ name: String) -> String {
        let folder =
            getenv("CHANCERY_DEVELOPMENT_DATA").map { String(cString: $0) }
            ?? Repository.path("../shared/data")
        return folder + "/" + name
    }
}
