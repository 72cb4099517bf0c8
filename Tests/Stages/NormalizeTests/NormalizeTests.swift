// NormalizeTests
